//! The agreement between a patient and a therapist: its items, its versions, and who acknowledged what (R37 to R41, N10).
//!
//! A version holds the whole list, and a change makes the next one. A version is in force once both have acknowledged it and its
//! instant has come; until then the one before stays in force. What holds in the meantime is in [`super::binding`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::binding;
use crate::error::{Error, Result};
use crate::http::json::Object;
use crate::ids::{AgreementItemId, DosingSessionId, LinkId};
use crate::time::At;
use crate::words::Change;
use crate::{choice, text};

text!(
    /// What an item of an agreement is about.
    ItemText, 1..=500
);
text!(
    /// What one side says of an item, in their own words.
    ItemWords, 1..=500
);

/// How many items an agreement has at most.
pub(in crate::preparation) const MOST_ITEMS: usize = 24;
/// How many versions each side may make; all of them are kept, and neither side uses up the other's (R41).
const MOST_VERSIONS: usize = 100;
/// For how many dosing sessions it is kept that the agreement was read again.
const MOST_READINGS: usize = 100;

choice! {
    /// What an item is about; each is answered on its own (R39).
    ItemKind {
        /// The therapist's role during dosing (R37).
        Role = "role",
        /// Support that is available, or is not (R38).
        Support = "support",
        /// Touch.
        Touch = "touch",
        /// Guidance.
        Guidance = "guidance",
        /// Talking.
        Talk = "talk",
        /// What happens in uncertainty or distress (R40).
        Distress = "distress",
    }
}

impl ItemKind {
    /// Whether an answer to it draws a boundary.
    pub(super) const fn is_boundary(self) -> bool {
        matches!(self, Self::Touch | Self::Guidance | Self::Talk)
    }
}

choice! {
    /// An answer, the tightest first.
    ItemAnswer {
        /// No.
        No = "no",
        /// Only after asking, each time.
        AskFirst = "ask_first",
        /// Yes.
        Yes = "yes",
    }
}

choice! {
    /// One of the two who hold an agreement.
    AgreementParty {
        /// The patient.
        Patient = "patient",
        /// The therapist.
        Therapist = "therapist",
    }
}

/// What one side says of an item: an answer, words, both or neither.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(from = "Object<ItemPartFields>")]
pub struct ItemPart {
    /// The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<ItemAnswer>,
    /// In one's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<ItemWords>,
}

/// What a part is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemPartFields {
    answer: Option<ItemAnswer>,
    words: Option<ItemWords>,
}

impl From<Object<ItemPartFields>> for ItemPart {
    fn from(Object(fields): Object<ItemPartFields>) -> Self {
        let ItemPartFields { answer, words } = fields;
        Self { answer, words }
    }
}

/// One item of an agreement, with both sides' parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementItem {
    pub(super) id: AgreementItemId,
    pub(crate) kind: ItemKind,
    /// What it is about.
    #[schema(required)]
    pub(crate) text: Option<ItemText>,
    /// What the patient says.
    pub(crate) patient: ItemPart,
    /// What the therapist says.
    pub(crate) therapist: ItemPart,
}

/// When each side acknowledged a version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgedBy {
    #[schema(required)]
    pub(crate) patient_at: Option<At>,
    #[schema(required)]
    pub(crate) therapist_at: Option<At>,
}

impl AcknowledgedBy {
    /// Whether both have.
    pub(super) const fn by_both(self) -> bool {
        self.patient_at.is_some() && self.therapist_at.is_some()
    }

    /// The same with this side's; the first one stays.
    fn with(self, by: AgreementParty, now: At) -> Self {
        match by {
            AgreementParty::Patient => Self {
                patient_at: self.patient_at.or(Some(now)),
                ..self
            },
            AgreementParty::Therapist => Self {
                therapist_at: self.therapist_at.or(Some(now)),
                ..self
            },
        }
    }
}

/// One version of the whole list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KeptAgreementVersion)]
pub(crate) struct Version {
    pub(crate) number: i64,
    #[schema(max_items = 24)]
    pub(crate) items: Vec<AgreementItem>,
    pub(crate) made_by: AgreementParty,
    pub(crate) made_at: At,
    pub(crate) effective_at: At,
    pub(crate) acknowledged: AcknowledgedBy,
}

/// That one version was read again before a dose (R41).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadAgain {
    pub(crate) dosing_session_id: DosingSessionId,
    /// The version that was read.
    version: i64,
    #[schema(required)]
    pub(crate) patient_at: Option<At>,
    #[schema(required)]
    pub(crate) therapist_at: Option<At>,
}

/// Everything of an agreement; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgreementWords {
    pub(crate) link_id: LinkId,
    pub(crate) newest: Version,
    pub(super) earlier: Vec<Version>,
    pub(crate) read_again: Vec<ReadAgain>,
}

