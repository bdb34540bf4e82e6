//! Keys that anybody can guess (OP-1): without randomness, counted up or down, typed by hand, or printed as an example.

/// Examples that are printed in standards: AES-256 in NIST SP 800-38A (F.1.5), ChaCha20-Poly1305's key in RFC 8439 (A.5).
const PRINTED: [[u8; 32]; 2] = [
    [
        0x60, 0x3d, 0xeb, 0x10, 0x15, 0xca, 0x71, 0xbe, 0x2b, 0x73, 0xae, 0xf0, 0x85, 0x7d, 0x77,
        0x81, 0x1f, 0x35, 0x2c, 0x07, 0x3b, 0x61, 0x08, 0xd7, 0x2d, 0x98, 0x10, 0xa3, 0x09, 0x14,
        0xdf, 0xf4,
    ],
    [
        0x1c, 0x92, 0x40, 0xa5, 0xeb, 0x55, 0xd3, 0x8a, 0xf3, 0x33, 0x88, 0x86, 0x04, 0xf6, 0xb5,
        0xf0, 0x47, 0x39, 0x17, 0xc1, 0x40, 0x2b, 0x80, 0x09, 0x9d, 0xca, 0x5c, 0xbc, 0x20, 0x70,
        0x75, 0xc0,
    ],
];

/// The fewest different bytes: 32 random ones have fewer once in far more keys than there will ever be.
const FEWEST: usize = 8;

/// Whether a key is one of those; a random one is so once in 10^13.
pub(super) fn is_guessable(key: &[u8; 32]) -> bool {
    let different = key.iter().collect::<std::collections::HashSet<_>>().len();
    let mut steps = key
        .iter()
        .zip(key.iter().skip(1))
        .map(|(one, next)| next.wrapping_sub(*one));
    let first = steps.next();
    let counted = matches!(first, Some(1 | 255)) && steps.all(|step| Some(step) == first);
    let typed = key.iter().all(|byte| matches!(byte, b' '..=b'~'));
    different < FEWEST || counted || typed || PRINTED.contains(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: impl Fn(u8) -> u8) -> [u8; 32] {
        let mut key = [0; 32];
        for (place, one) in (0..32).zip(&mut key) {
            *one = byte(place);
        }
        key
    }

    #[test]
    fn keys_without_randomness_counted_typed_or_printed_are_guessable_and_others_are_not() {
        for guessable in [
            key(|_| 0),
            key(|_| b'x'),
            key(|place| place % 7),
            key(|place| place),
            key(|place| place + 1),
            key(|place| 0x80 + place),
            key(|place| 31 - place),
            *b"changemechangemechangemechangeme",
            *b"0123456789abcdef0123456789abcdef",
            PRINTED[0],
            PRINTED[1],
        ] {
            assert!(is_guessable(&guessable), "{guessable:?}");
        }
        for _ in 0..1_000 {
            let random = super::super::random::bytes::<32>().unwrap();
            assert!(!is_guessable(&random), "{random:?}");
        }
    }
}
