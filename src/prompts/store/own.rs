//! The table of prompts that a patient wrote herself.

use crate::prompts::OwnPrompts;
use crate::prompts::model::OwnPromptWords;
use crate::records;

records!(own_prompts of OwnPrompts, OwnPromptWords);
