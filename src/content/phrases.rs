//! The few sentences that a timeline, a calendar and what stands before a dose say by themselves (R46, R54, R77, R80, N14, N16).
//!
//! One file for each language; the type names every key, so that no language says less than another.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Language, Unreadable, read};

/// The sentences, in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Of the time after the days: it has no end (R54, R77).
    pub unfolding: String,
    /// Of whatever belongs to no session (R05, N14).
    pub ongoing: String,
    /// Of the days after a session: hedged, and never a deadline (R80).
    pub window: String,
    /// Of putting a session off: it is ordinary (R46).
    pub postponing: String,
    /// The titles of a calendar.
    pub calendar: CalendarPhrases,
}

/// The titles of a calendar: no clinical word, no place, no activity (N16).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarPhrases {
    /// Of the calendar itself.
    pub name: String,
    /// Of whatever takes place at a time.
    pub reserved: String,
    /// Of the days after.
    pub own: String,
}

type Read = Result<Phrases, Unreadable>;

static ENGLISH: LazyLock<Read> =
    LazyLock::new(|| read(("en/timeline.toml", include_str!("en/timeline.toml"))));
static SPANISH: LazyLock<Read> =
    LazyLock::new(|| read(("es/timeline.toml", include_str!("es/timeline.toml"))));

/// The sentences of one language; the start of the service has seen that they can be read.
pub fn phrases(language: Language) -> Result<&'static Phrases, Unreadable> {
    let read: &'static Read = match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    };
    read.as_ref().map_err(Clone::clone)
}

/// Whether the sentences of every language can be read.
pub(super) fn check() -> Result<(), Unreadable> {
    [Language::English, Language::Spanish]
        .into_iter()
        .try_for_each(|language| phrases(language).map(drop))
}

#[cfg(test)]
mod tests {
    use super::super::lint::lint;
    use super::*;

    fn all(language: Language) -> Vec<&'static str> {
        let Phrases {
            unfolding,
            ongoing,
            window,
            postponing,
            calendar:
                CalendarPhrases {
                    name,
                    reserved,
                    own,
                },
        } = phrases(language).expect("phrases");
        vec![unfolding, ongoing, window, postponing, name, reserved, own]
    }

    #[test]
    fn the_texts_press_nobody() {
        for language in [Language::English, Language::Spanish] {
            for text in all(language) {
                assert_eq!(lint(text, language), [], "{text}");
            }
        }
    }

    #[test]
    fn every_language_has_a_wording_of_its_own_for_everything() {
        for (english, spanish) in all(Language::English)
            .into_iter()
            .zip(all(Language::Spanish))
        {
            assert!(!english.trim().is_empty() && !spanish.trim().is_empty());
            assert_ne!(english, spanish);
        }
    }

    #[test]
    fn the_days_are_hedged_in_every_language() {
        for (language, hedges) in [
            (Language::English, ["about three to five", "differ"]),
            (Language::Spanish, ["unos tres a cinco", "no coinciden"]),
        ] {
            let text = &phrases(language).expect("phrases").window;
            assert!(hedges.iter().all(|hedge| text.contains(hedge)), "{text}");
        }
    }

    #[test]
    fn the_titles_of_a_calendar_tell_nothing() {
        for language in [Language::English, Language::Spanish] {
            for title in all(language).into_iter().rev().take(3) {
                let title = title.to_lowercase();
                for telling in [
                    "session",
                    "sesi",
                    "dos",
                    "ketamin",
                    "therap",
                    "terap",
                    "clinic",
                    "clínic",
                    "appointment",
                    "cita",
                    "integra",
                    "prepara",
                    "health",
                    "salud",
                    "treatment",
                    "tratam",
                    "medic",
                ] {
                    assert!(!title.contains(telling), "{title}");
                }
            }
        }
    }
}
