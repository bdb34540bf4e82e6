//! Randomness from the operating system; the one place that asks for it.

use aws_lc_rs::rand;

use crate::error::{Error, Result};

/// So many random bytes.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that draws randomness"
)]
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// The letters of codes that people type: Crockford's base 32, without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of `N` letters for typing; each letter is worth five bits.
pub(crate) fn code<const N: usize>() -> Result<String> {
    Ok(bytes::<N>()?
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect())
}

/// What was typed, as it was meant: case, spaces and hyphens do not matter, and look-alikes are read as digits.
pub(crate) fn read_code(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
