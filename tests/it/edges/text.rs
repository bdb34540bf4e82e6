//! A text comes back as the same code points (IN-3): nothing is normalised, trimmed or lost.

use crate::both;
use crate::harness::json;
use crate::proofs::rounds;

/// A sequence of numbers that is the same in every run (SplitMix64).
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(most).unwrap()).unwrap()
    }

    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What is lost most easily.
const FRAGILE: [&str; 30] = [
    "e\u{301}",
    "é",
    "\u{1100}\u{1161}\u{11a8}",
    "각",
    "ﬁ",
    "Å",
    "Å",
    "ß",
    "İ",
    "ı",
    " ",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\r\n",
    "\t",
    "👩🏽‍⚕️",
    "🏳️‍🌈",
    "🇵🇹",
    "1️⃣",
    "\u{e000}",
    "\u{fffe}",
];

fn letter(numbers: &mut Numbers) -> String {
    let within = [
        (0x20, 0x7e),
        (0xa0, 0x24f),
        (0x300, 0x36f),
        (0x590, 0x6ff),
        (0x900, 0xdff),
        (0x4e00, 0x9fff),
        (0x1f300, 0x1faff),
        (0xe0020, 0xe007f),
        (0x10_fff0, 0x10_ffff),
        (1, 0x1f),
    ];
    if numbers.below(3) == 0 {
        return (*numbers.one_of(&FRAGILE)).to_owned();
    }
    let (from, to) = *numbers.one_of(&within);
    let code =
        from + u32::try_from(numbers.below(usize::try_from(to - from + 1).unwrap())).unwrap();
    char::from_u32(code).map(String::from).unwrap_or_default()
}

// That a text which is changed on its way is found is shown in `spoilt`.
both!(a_text_comes_back_as_the_same_code_points, |world| {
    let ana = world.patient("Ana");
    let mut numbers = Numbers(7);
    let (mut taken, all) = (0, rounds(100, 5_000));
    for _ in 0..all {
        let text: String = (0..=numbers.below(60))
            .map(|_| letter(&mut numbers))
            .collect();
        let made = ana.post("/v1/entries", &json!({"text": text}));
        if text.is_empty() {
            made.expect(422);
            continue;
        }
        assert_eq!(made.status, 201, "{text:?} is refused: {}", made.body);
        taken += 1;
        let told = &made.body["text"];
        assert_eq!(told, text.as_str(), "the answer is not what was written");
        let read = ana.get(&format!("/v1/entries/{}", made.id())).expect(200);
        let read = &read.body["text"];
        assert_eq!(read, text.as_str(), "what is read is not what was written");
    }
    crate::proofs::tell(&format!("{taken} of {all} texts were taken and came back"));
    assert!(taken * 10 > all * 9, "{taken} of {all}");
});