impl AgreementWords {
    /// A first version, by the patient; what it opens in the quiet time opens at its end (N1).
    pub(in crate::preparation) fn new(
        link_id: LinkId,
        items: Vec<AgreementItem>,
        now: At,
        quiet_until: Option<At>,
    ) -> Self {
        let newest = Version {
            number: 1,
            effective_at: binding::effective_at(&[], &items, now, quiet_until),
            items,
            made_by: AgreementParty::Patient,
            made_at: now,
            acknowledged: AcknowledgedBy::default(),
        };
        Self {
            link_id,
            newest,
            earlier: Vec::new(),
            read_again: Vec::new(),
        }
    }

    /// Every version that is kept, oldest first.
    pub(in crate::preparation) fn versions(&self) -> impl Iterator<Item = &Version> {
        self.earlier.iter().chain(std::iter::once(&self.newest))
    }

    /// One version.
    pub(in crate::preparation) fn version(&self, number: i64) -> Option<&Version> {
        self.versions().find(|version| version.number == number)
    }

    /// The version in force: the newest that both have acknowledged and whose instant has come.
    pub(crate) fn in_force(&self, now: At) -> Option<&Version> {
        self.versions()
            .filter(|version| version.acknowledged.by_both() && version.effective_at <= now)
            .max_by_key(|version| version.number)
    }

    /// Makes the next version of it; the same list makes none.
    ///
    /// Every version is kept, so a side that has made a hundred is refused another one, unless it only tightens: a "no" is never
    /// refused, and there are no more of those than there are boundaries to tighten.
    pub(in crate::preparation) fn propose(
        &mut self,
        items: Vec<AgreementItem>,
        by: AgreementParty,
        now: At,
        quiet_until: Option<At>,
    ) -> Result<()> {
        if items == self.newest.items {
            return Ok(());
        }
        let made = self.versions().filter(|version| version.made_by == by);
        if made.count() >= MOST_VERSIONS && !binding::only_tightens(&self.newest.items, &items) {
            return Err(Error::Conflict("too-many-wordings"));
        }
        let next = Version {
            number: self.newest.number.saturating_add(1),
            effective_at: binding::effective_at(&self.binding(now), &items, now, quiet_until),
            items,
            made_by: by,
            made_at: now,
            acknowledged: AcknowledgedBy::default(),
        };
        self.earlier.push(std::mem::replace(&mut self.newest, next));
        Ok(())
    }

    fn force_number(&self, at: At) -> Option<i64> {
        self.in_force(at).map(|version| version.number)
    }

    /// Acknowledges a version for one side: the newest, or again the one in force. One that has been changed since is refused.
    ///
    /// Where this would let something loosen in the quiet time, the version comes into force at its end (N1).
    pub(in crate::preparation) fn acknowledge(
        &mut self,
        by: AgreementParty,
        version: i64,
        now: At,
        quiet_until: Option<At>,
    ) -> Result<()> {
        if version == self.newest.number {
            let held = self.binding(now);
            let before = self.newest.acknowledged;
            self.newest.acknowledged = before.with(by, now);
            if self.newest.acknowledged.by_both() && !before.by_both() {
                let from = binding::effective_at(&held, &self.newest.items, now, quiet_until);
                if from > now {
                    self.newest.effective_at = self.newest.effective_at.max(from);
                }
            }
            return Ok(());
        }
        if self.force_number(now) == Some(version) {
            Ok(())
        } else if self.version(version).is_some() {
            Err(Error::Conflict("superseded"))
        } else {
            Err(Error::unknown_reference("/version"))
        }
    }

    /// Notes that one side has read a version again before a dose; the patient is the one who names a session first (R41).
    pub(in crate::preparation) fn read(
        &mut self,
        by: AgreementParty,
        version: i64,
        session: DosingSessionId,
        now: At,
    ) -> Result<()> {
        let of_session = |reading: &&mut ReadAgain| reading.dosing_session_id == session;
        let there = self.read_again.iter_mut().find(of_session);
        if there.is_none() && by == AgreementParty::Therapist {
            return Err(Error::unknown_reference("/dosing_session_id"));
        }
        let before = there
            .as_deref()
            .filter(|reading| reading.version == version);
        let said = before.map_or_else(AcknowledgedBy::default, |reading| AcknowledgedBy {
            patient_at: reading.patient_at,
            therapist_at: reading.therapist_at,
        });
        let AcknowledgedBy {
            patient_at,
            therapist_at,
        } = said.with(by, now);
        let reading = ReadAgain {
            dosing_session_id: session,
            version,
            patient_at,
            therapist_at,
        };
        match there {
            Some(there) => *there = reading,
            None => self.read_again.push(reading),
        }
        let over = self.read_again.len().saturating_sub(MOST_READINGS);
        self.read_again.drain(..over);
        Ok(())
    }

