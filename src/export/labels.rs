//! The few words of an exported document that are not the patient's own.

use crate::sessions::SessionStatus;
use crate::words::Language;

/// One language's words.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) title: &'static str,
    pub(super) taken_out: &'static str,
    pub(super) sessions: &'static str,
    pub(super) undated: &'static str,
    pub(super) entry: &'static str,
    pub(super) addendum: &'static str,
    pub(super) check_in: &'static str,
    pub(super) practice: &'static str,
    pub(super) wording: &'static str,
    pub(super) feelings: &'static str,
    pub(super) body: &'static str,
    pub(super) energy: &'static str,
    pub(super) rest: &'static str,
    pub(super) nourishment: &'static str,
    pub(super) movement: &'static str,
    pub(super) connection: &'static str,
    pub(super) fears: &'static str,
    pub(super) hesitations: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) place: &'static str,
    pub(super) note: &'static str,
    pub(super) page: &'static str,
    statuses: [&'static str; 4],
}

const ENGLISH: Labels = Labels {
    title: "My notes",
    taken_out: "Taken out on",
    sessions: "Sessions",
    undated: "no date",
    entry: "Entry",
    addendum: "Added later to the entry of",
    check_in: "Check-in",
    practice: "Practice",
    wording: "wording",
    feelings: "Feelings",
    body: "Body",
    energy: "Energy",
    rest: "Rest",
    nourishment: "Food and drink",
    movement: "Movement",
    connection: "Connection",
    fears: "Worries",
    hesitations: "What hesitates",
    before: "Before",
    after: "After",
    place: "Place",
    note: "Note",
    page: "Page",
    statuses: ["planned", "took place", "put off", "called off"],
};

const SPANISH: Labels = Labels {
    title: "Mis notas",
    taken_out: "Extraído el",
    sessions: "Sesiones",
    undated: "sin fecha",
    entry: "Entrada",
    addendum: "Añadido más tarde a la entrada del",
    check_in: "Cómo está",
    practice: "Práctica",
    wording: "versión",
    feelings: "Emociones",
    body: "Cuerpo",
    energy: "Energía",
    rest: "Descanso",
    nourishment: "Comida y bebida",
    movement: "Movimiento",
    connection: "Conexión",
    fears: "Preocupaciones",
    hesitations: "Lo que duda",
    before: "Antes",
    after: "Después",
    place: "Lugar",
    note: "Nota",
    page: "Página",
    statuses: ["prevista", "tuvo lugar", "pospuesta", "cancelada"],
};

impl Labels {
    /// The words of this language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }

    /// What became of a session, in a word or two; all four are ordinary (R46).
    pub(super) const fn status(&self, status: SessionStatus) -> &'static str {
        let [planned, happened, postponed, cancelled] = self.statuses;
        match status {
            SessionStatus::Planned => planned,
            SessionStatus::Happened => happened,
            SessionStatus::Postponed => postponed,
            SessionStatus::Cancelled => cancelled,
        }
    }
}
