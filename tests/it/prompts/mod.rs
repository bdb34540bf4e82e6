//! Prompts over HTTP.

mod answers;
mod catalogue;
mod hide_prompt;
mod invited;
mod offered_prompts;
mod own_prompts;
