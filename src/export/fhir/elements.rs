//! The data types of FHIR R4, no larger than what is said with them here.

use serde::Serialize;
use uuid::Uuid;

use crate::access::record::Record;
use crate::time::At;

/// Somebody's words as FHIR can hold them: never empty, no control character but tab and line ends, not white space alone.
///
/// What FHIR cannot hold is shown by the sign that Unicode has for it (`␀` to `␟`, `␣`), so that nothing vanishes unseen; the JSON
/// archive has the words as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Words(String);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self("␣".repeat(text.chars().count().max(1)));
        }
        let shown = |c: char| match c {
            '\t' | '\n' | '\r' => c,
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('�'),
            other => other,
        };
        Self(text.chars().map(shown).collect())
    }
}

/// A code of a list: one of FHIR's, or one of our own.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Coding {
    system: String,
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<&'static str>,
}

impl Coding {
    pub(super) fn of(system: &str, code: &str, display: &'static str) -> Self {
        Self {
            system: system.to_owned(),
            code: code.to_owned(),
            display: Some(display),
        }
    }

    /// A code of one of our own lists: `urn:afterword:code/<list>`.
    pub(super) fn own(list: &str, code: &str) -> Self {
        Self {
            system: format!("urn:afterword:code/{list}"),
            code: code.to_owned(),
            display: None,
        }
    }
}

/// What something is, by a code, in words, or both.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Concept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coding: Vec<Coding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Words>,
}

impl Concept {
    pub(super) fn of(coding: Coding) -> Self {
        Self {
            coding: vec![coding],
            text: None,
        }
    }

    /// A code of one of our own lists, and what it means.
    pub(super) fn own(list: &str, code: &str, text: &str) -> Self {
        Self {
            text: Some(Words::of(text)),
            ..Self::of(Coding::own(list, code))
        }
    }

    /// Words alone.
    pub(super) fn said(text: &str) -> Self {
        Self {
            coding: Vec::new(),
            text: Some(Words::of(text)),
        }
    }
}

/// The URN of a UUID (RFC 9562 §4).
pub(super) fn urn(id: Uuid) -> String {
    format!("urn:uuid:{id}")
}

/// The id that a record has in Afterword.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Identifier {
    system: &'static str,
    value: String,
}

impl Identifier {
    pub(super) fn of(id: Uuid) -> Self {
        Self {
            system: "urn:ietf:rfc:3986",
            value: urn(id),
        }
    }
}

/// What is pointed at: something in the bundle, or something that is not, by its identifier.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Reference {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    /// The kind of resource that it would be, where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) r#type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifier: Option<Identifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display: Option<String>,
}

impl Reference {
    /// Something in the bundle.
    pub(super) fn to(id: Uuid) -> Self {
        Self {
            reference: Some(urn(id)),
            ..Self::default()
        }
    }

    /// Something that is not in the bundle.
    pub(super) fn identified(kind: Option<&'static str>, id: Uuid) -> Self {
        Self {
            r#type: kind,
            identifier: Some(Identifier::of(id)),
            ..Self::default()
        }
    }

    /// Somebody or something that has only a name.
    pub(super) fn named(name: &str) -> Self {
        Self {
            display: Some(name.to_owned()),
            ..Self::default()
        }
    }
}

/// From when until when.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Period {
    start: At,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<At>,
}

impl Period {
    /// A stretch that ends before it begins has no length: what ended while it waited was never in effect.
    pub(super) fn of(start: At, end: Option<At>) -> Self {
        Self {
            start: end.map_or(start, |end| start.min(end)),
            end,
        }
    }
}

/// A value, under the name of its type.
#[derive(Debug, Clone, Serialize)]
pub(super) enum Said {
    #[serde(rename = "valueString")]
    Words(Words),
    #[serde(rename = "valueCode")]
    Code(String),
    #[serde(rename = "valueCoding")]
    Coding(Coding),
    #[serde(rename = "valueDateTime")]
    At(At),
    #[serde(rename = "valueBoolean")]
    Whether(bool),
    #[serde(rename = "valueReference")]
    Reference(Reference),
}

impl Said {
    pub(super) fn words(text: &str) -> Self {
        Self::Words(Words::of(text))
    }
}

/// What FHIR has no element for: `urn:afterword:extension/<name>`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Extension {
    url: String,
    #[serde(flatten)]
    value: Said,
}

impl Extension {
    pub(super) fn of(name: &str, value: Said) -> Self {
        Self {
            url: format!("urn:afterword:extension/{name}"),
            value,
        }
    }
}

/// Which revision of something, and when the server had it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Meta {
    version_id: String,
    last_updated: At,
}

impl Meta {
    pub(super) fn of(revision: i64, updated_at: At) -> Self {
        Self {
            version_id: revision.to_string(),
            last_updated: updated_at,
        }
    }
}

/// What every resource begins with.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Head {
    pub(super) id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) meta: Option<Meta>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) extension: Vec<Extension>,
}

impl Head {
    pub(super) fn of(id: Uuid) -> Self {
        Self {
            id,
            meta: None,
            extension: Vec::new(),
        }
    }
}

/// What a record of the common shape says of itself, whatever its words are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) at: At,
    pub(super) revision: i64,
    pub(super) updated_at: At,
}

impl<W> From<&Record<W>> for Kept {
    fn from(record: &Record<W>) -> Self {
        Self {
            id: record.id,
            at: record.at,
            revision: record.revision,
            updated_at: record.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_as_they_are_and_what_fhir_cannot_hold_is_seen() {
        for text in ["a", " a\u{a0}b\r\n\tc ", "👩‍🌾", "x\u{2028}y", "\u{7f}"] {
            assert_eq!(Words::of(text).0, text);
        }
        assert_eq!(Words::of("a\u{1}b\u{b}").0, "a␁b␋");
        assert_eq!(Words::of(" \u{a0}\n").0, "␣␣␣");
    }

    #[test]
    fn a_period_never_ends_before_it_begins() {
        let (early, late) = (At::from_micros(1), At::from_micros(2));
        let period = Period::of(late, Some(early));
        assert_eq!((period.start, period.end), (early, Some(early)));
        assert_eq!(Period::of(late, None).start, late);
    }
}