    /// Whether it is still to be read again before this dose: until both have read the newest version, or the one in force (R41).
    pub(in crate::preparation) fn is_to_read_again(
        &self,
        session: DosingSessionId,
        now: At,
    ) -> bool {
        let counts =
            |version| version == self.newest.number || self.force_number(now) == Some(version);
        !self.read_again.iter().any(|reading| {
            reading.dosing_session_id == session
                && counts(reading.version)
                && reading.patient_at.is_some()
                && reading.therapist_at.is_some()
        })
    }

    /// Makes every version that still waits wait for the end of the quiet time in which it would come into force, if it would (N1).
    pub(in crate::preparation) fn push_back(
        &mut self,
        now: At,
        mut quiet_until: impl FnMut(At) -> Result<Option<At>>,
    ) -> Result<()> {
        for version in self.earlier.iter_mut().chain([&mut self.newest]) {
            if version.effective_at > now
                && let Some(end) = quiet_until(version.effective_at)?
            {
                version.effective_at = version.effective_at.max(end);
            }
        }
        Ok(())
    }
}

/// What one side says of one item of the list.
#[derive(Debug)]
pub(in crate::preparation) struct Said {
    pub(in crate::preparation) id: AgreementItemId,
    pub(in crate::preparation) kind: Option<ItemKind>,
    pub(in crate::preparation) text: Change<ItemText>,
    pub(in crate::preparation) part: Option<ItemPart>,
}

impl Said {
    /// The item that this adds to the list.
    fn added(self, by: AgreementParty, place: usize) -> Result<AgreementItem> {
        let missing = || Error::field(format!("/items/{place}/kind"), "missing", "is required");
        let part = self.part.unwrap_or_default();
        let (patient, therapist) = match by {
            AgreementParty::Patient => (part, ItemPart::default()),
            AgreementParty::Therapist => (ItemPart::default(), part),
        };
        Ok(AgreementItem {
            id: self.id,
            kind: self.kind.ok_or_else(missing)?,
            text: self.text.applied_to(None),
            patient,
            therapist,
        })
    }

    /// Refuses another kind for an item that is there.
    fn keeps_kind(&self, item: &AgreementItem, place: usize) -> Result<()> {
        match self.kind {
            Some(kind) if kind != item.kind => Err(Error::field(
                format!("/items/{place}/kind"),
                "fixed",
                "an item keeps its kind",
            )),
            _ => Ok(()),
        }
    }
}

/// The list as the patient says it: the whole of it. What is not named goes, and the therapist's parts stay as they are.
pub(in crate::preparation) fn by_patient(
    current: &[AgreementItem],
    said: Vec<Said>,
) -> Result<Vec<AgreementItem>> {
    let mut items: Vec<AgreementItem> = Vec::with_capacity(said.len());
    for (place, one) in said.into_iter().enumerate() {
        if items.iter().any(|item| item.id == one.id) {
            return Err(twice(place));
        }
        let item = match current.iter().find(|item| item.id == one.id) {
            None => one.added(AgreementParty::Patient, place)?,
            Some(item) => {
                one.keeps_kind(item, place)?;
                AgreementItem {
                    text: one.text.applied_to(item.text.clone()),
                    patient: one.part.unwrap_or_else(|| item.patient.clone()),
                    ..item.clone()
                }
            }
        };
        items.push(item);
    }
    Ok(items)
}

/// The list after what the therapist says: their parts of the items that are named, and items that they add; the rest stays.
pub(in crate::preparation) fn by_therapist(
    current: &[AgreementItem],
    said: Vec<Said>,
) -> Result<Vec<AgreementItem>> {
    let mut items = current.to_vec();
    let mut named = Vec::with_capacity(said.len());
    for (place, one) in said.into_iter().enumerate() {
        if named.contains(&one.id) {
            return Err(twice(place));
        }
        named.push(one.id);
        match items.iter_mut().find(|item| item.id == one.id) {
            None => items.push(one.added(AgreementParty::Therapist, place)?),
            Some(item) => {
                one.keeps_kind(item, place)?;
                if one.text.applied_to(item.text.clone()) != item.text {
                    return Err(Error::field(
                        format!("/items/{place}/text"),
                        "not_yours",
                        "is the patient's to change",
                    ));
                }
                if let Some(part) = one.part {
                    item.therapist = part;
                }
            }
        }
    }
    if items.len() > MOST_ITEMS {
        let advice = format!("takes at most {MOST_ITEMS} items");
        return Err(Error::field("/items", "too_many", &advice));
    }
    Ok(items)
}

fn twice(place: usize) -> Error {
    Error::field(format!("/items/{place}/id"), "duplicate", "is named twice")
}
