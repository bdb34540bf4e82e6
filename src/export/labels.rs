//! The few words of an exported document that are not the patient's own.

use crate::appointments::{AppointmentKind, AppointmentStatus};
use crate::care::AcknowledgementKind;
use crate::preparation::{ItemAnswer, ItemKind};
use crate::sessions::SessionStatus;
use crate::steps::StepArea;
use crate::words::Language;

/// One language's words.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) title: &'static str,
    pub(super) taken_out: &'static str,
    pub(super) sessions: &'static str,
    pub(super) undated: &'static str,
    pub(super) about: &'static str,
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
    pub(super) therapist: &'static str,
    pub(super) appointments: &'static str,
    pub(super) with: &'static str,
    pub(super) evaluations: &'static str,
    pub(super) intentions: &'static str,
    pub(super) why: &'static str,
    pub(super) goals: &'static str,
    pub(super) fears_before: &'static str,
    pub(super) could_help: &'static str,
    pub(super) for_session: &'static str,
    pub(super) earlier_until: &'static str,
    pub(super) earlier: &'static str,
    pub(super) agreements: &'static str,
    pub(super) version: &'static str,
    pub(super) in_force: &'static str,
    pub(super) mine: &'static str,
    pub(super) acknowledged: &'static str,
    pub(super) read_again: &'static str,
    pub(super) people: &'static str,
    pub(super) contact: &'static str,
    pub(super) soothing: &'static str,
    pub(super) bring: &'static str,
    pub(super) steps: &'static str,
    pub(super) laid_aside: &'static str,
    pub(super) own_prompts: &'static str,
    pub(super) offers: &'static str,
    pub(super) packets: &'static str,
    pub(super) untold: &'static str,
    appointment_kinds: [&'static str; 2],
    item_kinds: [&'static str; 6],
    answers: [&'static str; 3],
    areas: [&'static str; 2],
    acknowledgements: [&'static str; 2],
    statuses: [&'static str; 4],
}

const ENGLISH: Labels = Labels {
    title: "My notes",
    taken_out: "Taken out on",
    sessions: "Sessions",
    undated: "no date",
    about: "about",
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
    therapist: "the therapist",
    appointments: "Appointments",
    with: "With",
    evaluations: "Evaluations",
    intentions: "Intentions",
    why: "Why this matters to me",
    goals: "Goals",
    fears_before: "Fears",
    could_help: "What could help",
    for_session: "For the session of",
    earlier_until: "Earlier wording, until",
    earlier: "Earlier wording",
    agreements: "Agreements",
    version: "version",
    in_force: "in force",
    mine: "Me",
    acknowledged: "Acknowledged",
    read_again: "Read again before the session of",
    people: "People who support me",
    contact: "Contact",
    soothing: "What has been kind before",
    bring: "To bring",
    steps: "Small steps",
    laid_aside: "laid aside",
    own_prompts: "My own prompts",
    offers: "Offers that I took",
    packets: "Packets for sessions",
    untold: "one that is not told here",
    appointment_kinds: ["preparation", "integration"],
    item_kinds: [
        "The therapist's role",
        "Support",
        "Touch",
        "Guidance",
        "Talking",
        "In uncertainty or distress",
    ],
    answers: ["no", "ask first", "yes"],
    areas: ["Boundaries", "Something else"],
    acknowledgements: ["read", "to bring to the session"],
    statuses: ["planned", "took place", "put off", "called off"],
};

const SPANISH: Labels = Labels {
    title: "Mis notas",
    taken_out: "Exportado el",
    sessions: "Sesiones",
    undated: "sin fecha",
    about: "hacia el",
    entry: "Entrada",
    addendum: "Añadido más tarde a la entrada del",
    check_in: "Cómo estoy",
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
    hesitations: "La parte que duda",
    before: "Antes",
    after: "Después",
    place: "Lugar",
    note: "Nota",
    page: "Página",
    therapist: "terapeuta",
    appointments: "Citas",
    with: "Con",
    evaluations: "Evaluaciones",
    intentions: "Intenciones",
    why: "Por qué me importa",
    goals: "Objetivos",
    fears_before: "Miedos",
    could_help: "Lo que podría ayudar",
    for_session: "Para la sesión del",
    earlier_until: "Versión anterior, hasta el",
    earlier: "Versión anterior",
    agreements: "Acuerdos",
    version: "versión",
    in_force: "en vigor",
    mine: "Yo",
    acknowledged: "Confirmado",
    read_again: "Releído antes de la sesión del",
    people: "Personas que me apoyan",
    contact: "Contacto",
    soothing: "Lo que ya me ha hecho bien",
    bring: "Para llevar",
    steps: "Pasos pequeños",
    laid_aside: "apartado por ahora",
    own_prompts: "Mis propias preguntas",
    offers: "Propuestas que tomé",
    packets: "Carpetas para sesiones",
    untold: "una que aquí no se cuenta",
    appointment_kinds: ["preparación", "integración"],
    item_kinds: [
        "El papel de terapeuta",
        "Apoyo",
        "Contacto físico",
        "Guía",
        "Conversación",
        "En la incertidumbre o el malestar",
    ],
    answers: ["no", "preguntar antes", "sí"],
    areas: ["Límites", "Otra cosa"],
    acknowledgements: ["leído", "para llevar a la sesión"],
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

    /// What became of an appointment, in the words of sessions.
    pub(super) const fn meeting(&self, status: AppointmentStatus) -> &'static str {
        self.status(match status {
            AppointmentStatus::Planned => SessionStatus::Planned,
            AppointmentStatus::Happened => SessionStatus::Happened,
            AppointmentStatus::Postponed => SessionStatus::Postponed,
            AppointmentStatus::Cancelled => SessionStatus::Cancelled,
        })
    }

    /// On which side of a dose an appointment stands.
    pub(super) const fn appointment(&self, kind: AppointmentKind) -> &'static str {
        let [preparation, integration] = self.appointment_kinds;
        match kind {
            AppointmentKind::Preparation => preparation,
            AppointmentKind::Integration => integration,
        }
    }

    /// What an item of an agreement is about (R37 to R40).
    pub(super) const fn item(&self, kind: ItemKind) -> &'static str {
        let [role, support, touch, guidance, talk, distress] = self.item_kinds;
        match kind {
            ItemKind::Role => role,
            ItemKind::Support => support,
            ItemKind::Touch => touch,
            ItemKind::Guidance => guidance,
            ItemKind::Talk => talk,
            ItemKind::Distress => distress,
        }
    }

    /// An answer to it.
    pub(super) const fn answer(&self, answer: ItemAnswer) -> &'static str {
        let [no, ask_first, yes] = self.answers;
        match answer {
            ItemAnswer::No => no,
            ItemAnswer::AskFirst => ask_first,
            ItemAnswer::Yes => yes,
        }
    }

    /// What a small step touches.
    pub(super) const fn area(&self, area: StepArea) -> &'static str {
        let [boundaries, something_else] = self.areas;
        match area {
            StepArea::Nourishment => self.nourishment,
            StepArea::Movement => self.movement,
            StepArea::Rest => self.rest,
            StepArea::Company => self.connection,
            StepArea::Boundaries => boundaries,
            StepArea::SomethingElse => something_else,
        }
    }

    /// What a therapist said of an entry.
    pub(super) const fn said(&self, kind: AcknowledgementKind) -> &'static str {
        let [read, bring_to_session] = self.acknowledgements;
        match kind {
            AcknowledgementKind::Read => read,
            AcknowledgementKind::BringToSession => bring_to_session,
        }
    }
}
