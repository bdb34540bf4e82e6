//! An open form of the patient's own theme, as a question: the theme is taken from the text only where that is safe.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::Demand;
use crate::content::{Word, sentences};

/// What a language offers; pure data.
pub(super) struct Offers {
    /// Themes by the article that goes before one that stands bare; with an empty article only after a determiner.
    pub(super) themes: &'static [(&'static str, &'static str)],
    /// People; they are named only where the demand is to meet or understand something, never where it is to end or to prove.
    pub(super) people: &'static str,
    /// Words before a theme, and how they are said to the patient.
    pub(super) determiners: &'static [(&'static str, &'static str)],
    /// Words that tie a theme to another.
    pub(super) links: &'static str,
    /// For each kind why it may narrow attention, questions with a `{}` for the theme, and questions without.
    pub(super) kinds: &'static [(Demand, Kind)],
}

/// What is said about one kind of demand.
pub(super) struct Kind {
    /// Why such a demand may narrow attention, in one sentence.
    pub(super) why: &'static str,
    /// Questions with a place for the theme.
    pub(super) themed: &'static [&'static str],
    /// Questions that need no theme.
    pub(super) general: &'static [&'static str],
}

/// A demand, and the first and the last of the words that make it.
pub(super) struct Demanding {
    /// Its kind.
    pub(super) kind: Demand,
    /// Where it stands among the words around it.
    pub(super) shown: RangeInclusive<usize>,
}

/// The same, ready to be used.
pub(super) struct Offering {
    offers: &'static Offers,
    listed: Listed,
}

const LINKS: &str = "links";
const PEOPLE: &str = "people";

/// Lists of phrases under a name, by the first word of a phrase.
struct Listed(HashMap<&'static str, Vec<(&'static str, Vec<&'static str>)>>);

impl Listed {
    /// Reads lists of phrases that are parted by commas.
    fn new(lists: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let mut all: HashMap<_, Vec<_>> = HashMap::new();
        for (name, phrases) in lists {
            for phrase in phrases.split(',') {
                let phrase: Vec<&str> = phrase.split_whitespace().collect();
                if let Some(first) = phrase.first() {
                    all.entry(*first).or_default().push((name, phrase));
                }
            }
        }
        Self(all)
    }

    /// How many words from here are a phrase of this list; the longest counts. Accents are not asked for.
    fn length_at(&self, name: &str, words: &[&Word]) -> Option<usize> {
        let phrases = self.0.get(words.first()?.plain.as_str())?;
        let stands = |phrase: &[&str]| {
            phrase.len() <= words.len()
                && phrase
                    .iter()
                    .zip(words)
                    .enumerate()
                    .all(|(at, (written, word))| (at == 0 || word.joined) && word.plain == *written)
        };
        let fitting = phrases
            .iter()
            .filter(|(list, phrase)| *list == name && stands(phrase));
        fitting.map(|(_, phrase)| phrase.len()).max()
    }
}

/// A theme as it is said to the patient, and the words of the text that it was taken from.
struct Theme {
    said: String,
    from: usize,
    to: usize,
}

impl Offering {
    /// Reads the offers of a language.
    pub(super) fn new(offers: &'static Offers) -> Self {
        let others = [(LINKS, offers.links), (PEOPLE, offers.people)];
        let lists = offers.themes.iter().copied().chain(others);
        Self {
            offers,
            listed: Listed::new(lists),
        }
    }

    /// Why a demand of this kind may narrow attention.
    pub(super) fn why(&self, kind: Demand) -> &'static str {
        self.kind(kind).map_or("", |kind| kind.why)
    }

    fn kind(&self, kind: Demand) -> Option<&'static Kind> {
        let mut kinds = self.offers.kinds.iter();
        kinds
            .find(|(other, _)| *other == kind)
            .map(|(_, said)| said)
    }

    /// An open question in place of a demand; always the same for the same words.
    pub(super) fn invitation(&self, words: &[&Word], demanding: &Demanding) -> String {
        let Some(kind) = self.kind(demanding.kind) else {
            return String::new();
        };
        let theme = self.theme(words, demanding);
        let turn = words.iter().map(|word| word.end.abs_diff(word.start)).sum();
        let asks = |questions: &[&'static str], theme: Option<&Theme>| {
            chosen(questions, turn, |question| {
                is_apart(question, words, &demanding.shown, theme)
            })
        };
        let themed = theme.as_ref().and_then(|theme| {
            asks(kind.themed, Some(theme)).map(|question| question.replace("{}", &theme.said))
        });
        themed
            .or_else(|| asks(kind.general, None).map(str::to_owned))
            .or_else(|| kind.general.last().map(|question| (*question).to_owned()))
            .unwrap_or_default()
    }

    /// The theme around a demand: the first that does not end before it, else the first of all.
    fn theme(&self, words: &[&Word], demanding: &Demanding) -> Option<Theme> {
        let Demanding { kind, shown } = demanding;
        let at = |at| {
            let somebody = || {
                self.somebody(words, at)
                    .filter(|_| *kind == Demand::Content)
            };
            self.theme_at(words, at).or_else(somebody)
        };
        let mut themes = (0..words.len()).filter_map(at);
        let first = themes.next()?;
        if first.to > *shown.start() {
            return Some(first);
        }
        let later = themes.find(|theme| theme.to > *shown.start());
        Some(later.unwrap_or(first))
    }

    fn theme_at(&self, words: &[&Word], at: usize) -> Option<Theme> {
        let (mut said, mut to) = self
            .determined(words, at)
            .or_else(|| self.bare(words, at))?;
        let links = |word: &&Word| self.listed.length_at(LINKS, std::slice::from_ref(word));
        if let Some(link) = follows(words, to).filter(|word| links(word).is_some()) {
            let next = to.saturating_add(1);
            let tied = follows(words, next).and_then(|_| {
                self.determined(words, next).or_else(|| {
                    let (_, to) = self.any(words, next)?;
                    Some((spoken(words, next, to), to))
                })
            });
            if let Some((other, end)) = tied {
                said = format!("{said} {} {other}", link.accented);
                to = end;
            }
        }
        Some(Theme { said, from: at, to })
    }

    /// A determiner and a theme: "my anxiety" is "your anxiety".
    fn determined(&self, words: &[&Word], at: usize) -> Option<(String, usize)> {
        let mut determiners = self.offers.determiners.iter();
        let (_, said) = determiners.find(|(mine, _)| is_at(words, at, mine))?;
        let next = at.saturating_add(1);
        follows(words, next)?;
        let (_, to) = self.any(words, next)?;
        Some((format!("{said} {}", spoken(words, next, to)), to))
    }

    /// Somebody of the patient's own: "my sister" is "your sister".
    fn somebody(&self, words: &[&Word], at: usize) -> Option<Theme> {
        let mut determiners = self.offers.determiners.iter();
        let (_, said) = determiners.find(|(mine, _)| is_at(words, at, mine))?;
        let next = at.saturating_add(1);
        follows(words, next)?;
        let length = self.listed.length_at(PEOPLE, words.get(next..)?)?;
        let to = next.saturating_add(length);
        let said = format!("{said} {}", spoken(words, next, to));
        Some(Theme { said, from: at, to })
    }

    /// A theme that stands alone, with its article.
    fn bare(&self, words: &[&Word], at: usize) -> Option<(String, usize)> {
        let (article, to) = self.any(words, at)?;
        (!article.is_empty()).then(|| (format!("{article} {}", spoken(words, at, to)), to))
    }

    /// Any theme at this place: its article, and where it ends.
    fn any(&self, words: &[&Word], at: usize) -> Option<(&'static str, usize)> {
        let rest = words.get(at..)?;
        let themes = self.offers.themes.iter();
        let found = themes.filter_map(|(article, _)| {
            let length = self.listed.length_at(article, rest)?;
            Some((*article, at.saturating_add(length)))
        });
        found.max_by_key(|(article, to)| (*to, article.len()))
    }
}

