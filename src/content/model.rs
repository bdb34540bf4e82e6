//! What a text is made of, as it stands in the files and as the product uses it.

use serde::Deserialize;

use crate::choice;
use crate::ids::{self, ExerciseId, PromptId};

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

/// A prompt: an invitation that can be skipped, and names the requirements it serves (N5).
#[derive(Debug)]
pub struct Prompt {
    /// Its id, the same on every server.
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
}

/// A prompt as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromptText {
    slug: String,
    version: i64,
    phase: Phase,
    element: Element,
    kind: PromptKind,
    text: String,
    hint: Option<String>,
    serves: Vec<String>,
}

impl From<PromptText> for Prompt {
    fn from(written: PromptText) -> Self {
        let PromptText {
            slug,
            version,
            phase,
            element,
            kind,
            text,
            hint,
            serves,
        } = written;
        let id = PromptId::from_uuid(ids::of_slug("prompt", &slug));
        Self {
            id,
            version,
            phase,
            element,
            kind,
            text,
            hint,
            serves,
        }
    }
}

/// A grounding exercise: steps as data, so that a phone can pace them offline (R31 to R36, N15).
#[derive(Debug)]
pub struct Exercise {
    /// Its id, the same on every server.
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
}

/// An exercise as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExerciseText {
    slug: String,
    version: i64,
    title: String,
    family: Family,
    minutes: i64,
    serves: Vec<String>,
    steps: Vec<Step>,
}

impl From<ExerciseText> for Exercise {
    fn from(written: ExerciseText) -> Self {
        let ExerciseText {
            slug,
            version,
            title,
            family,
            minutes,
            serves,
            steps,
        } = written;
        let id = ExerciseId::from_uuid(ids::of_slug("exercise", &slug));
        Self {
            id,
            version,
            title,
            family,
            steps,
            minutes,
            serves,
        }
    }
}

/// One step of an exercise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// The lines of one region.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    pub(super) code: String,
    pub(super) lines: Vec<Line>,
}

/// A line that can be called or written to (N4, R38).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who answers.
    pub name: String,
    /// What is dialled from within the region.
    pub contact: String,
    /// When somebody answers.
    pub hours: String,
    /// The site on which the organisation itself says so.
    pub source: String,
}

/// The notice that nobody watches what is written here (N4).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Which wording this is; a consent keeps the number it was given under.
    pub version: i64,
    /// The notice.
    pub text: String,
}
