//! What an entry is made of, and the rules across its fields.

pub(crate) mod seal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::json::Object;
use crate::ids::{DosingSessionId, EntryId};
use crate::prompts::PromptWords;
use crate::time::{At, Zone};
use crate::words::UpTo;
use crate::{choice, text};

text!(
    /// The text of an entry, kept as the same code points that were written (IN-3).
    Body, 1..=20000
);
text!(
    /// A feeling in the writer's own word (R63).
    Feeling, 1..=60
);
text!(
    /// A few words about the body, in the writer's own vocabulary; no number, no score (N20).
    BodyWord, 1..=60
);

choice! {
    /// How an entry came to be.
    Kind {
        /// Written freely.
        Free = "free",
        /// Written to a prompt.
        Response = "response",
        /// A word or a line; a whole entry (R67).
        Fragment = "fragment",
        /// Added to another entry later (R62).
        Addendum = "addendum",
    }
}

choice! {
    /// What an entry touches, chosen by its writer. `therapist` and `medicine` are never swept into a standing consent (N6).
    Topic {
        /// The relation to the therapist (R73).
        Therapist = "therapist",
        /// The relation to the medicine (R74).
        Medicine = "medicine",
        /// Feelings.
        Emotion = "emotion",
        /// The body.
        Body = "body",
        /// An image, a symbol, a dream.
        Image = "image",
        /// A memory.
        Memory = "memory",
        /// Someone close.
        Relationships = "relationships",
        /// Family.
        Family = "family",
        /// Oneself.
        Oneself = "self",
        /// Boundaries and pacing.
        Boundaries = "boundaries",
        /// Work, home, the everyday.
        DailyLife = "daily_life",
        /// Something unresolved.
        Unresolved = "unresolved",
        /// What matters beyond the everyday.
        Meaning = "meaning",
    }
}

/// A sensation: where, and, if the writer likes, how, how strong and how it went, all in words (R64, N20).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(from = "Object<SensationFields>")]
pub struct Sensation {
    /// Where in the body.
    pub(crate) place: BodyWord,
    /// What it is like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quality: Option<BodyWord>,
    /// How strong, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) intensity: Option<BodyWord>,
    /// Whether it lingers, shifts, comes and goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) course: Option<BodyWord>,
}

/// What a sensation is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SensationFields {
    place: BodyWord,
    quality: Option<BodyWord>,
    intensity: Option<BodyWord>,
    course: Option<BodyWord>,
}

impl From<Object<SensationFields>> for Sensation {
    fn from(Object(fields): Object<SensationFields>) -> Self {
        let SensationFields {
            place,
            quality,
            intensity,
            course,
        } = fields;
        Self {
            place,
            quality,
            intensity,
            course,
        }
    }
}

/// At most twelve topics.
pub type Topics = UpTo<12, Topic>;
/// At most twenty feelings.
pub type Feelings = UpTo<20, Feeling>;
/// At most twenty sensations.
pub type Sensations = UpTo<20, Sensation>;

/// Everything of one revision that is somebody's words; sealed as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EntryWords)]
pub(crate) struct Words {
    pub(crate) text: Option<Body>,
    pub(crate) prompt: Option<PromptWords>,
    #[schema(inline)]
    pub(crate) topics: Topics,
    #[schema(inline)]
    pub(crate) feelings: Feelings,
    #[schema(inline)]
    pub(crate) sensations: Sensations,
}

/// An entry with every wording, as an export tells it and an import puts it back (AZ-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryRecord {
    pub(crate) id: EntryId,
    pub(crate) kind: Kind,
    pub(crate) authored_at: At,
    pub(crate) authored_time_zone: Zone,
    pub(crate) received_at: At,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) addends: Option<EntryId>,
    /// Until when it is put away (N9); null where it is not.
    pub(crate) sealed: Option<seal::SealRecord>,
    /// Every wording, from revision 1 on; the last one is what the entry says now.
    #[schema(max_items = 1000000)]
    pub(crate) wordings: Vec<Wording>,
}

/// One wording of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    #[schema(minimum = 1)]
    pub(crate) revision: i64,
    pub(crate) authored_at: At,
    pub(crate) received_at: At,
    /// Whether it came from a device that had not seen the wording before it.
    pub(crate) conflict: bool,
    pub(crate) words: Words,
}