fn is_at(words: &[&Word], at: usize, wanted: &str) -> bool {
    words.get(at).is_some_and(|word| word.plain == wanted)
}

/// The word at this place, if nothing parts it from the one before.
fn follows<'a>(words: &[&'a Word], at: usize) -> Option<&'a Word> {
    words.get(at).copied().filter(|word| word.joined)
}

fn spoken(words: &[&Word], from: usize, to: usize) -> String {
    let words = words.get(from..to).unwrap_or_default();
    let words: Vec<&str> = words.iter().map(|word| word.accented.as_str()).collect();
    words.join(" ")
}

/// One of several questions: the first that fits, beginning with the one whose turn it is.
fn chosen(
    questions: &[&'static str],
    turn: usize,
    fits: impl Fn(&str) -> bool,
) -> Option<&'static str> {
    let first = turn.checked_rem(questions.len())?;
    let mut order = questions.iter().cycle().skip(first).take(questions.len());
    order.find(|question| fits(question)).copied()
}

/// Whether a question repeats none of the words that demand; the theme is the patient's own and may come back.
fn is_apart(
    question: &str,
    words: &[&Word],
    shown: &RangeInclusive<usize>,
    theme: Option<&Theme>,
) -> bool {
    let sentences = sentences(question);
    let asked = sentences.iter().flat_map(|sentence| sentence.whole().words);
    let asked: Vec<&str> = asked.map(|word| word.plain.as_str()).collect();
    let demanding: Vec<&str> = words
        .get(shown.clone())
        .unwrap_or_default()
        .iter()
        .map(|word| word.plain.as_str())
        .collect();
    let outside = |at: usize| theme.is_none_or(|theme| at < theme.from || at >= theme.to);
    let mut places = shown.clone().zip(&demanding);
    let apart =
        places.all(|(at, word)| !outside(at) || word.chars().count() <= 3 || !asked.contains(word));
    let whole = |window: &[&str]| window == demanding.as_slice();
    apart && !asked.windows(demanding.len().max(1)).any(whole)
}
