//! The values of an account, and what a password must be.

use serde::{Deserialize, Serialize};
use validator::ValidateEmail;

use crate::crypt::password::Password;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::{choice, text};

choice! {
    /// The kind of account.
    Role {
        /// Writes, and decides who reads.
        Patient = "patient",
        /// Reads what is shared.
        Therapist = "therapist",
    }
}

text!(
    /// A name as its owner writes it.
    DisplayName, 1..=80
);
text!(
    /// What the owner calls a device.
    DeviceName, 1..=80
);

text!(
    /// What the owner calls a passkey.
    PasskeyName, 1..=80
);

/// An address for mail; compared without regard to case.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address, if it is a dot-atom before the `@` and a domain of two labels or more behind it (RFC 5321 §4.1.2), at most 254
    /// ASCII characters long; quoted local parts are not taken.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, domain) = text.rsplit_once('@')?;
        let atoms = local.len() <= 64
            && local
                .split('.')
                .all(|atom| !atom.is_empty() && atom.bytes().all(is_atext));
        let labels = domain.contains('.') && domain.split('.').all(is_label);
        (text.len() <= 254 && atoms && labels && text.validate_email())
            .then(|| Self(text.to_owned()))
    }

    /// The address of an account that has none at the moment: under a name that stands for nothing (RFC 2606 §2).
    pub(crate) fn of_nobody(account: AccountId) -> Self {
        Self(format!("{account}@address.invalid"))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is looked up.
    pub(crate) fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(
                "invalid|takes an e-mail address of at most 254 ASCII characters",
            )
        })
    }
}

/// RFC 5322 §3.2.3.
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// RFC 1123 §2.1.
fn is_label(label: &str) -> bool {
    let inner = label
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (1..=63).contains(&label.len()) && inner && !label.starts_with('-') && !label.ends_with('-')
}

/// What [`EmailAddress::parse`] accepts, but for the lengths.
const ADDRESS_PATTERN: &str = "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@\
    [A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$";

impl utoipa::PartialSchema for EmailAddress {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Email)))
            .pattern(Some(ADDRESS_PATTERN))
            .max_length(Some(254))
            .examples([serde_json::json!("ana@example.org")])
            .into()
    }
}
impl utoipa::ToSchema for EmailAddress {}

/// A password that its owner has just chosen.
#[derive(Debug, Clone)]
pub struct NewPassword(Password);

/// What is tried first; where the list is from, its head says.
const KNOWN: &str = include_str!("known_passwords.txt");

/// Below this estimate (powers of ten of guesses) a password is among those that are tried first.
const FEWEST_GUESSES_LOG10: u32 = 8;

impl NewPassword {
    /// Takes a password of at least `min` characters that is neither among the first ones tried nor made of the owner's own
    /// details; no rules of composition (ID-7).
    pub fn choose(
        password: Password,
        min: usize,
        address: &str,
        name: &str,
        pointer: &str,
    ) -> Result<Self> {
        let text = password.as_str();
        if text.chars().count() < min {
            return Err(Error::field(
                pointer,
                "too_short",
                &format!("takes at least {min} characters"),
            ));
        }
        let folded = text.to_lowercase();
        let local = address.split('@').next().unwrap_or_default().to_lowercase();
        let known = KNOWN.lines().any(|line| line == folded);
        let own =
            folded.contains("afterword") || (local.chars().count() >= 4 && folded.contains(&local));
        // The estimate is bounded: nothing past a hundred characters can make a password easier to guess.
        let head: String = text.chars().take(100).collect();
        let guesses = zxcvbn::zxcvbn(&head, &[address, name, "afterword"]).guesses();
        if known || own || guesses < 10_u64.pow(FEWEST_GUESSES_LOG10) {
            return Err(Error::field(
                pointer,
                "too_easy",
                "is easy to guess, or holds your address or this product's name",
            ));
        }
        Ok(Self(password))
    }

    /// For hashing.
    pub fn into_inner(self) -> Password {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_no_mail_reaches_are_refused() {
        for text in [
            ".a@b.cd",
            "a.@b.cd",
            "a..b@c.de",
            "a@b",
            "@b.cd",
            "a@-b.cd",
            "a@b-.cd",
            "a b@c.de",
            "\"a b\"@c.de",
            "a@b.cd\r\nBcc: x@y.zz",
        ] {
            assert!(EmailAddress::parse(text).is_none(), "{text}");
        }
        for text in [
            "ana@example.org",
            "o'brien+kap@mail.example.co.uk",
            "a@b.cd",
        ] {
            assert!(EmailAddress::parse(text).is_some(), "{text}");
        }
    }

    fn choose(text: &str) -> Result<NewPassword> {
        NewPassword::choose(
            Password::parse(text.to_owned()).expect("short enough"),
            12,
            "ana.silva@example.org",
            "Ana",
            "/password",
        )
    }

    #[test]
    fn passwords_that_are_short_known_repeated_or_personal_are_refused() {
        for text in [
            "short",
            "password1234",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "qwertyuiopas",
            "my-afterword-secret-7",
            "ana.silva-and-the-sea",
            "12345678qwerty",
        ] {
            assert!(choose(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_list_of_known_passwords_is_long_and_each_is_refused_in_any_case() {
        let listed: Vec<&str> = KNOWN
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(listed.len() > 3_000);
        let parse = |text: &str| Password::parse(text.to_owned()).expect("short enough");
        for text in listed.iter().step_by(97) {
            for text in [(*text).to_owned(), text.to_uppercase()] {
                let chosen = NewPassword::choose(parse(&text), 8, "a@b.cd", "Ana", "/password");
                assert!(chosen.is_err(), "{text}");
            }
        }
    }

    #[test]
    fn long_and_unusual_passwords_are_taken_as_they_are() {
        for text in [
            "correct horse battery staple",
            "  leading and trailing  ",
            "ключ от старого дома",
            "no-rules-of-composition",
        ] {
            assert!(choose(text).is_ok(), "{text}");
        }
    }
}
