//! The table of small steps.

use super::Steps;
use super::model::Words;
use crate::records;

records!(steps of Steps, Words);
