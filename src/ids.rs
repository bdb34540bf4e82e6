//! Identifiers, one type for each thing, so that they cannot be mixed up; the one place that makes them.

use uuid::Uuid;

use crate::time::At;

/// Reads the hyphenated spelling of a UUID (RFC 9562 §4) and no other.
pub(crate) fn parse(text: &str) -> Option<Uuid> {
    (text.len() == 36)
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
}

/// A time-ordered UUID (v7, RFC 9562 §5.7) for something made at `now`.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that makes identifiers"
)]
pub(crate) fn new_v7(now: At) -> Uuid {
    let (seconds, nanos) = now.unix();
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}

/// The namespace of the texts that come with the product (RFC 9562 §5.5).
const TEXTS: Uuid = Uuid::from_u128(0x5c1d_7a52_9f0e_4b86_8a3e_21d4_60c7_93fb);

/// The identifier of an embedded text: it follows from its kind and slug alone, so it is the same everywhere (N5, N15).
pub(crate) fn of_slug(kind: &str, slug: &str) -> Uuid {
    Uuid::new_v5(&TEXTS, format!("{kind}/{slug}").as_bytes())
}

/// A string in the format `uuid`.
pub(crate) fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
    use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .into()
}

/// Declares an identifier type that parses, documents and stores itself.
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = $crate::db::sql::Id)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new identifier, ordered by the instant it was made.
            pub fn new(now: $crate::time::At) -> Self {
                Self($crate::ids::new_v7(now))
            }
            /// The identifier with this value.
            pub const fn from_uuid(value: uuid::Uuid) -> Self {
                Self(value)
            }
            /// The value without its kind.
            pub const fn uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::ids::parse(text).map(Self).ok_or($crate::error::Error::NotFound)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                $crate::ids::parse(&text).map(Self).ok_or_else(|| serde::de::Error::custom("is not a UUID"))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::ids::schema()
            }
        }
        impl utoipa::ToSchema for $name {}

        $crate::stored!($name as $crate::db::sql::Id, uuid::Uuid, |id| id.0, $name);
    };
}

id!(
    /// A passkey.
    PasskeyId
);
id!(
    /// A ceremony of a passkey that waits for its answer.
    CeremonyId
);
id!(
    /// An account: a patient's or a therapist's.
    AccountId
);
id!(
    /// A signed-in device: one refresh-token family.
    DeviceId
);
id!(
    /// A dosing session, the anchor of a timeline.
    DosingSessionId
);
id!(
    /// An entry of a journal.
    EntryId
);
id!(
    /// A prompt: of the catalogue, or somebody's own.
    PromptId
);
id!(
    /// A grounding exercise of the catalogue.
    ExerciseId
);
id!(
    /// A logged practice of an exercise.
    PracticeId
);
id!(
    /// A therapist's invitation to one patient.
    InvitationId
);
id!(
    /// The care link between one patient and one therapist.
    LinkId
);
id!(
    /// A consent to share.
    ConsentId
);
id!(
    /// A record of the common shape, before its kind is looked at.
    RecordId
);
id!(
    /// A check-in.
    CheckInId
);
id!(
    /// A small step.
    StepId
);
id!(
    /// An appointment with the therapist.
    AppointmentId
);
id!(
    /// A self-noted evaluation.
    EvaluationId
);
id!(
    /// An intention.
    IntentionId
);
id!(
    /// A therapy goal.
    GoalId
);
id!(
    /// A fear.
    FearId
);
id!(
    /// An agreement between a patient and a therapist.
    AgreementId
);
id!(
    /// One item of an agreement, the same through its versions.
    AgreementItemId
);
id!(
    /// A packet to bring to a session.
    PacketId
);
id!(
    /// Something that a therapist offers to a patient.
    OfferId
);
id!(
    /// A therapist's private note.
    NoteId
);
id!(
    /// A short unit of the catalogue to read.
    UnitId
);
id!(
    /// A checklist of the catalogue.
    ChecklistId
);
id!(
    /// An item of a checklist: of the catalogue, or one's own.
    ChecklistItemId
);
id!(
    /// Somebody who supports the patient.
    SupportPersonId
);
id!(
    /// An item of the patient's own soothing list.
    SoothingId
);
id!(
    /// One request, as told in `X-Request-Id`.
    RequestId
);
id!(
    /// A mail that waits to be sent.
    MailId
);

/// A patient: the account whose records these are, the first part of every clinical key.
pub type PatientId = AccountId;
