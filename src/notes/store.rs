//! The table of therapists' notes. Its owner column has the common name, and holds the therapist.

use super::Notes;
use super::model::Words;
use crate::records;

records!(therapist_notes of Notes, Words);
