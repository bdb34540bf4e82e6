//! What was opened: bytes that are wiped when they go (EN-8).

use std::ops::Deref;

use zeroize::Zeroizing;

/// Bytes that are wiped when they go: eight at a time, because wiping must not be left to what may be optimised away, and a page of entries
/// holds twenty thousand of them.
pub(crate) struct Plain {
    words: Zeroizing<Vec<u64>>,
    length: usize,
}

impl Plain {
    /// A copy of these.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let words = vec![0; bytes.len().div_ceil(size_of::<u64>())];
        let mut plain = Self {
            words: Zeroizing::new(words),
            length: bytes.len(),
        };
        plain.bytes().copy_from_slice(bytes);
        plain
    }

    /// The bytes, to be changed in place.
    pub(super) fn bytes(&mut self) -> &mut [u8] {
        let length = self.length;
        let all: &mut [u8] = bytemuck::cast_slice_mut(&mut self.words);
        all.get_mut(..length).unwrap_or_default()
    }

    /// Leaves the first so many.
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }
}

impl Deref for Plain {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let all: &[u8] = bytemuck::cast_slice(&self.words);
        all.get(..self.length).unwrap_or_default()
    }
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Plain(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_length_are_kept_as_they_were() {
        for length in 0..40 {
            let bytes: Vec<u8> = (0..length).collect();
            let mut plain = Plain::of(&bytes);
            assert_eq!(&*plain, bytes);
            assert_eq!(plain.bytes(), bytes);
            plain.truncate(7);
            assert_eq!(&*plain, &bytes[..bytes.len().min(7)]);
        }
    }
}
