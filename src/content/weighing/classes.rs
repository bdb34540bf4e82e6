//! Classes of words: what weighs alike, and what a weight that was learnt from one word says about another.
//!
//! A `words.*.tsv` names one class a line, then its words; `stem*` is every word that begins so, `*end` every
//! word that ends so. A word may be of several classes, and an accent that is not written in the file is not asked for.

use std::collections::HashMap;

use super::Unweighed;
use super::reading::Word;

/// The classes of one language.
#[derive(Debug, Default)]
pub(super) struct Classes {
    words: HashMap<&'static str, Vec<&'static str>>,
    stems: HashMap<&'static str, Vec<&'static str>>,
    ends: HashMap<&'static str, Vec<&'static str>>,
}

impl Classes {
    /// Reads files; a line without a name or without words refuses the whole of them.
    pub(super) fn read(files: &[&'static str]) -> Result<Self, Unweighed> {
        let mut classes = Self::default();
        for line in files.iter().flat_map(|file| file.lines()) {
            let (name, entries) = line
                .split_once('\t')
                .filter(|(name, entries)| !name.is_empty() && !entries.trim().is_empty())
                .ok_or_else(|| Unweighed(line.to_owned()))?;
            for entry in entries.split_whitespace() {
                let (of, written) = match (entry.strip_suffix('*'), entry.strip_prefix('*')) {
                    (Some(stem), _) => (&mut classes.stems, stem),
                    (None, Some(end)) => (&mut classes.ends, end),
                    (None, None) => (&mut classes.words, entry),
                };
                of.entry(written).or_default().push(name);
            }
        }
        Ok(classes)
    }

    /// The classes of a word, each once, by their names.
    pub(super) fn of(&self, word: &Word) -> Vec<&'static str> {
        let mut found: Vec<&'static str> = Vec::new();
        for spelt in [&word.accented, &word.plain] {
            found.extend(self.words.get(spelt.as_str()).into_iter().flatten());
            for (at, letter) in spelt.char_indices() {
                let stem = spelt.get(..at.saturating_add(letter.len_utf8()));
                let begun = stem.and_then(|stem| self.stems.get(stem));
                let ended = spelt.get(at..).and_then(|end| self.ends.get(end));
                found.extend(begun.into_iter().chain(ended).flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
