//! Codes of authenticator apps (RFC 6238): six digits, thirty seconds, one step of drift, each code once (ID-11).

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::crypt::keyring::same;
use crate::crypt::random;
use crate::error::{Error, Result};
use crate::time::At;

/// How long a step is, in seconds.
const STEP: i64 = 30;
/// How many steps the two clocks may be apart.
const DRIFT: i64 = 1;
/// What an app shows above the code.
const ISSUER: &str = "Afterword";

/// The secret that an app shares with the service; wiped when it goes.
pub(crate) struct Seed(Zeroizing<[u8; 20]>);

impl Seed {
    /// A fresh seed: 160 bits, as RFC 4226 §4 advises.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(Zeroizing::new(random::bytes()?)))
    }

    /// The seed of this spelling.
    pub(crate) fn read(spelled: &str) -> Result<Self> {
        let bytes = Zeroizing::new(
            BASE32_NOPAD
                .decode(spelled.as_bytes())
                .map_err(Error::internal)?,
        );
        let bytes = bytes.as_slice().try_into().map_err(Error::internal)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// In base 32, as people type it.
    pub(crate) fn spell(&self) -> String {
        BASE32_NOPAD.encode(self.0.as_slice())
    }

    /// What an app reads from a picture.
    pub(crate) fn url(&self, address: &str) -> String {
        let address: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let secret = self.spell();
        format!(
            "otpauth://totp/{ISSUER}:{address}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP}"
        )
    }

    /// The step that a typed code belongs to, if it lies near now and after the last one that was used.
    pub(crate) fn step_of(&self, typed: &str, now: At, last: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|c| *c != ' ').collect();
        let present = now.seconds().div_euclid(STEP);
        (present - DRIFT..=present + DRIFT)
            .filter(|step| *step > last)
            .find(|step| same(self.code(*step).as_bytes(), typed.as_bytes()))
    }

    fn code(&self, step: i64) -> String {
        let totp: Totp = Builder::new()
            .with_secret(Secret::new_stack(*self.0))
            .build_noncompliant();
        totp.generate(u64::try_from(step.saturating_mul(STEP)).unwrap_or_default())
            .to_string()
    }
}

/// The code of this moment, as an app would show it; for the people of the example world.
pub(crate) fn code_now(spelled: &str, now: At) -> Result<String> {
    Seed::read(spelled).map(|seed| seed.code(now.seconds().div_euclid(STEP)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed() -> Seed {
        Seed(Zeroizing::new(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> At {
        At::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(
                seed().step_of(code, at(seconds), -1),
                Some(seconds / 30),
                "{code}"
            );
        }
    }

    #[test]
    fn one_step_of_drift_is_taken_and_no_more() {
        let code = seed().code(100);
        for (step, taken) in [
            (98, false),
            (99, true),
            (100, true),
            (101, true),
            (102, false),
        ] {
            assert_eq!(
                seed().step_of(&code, at(step * 30), -1).is_some(),
                taken,
                "{step}"
            );
        }
    }

    #[test]
    fn a_code_of_a_step_that_was_used_or_lies_before_it_is_refused() {
        assert_eq!(seed().step_of(&seed().code(100), at(3_000), 100), None);
        assert_eq!(seed().step_of(&seed().code(99), at(3_000), 100), None);
        assert_eq!(seed().step_of(&seed().code(101), at(3_000), 100), Some(101));
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for text in [
            "",
            "28708",
            "2870820",
            "+28708",
            "287 0 82x",
            "２８７０８２",
        ] {
            assert_eq!(seed().step_of(text, at(59), -1), None, "{text}");
        }
        assert_eq!(seed().step_of("287 082", at(59), -1), Some(1));
    }

    #[test]
    fn a_seed_reads_as_it_is_spelled() {
        let seed = Seed::new().expect("randomness");
        let read = Seed::read(&seed.spell()).expect("a seed");
        assert_eq!(read.0.as_slice(), seed.0.as_slice());
        assert_eq!(seed.spell().len(), 32);
        let url = seed.url("ana+1@example.org");
        assert!(url.starts_with("otpauth://totp/Afterword:ana%2B1%40example.org?secret="));
    }
}
