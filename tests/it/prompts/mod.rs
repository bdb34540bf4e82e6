//! Prompts over HTTP.

mod catalogue;
mod hide_prompt;
mod offered_prompts;
