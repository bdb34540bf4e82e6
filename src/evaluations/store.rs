//! The table of evaluations.

use super::Evaluations;
use super::model::Words;
use crate::records;

records!(evaluations of Evaluations, Words);
