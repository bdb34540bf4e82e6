//! The tables of preparation: four kinds in the common shape, and what is done with agreements.

pub(super) mod agreements;

use super::model::fears::FearWords;
use super::model::goals::GoalWords;
use super::model::intentions::IntentionWords;
use super::{Fears, Goals, Intentions};
use crate::records;

records!(intentions of Intentions, IntentionWords);
records!(goals of Goals, GoalWords);
records!(fears of Fears, FearWords);
