//! What a text is made of, in one language, as the product uses it.

use serde::Deserialize;

use crate::choice;
use crate::ids::{ChecklistId, ChecklistItemId, ExerciseId, PromptId, UnitId};
use crate::time::CivilDate;

choice! {
    /// When a prompt belongs (R14, R52, R57, R77).
    Phase {
        /// Before a dosing session, or without one.
        Preparation = "preparation",
        /// The day of dosing: a place to put something down; never offered.
        Day = "day",
        /// The days after.
        Window = "window",
        /// From then on, without an end.
        Ongoing = "ongoing",
    }
}

choice! {
    /// What a prompt is about.
    Element {
        /// What one hopes for (R14).
        Hopes = "hopes",
        /// How things are now (R14).
        Present = "present",
        /// What has been (R14, R15).
        History = "history",
        /// What tension does, and what comes after it (R14).
        Stress = "stress",
        /// What is all right and what is not (R14, R70).
        Boundaries = "boundaries",
        /// What one is worried about (R16, R46).
        Fears = "fears",
        /// What is easy to be near (R16).
        Comfort = "comfort",
        /// A direction of one's own (R25, R29).
        Intention = "intention",
        /// The smallest thing that can be kept (R67, N8).
        Capture = "capture",
        /// What stood out, and what it touches (R57 to R61).
        Meaning = "meaning",
        /// What is still moving (R54, R77).
        Unfolding = "unfolding",
        /// Feelings (R63).
        Emotion = "emotion",
        /// Sensations and movement (R64, R66).
        Body = "body",
        /// Ordinary days (R68 to R72, R82).
        DailyLife = "daily_life",
        /// The therapist; a protected topic (R73, N6).
        Relationship = "relationship",
        /// The medicine; a protected topic (R74, N6).
        Medicine = "medicine",
        /// What is different, or as it was (R69 to R71, R78).
        Change = "change",
    }
}

choice! {
    /// The form that a prompt has in mind; any other is as welcome (R66, R67).
    PromptKind {
        /// Writing.
        Write = "write",
        /// Speaking or sounding.
        Speak = "speak",
        /// Drawing.
        Draw = "draw",
        /// Moving.
        Move = "move",
        /// One word, one mark.
        Fragment = "fragment",
    }
}

choice! {
    /// The family of a grounding exercise (R31 to R35).
    Family {
        /// Breathing in timed phases (R31).
        PacedBreathing = "paced_breathing",
        /// Noticing the breath as it is (R31).
        BreathAwareness = "breath_awareness",
        /// Noticing the body without interpreting (R32).
        BodyNoticing = "body_noticing",
        /// Turning outward by hearing (R33).
        OrientingSound = "orienting_sound",
        /// Turning outward by touch (R33).
        OrientingTouch = "orienting_touch",
        /// Turning outward by warmth and coolness (R33).
        OrientingTemperature = "orienting_temperature",
        /// What has been kind before (R34).
        SelfSoothing = "self_soothing",
        /// A short meditation (R35).
        ShortMeditation = "short_meditation",
    }
}

choice! {
    /// Whom a unit of the catalogue speaks to.
    Audience {
        /// Who writes here.
        Patient = "patient",
        /// Who reads what is shared (R44, R76).
        Therapist = "therapist",
    }
}

choice! {
    /// What a unit of the catalogue is about (R09).
    UnitTopic {
        /// Why and how one prepares (R13, R23).
        Preparing = "preparing",
        /// What ketamine does and does not do (R18, R19).
        Medicine = "medicine",
        /// What a session usually looks like (R22, R24).
        Session = "session",
        /// Directions, not demands (R25 to R28).
        Intentions = "intentions",
        /// Staying present (R36).
        Grounding = "grounding",
        /// Who does what, and what a medicine can come to stand for (R37 to R42).
        Relationship = "relationship",
        /// What comes after (R51 to R56, R77, R80).
        Integration = "integration",
        /// What people ask first (R84 to R88).
        Questions = "questions",
        /// The therapist's own part (R44, R76).
        Therapist = "therapist",
    }
}

choice! {
    /// What a checklist is for.
    ChecklistKind {
        /// What the patient may like to bring (R47).
        ToBring = "to_bring",
        /// What the therapist usually brings (R48).
        TherapistBrings = "therapist_brings",
        /// Small things in the days after (R82, R83).
        Habits = "habits",
        /// Questions before a dose (R16, R46).
        BeforeDose = "before_dose",
    }
}