impl EntryRecord {
    /// Whether its wordings are numbered from 1 without a gap, and each of them holds something.
    pub(crate) fn is_whole(&self) -> bool {
        !self.wordings.is_empty()
            && (1_i64..).zip(&self.wordings).all(|(number, wording)| {
                wording.revision == number && wording.words.hold_something()
            })
    }
}

impl EntryRecord {
    /// The field that does not go with its kind, and what it takes. An addendum may have lost what it adds to: a file leaves out what
    /// was deleted or is put away.
    pub(crate) fn contradiction(&self) -> Option<(&'static str, &'static str, &'static str)> {
        let has_addends = self.addends.is_some() || self.kind == Kind::Addendum;
        self.wordings.iter().find_map(|wording| {
            self.kind
                .contradiction(wording.words.prompt.is_some(), has_addends)
        })
    }
}

impl Words {
    /// Whether it touches the therapist or the medicine: no standing consent takes that in (N6).
    pub(crate) fn is_protected(&self) -> bool {
        self.topics
            .iter()
            .any(|topic| matches!(topic, Topic::Therapist | Topic::Medicine))
    }

    /// Whether there is anything in it: a text, a feeling or a sensation.
    pub(crate) fn hold_something(&self) -> bool {
        self.text.is_some() || !self.feelings.is_empty() || !self.sensations.is_empty()
    }

    /// Whether the text, a feeling or a sensation holds `needle`, which is lower-case already.
    pub(crate) fn mention(&self, needle: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(needle);
        let word = |word: &Option<BodyWord>| word.as_ref().is_some_and(|word| holds(word.as_str()));
        self.text.as_ref().is_some_and(|text| holds(text.as_str()))
            || self.feelings.iter().any(|feeling| holds(feeling.as_str()))
            || self.sensations.iter().any(|s| {
                holds(s.place.as_str()) || word(&s.quality) || word(&s.intensity) || word(&s.course)
            })
    }
}

impl Kind {
    /// The kind of an entry whose writer named none: what it refers to says it.
    pub(crate) const fn implied(has_prompt: bool, has_addends: bool) -> Self {
        match (has_prompt, has_addends) {
            (_, true) => Self::Addendum,
            (true, false) => Self::Response,
            (false, false) => Self::Free,
        }
    }

    /// The field that does not go with this kind, and what it takes.
    pub(crate) const fn contradiction(
        self,
        has_prompt: bool,
        has_addends: bool,
    ) -> Option<(&'static str, &'static str, &'static str)> {
        match (self, has_prompt, has_addends) {
            (Self::Response, false, _) => {
                Some(("/prompt_id", "missing", "a response names its prompt"))
            }
            (Self::Addendum, _, false) => Some((
                "/addends",
                "missing",
                "an addendum names the entry it adds to",
            )),
            (Self::Free, true, _) => {
                Some(("/prompt_id", "unexpected", "a free entry has no prompt"))
            }
            (Self::Free | Self::Response, _, true) => Some((
                "/addends",
                "unexpected",
                "only an addendum or a fragment adds to an entry",
            )),
            _ => None,
        }
    }
}

/// Whether `entry` would add to itself if it added to `other`, on whatever way round (N8); `adds` says what adds to what.
pub(crate) fn goes_in_a_circle(
    entry: EntryId,
    other: EntryId,
    adds: &BTreeMap<EntryId, EntryId>,
) -> bool {
    // Without a circle no way is longer than there are steps; the bound only keeps a damaged one from being walked for ever.
    std::iter::successors(Some(other), |at| adds.get(at).copied())
        .take(adds.len().saturating_add(1))
        .any(|at| at == entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_seen_however_long_the_way_round_is() {
        let id = |number| EntryId::from_uuid(uuid::Uuid::from_u128(number));
        let chain: BTreeMap<_, _> = (1..50).map(|number| (id(number), id(number + 1))).collect();
        assert!(goes_in_a_circle(id(50), id(1), &chain));
        assert!(goes_in_a_circle(id(7), id(7), &chain));
        assert!(!goes_in_a_circle(id(0), id(1), &chain));
        assert!(!goes_in_a_circle(id(1), id(50), &chain));
    }
}