choice! {
    /// What a small thing in the days after is about (R82).
    HabitArea {
        /// Food and drink.
        Nourishment = "nourishment",
        /// Moving.
        Movement = "movement",
        /// Rest and sleep.
        Rest = "rest",
        /// Being with others, or with oneself.
        Company = "connection",
    }
}

/// How a text was looked at: how easily it reads, and when its authors last went through it.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Reading ease in hundredths: Flesch for English, Fernández Huerta for Spanish. Higher is easier.
    pub ease: i64,
    /// The day on which the project's authors last went through it; no clinician has. Absent while nobody did.
    pub reviewed: Option<CivilDate>,
}

impl Reading {
    /// The reading ease in whole points.
    pub const fn points(self) -> i64 {
        self.ease.div_euclid(100)
    }
}

/// A prompt: an invitation that can be skipped, and names the requirements it serves (N5).
#[derive(Debug)]
pub struct Prompt {
    /// Its id, the same on every server and in every language.
    pub id: PromptId,
    /// Which wording this is.
    pub version: i64,
    /// When it belongs.
    pub phase: Phase,
    /// What it is about.
    pub element: Element,
    /// The form it has in mind.
    pub kind: PromptKind,
    /// The invitation.
    pub text: String,
    /// A word beside it that gives room.
    pub hint: Option<String>,
    /// The requirements it serves.
    pub serves: Vec<String>,
    /// How it was looked at.
    pub reading: Reading,
}

/// A grounding exercise: steps as data, so that a phone can pace them offline (R31 to R36, N15).
#[derive(Debug)]
pub struct Exercise {
    /// Its id, the same on every server and in every language.
    pub id: ExerciseId,
    /// Which wording this is.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// Its family.
    pub family: Family,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// How long it takes, rounded up.
    pub minutes: i64,
    /// The requirements it serves.
    pub serves: Vec<String>,
    /// How it was looked at.
    pub reading: Reading,
}

/// One step of an exercise.
#[derive(Debug)]
pub struct Step {
    /// What is suggested.
    pub text: String,
    /// About how long; absent where it has no length of its own.
    pub seconds: Option<i64>,
    /// The phases of a breath; absent where breathing is not paced.
    pub breath: Option<Breath>,
}

/// The phases of one breath in whole seconds (R31).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breath {
    /// In.
    #[serde(rename = "in")]
    pub inward: i64,
    /// Between in and out.
    pub hold: i64,
    /// Out.
    pub out: i64,
    /// Before the next.
    pub rest: i64,
}

/// A short unit to read: enough to be oriented, no quiz, no promise (R09, R18 to R24).
#[derive(Debug)]
pub struct Unit {
    /// Its id, the same on every server and in every language.
    pub id: UnitId,
    /// Which wording this is.
    pub version: i64,
    /// Whom it speaks to.
    pub audience: Audience,
    /// What it is about.
    pub topic: UnitTopic,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// The requirements it serves.
    pub serves: Vec<String>,
    /// How it was looked at.
    pub reading: Reading,
}

/// A checklist: an offer of things, never complete or incomplete (R46, R47, R48, R82).
#[derive(Debug)]
pub struct Checklist {
    /// Its id, the same on every server and in every language.
    pub id: ChecklistId,
    /// Which wording this is.
    pub version: i64,
    /// What it is for.
    pub kind: ChecklistKind,
    /// What it is called.
    pub title: String,
    /// Its items, in order.
    pub items: Vec<ChecklistItem>,
    /// The requirements it serves.
    pub serves: Vec<String>,
    /// How it was looked at.
    pub reading: Reading,
}

/// One item of a checklist.
#[derive(Debug)]
pub struct ChecklistItem {
    /// Its id, the same on every server and in every language.
    pub id: ChecklistItemId,
    /// What it is.
    pub text: String,
    /// What it is about; only with small things in the days after.
    pub area: Option<HabitArea>,
}

/// The lines of one region (N4, R38).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line that can be called or written to (N4, R38).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who answers, as the organisation writes it.
    pub name: String,
    /// What is dialled from within the region.
    pub contact: String,
    /// When somebody answers.
    pub hours: String,
    /// The site on which the organisation itself says so.
    pub source: String,
    /// The address of the text with which the number was compared; absent: it was written from memory.
    pub checked_in: Option<String>,
}

/// The notice that nobody watches what is written here (N4).
#[derive(Debug)]
pub struct Notice {
    /// Which wording this is; a consent keeps the number it was given under.
    pub version: i64,
    /// The notice.
    pub text: String,
    /// How it was looked at.
    pub reading: Reading,
}
