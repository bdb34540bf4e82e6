//! What a word may be a form of, as far as its ending tells.
//!
//! The patterns name families of verbs by one form of each: in English the bare one, in Spanish the infinitive. Here a word
//! is led back to every bare form it could come from. That is generous, since a set of verbs settles which of them exists.

/// How a word is formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "heals"; also a plural.
    Third,
    /// "healed"; in Spanish a participle.
    Past,
    /// "healing"; in Spanish a gerund.
    Going,
    /// Any of these, or the bare form.
    Any,
    /// Spanish: an infinitive, also with pronouns behind it.
    Bare,
    /// Spanish: what one is told to do, also with pronouns behind it; alike to a present.
    Told,
    /// Spanish: the second person of the present, or of the subjunctive.
    Thou,
    /// Spanish: what you will do.
    WillThou,
    /// Spanish: what it or they will do.
    Will,
    /// Spanish: the second person of the subjunctive, as in "no huyas" and "que huyas".
    Wish,
    /// Spanish: what the reader or it did, "lograste", "logró".
    Did,
    /// Spanish: what we will do.
    WillWe,
}

impl Form {
    /// The form with this name in a pattern.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "third" => Self::Third,
            "past" => Self::Past,
            "going" => Self::Going,
            "any" => Self::Any,
            "bare" => Self::Bare,
            "told" => Self::Told,
            "thou" => Self::Thou,
            "willthou" => Self::WillThou,
            "will" => Self::Will,
            "wish" => Self::Wish,
            "did" => Self::Did,
            "willwe" => Self::WillWe,
            _ => return None,
        })
    }
}

/// Leads a word, with and without accents, back to its bare forms.
pub(super) type Forms = fn(accented: &str, plain: &str) -> Vec<(Form, String)>;

/// The forms of English words.
pub(super) fn english(_: &str, plain: &str) -> Vec<(Form, String)> {
    let mut forms = vec![(Form::Any, plain.to_owned())];
    let mut put = |form: Form, bare: String| {
        forms.push((form, bare.clone()));
        forms.push((Form::Any, bare));
    };
    for (ending, instead, form) in [
        ("s", "", Form::Third),
        ("es", "", Form::Third),
        ("ies", "y", Form::Third),
        ("ed", "", Form::Past),
        ("d", "", Form::Past),
        ("ied", "y", Form::Past),
        ("ing", "", Form::Going),
        ("ing", "e", Form::Going),
    ] {
        let Some(stem) = plain.strip_suffix(ending) else {
            continue;
        };
        put(form, format!("{stem}{instead}"));
        // "stopped", "letting"
        if let Some(single) = stem.strip_suffix(['b', 'd', 'g', 'l', 'm', 'n', 'p', 'r', 't']) {
            put(form, single.to_owned());
        }
    }
    forms
}

/// The forms of Spanish words.
pub(super) fn spanish(accented: &str, plain: &str) -> Vec<(Form, String)> {
    let mut forms = vec![(Form::Any, plain.to_owned())];
    future(accented, &mut forms);
    for bare in without_pronouns(plain) {
        if ["ar", "er", "ir"]
            .iter()
            .any(|ending| bare.ends_with(ending))
        {
            put(&mut forms, Form::Bare, bare.clone());
        }
        endings(&bare, &mut forms);
    }
    forms
}

fn put(forms: &mut Vec<(Form, String)>, form: Form, bare: String) {
    forms.push((form, bare.clone()));
    forms.push((Form::Any, bare));
}

/// "sanarás", "tendrá", "harán"; and "sanaría", which promises no less.
fn future(accented: &str, forms: &mut Vec<(Form, String)>) {
    for (ending, form) in [
        ("ás", Form::WillThou),
        ("éis", Form::WillThou),
        ("á", Form::Will),
        ("án", Form::Will),
        ("emos", Form::Will),
        ("emos", Form::WillWe),
    ] {
        let Some(stem) = accented.strip_suffix(ending) else {
            continue;
        };
        if ["ar", "er", "ir", "ír"]
            .iter()
            .any(|end| stem.ends_with(end))
        {
            put(forms, form, stem.replace('í', "i"));
        }
        for (short, full) in [
            ("dr", "er"),
            ("dr", "ir"),
            ("br", "ber"),
            ("rr", "rer"),
            ("har", "hacer"),
            ("dir", "decir"),
            ("podr", "poder"),
        ] {
            if let Some(front) = stem.strip_suffix(short) {
                put(forms, form, format!("{front}{full}"));
            }
        }
    }
}

/// The word itself, and what is left of it when up to two pronouns are taken off its end.
fn without_pronouns(plain: &str) -> Vec<String> {
    let mut found = vec![plain.to_owned()];
    let mut before = vec![plain.to_owned()];
    for _ in 0..2 {
        let shorter: Vec<String> = before
            .iter()
            .flat_map(|word| {
                [
                    "me", "te", "se", "lo", "la", "le", "los", "las", "les", "nos",
                ]
                .iter()
                .filter_map(|pronoun| word.strip_suffix(pronoun))
                .filter(|stem| stem.len() >= 3)
                .map(str::to_owned)
                .collect::<Vec<String>>()
            })
            .collect();
        found.extend(shorter.iter().cloned());
        before = shorter;
    }
    found
}

/// The endings that lead from a form to infinitives.
const ENDINGS: &[(&str, &[&str], Form)] = &[
    ("a", &["ar", "er", "ir"], Form::Told),
    ("e", &["ar", "er", "ir"], Form::Told),
    ("a", &["ar"], Form::Third),
    ("e", &["er", "ir"], Form::Third),
    ("an", &["ar"], Form::Third),
    ("en", &["er", "ir"], Form::Third),
    ("as", &["ar", "er", "ir"], Form::Thou),
    ("es", &["ar", "er", "ir"], Form::Thou),
    ("ad", &["ar"], Form::Told),
    ("ed", &["er"], Form::Told),
    ("id", &["ir"], Form::Told),
    ("aos", &["ar"], Form::Told),
    ("eos", &["er"], Form::Told),
    ("ios", &["ir"], Form::Told),
    ("es", &["ar"], Form::Wish),
    ("as", &["er", "ir"], Form::Wish),
    ("eis", &["ar"], Form::Wish),
    ("ais", &["er", "ir"], Form::Wish),
    ("aste", &["ar"], Form::Did),
    ("iste", &["er", "ir"], Form::Did),
    ("ando", &["ar"], Form::Going),
    ("iendo", &["er", "ir"], Form::Going),
    ("ado", &["ar"], Form::Past),
    ("ada", &["ar"], Form::Past),
    ("ados", &["ar"], Form::Past),
    ("adas", &["ar"], Form::Past),
    ("ido", &["er", "ir"], Form::Past),
    ("ida", &["er", "ir"], Form::Past),
    ("idos", &["er", "ir"], Form::Past),
    ("idas", &["er", "ir"], Form::Past),
];

fn endings(word: &str, forms: &mut Vec<(Form, String)>) {
    for (ending, infinitives, form) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) else {
            continue;
        };
        for stem in stems(stem) {
            for infinitive in *infinitives {
                put(forms, *form, format!("{stem}{infinitive}"));
            }
        }
    }
}

/// The stem of a form, and the stems from which it may have changed: "suelt" from "solt", "alcanc" from "alcanz".
fn stems(stem: &str) -> Vec<String> {
    let mut found = vec![stem.to_owned()];
    for (changed, original) in [
        ("qu", "c"),
        ("gu", "g"),
        ("c", "z"),
        ("zc", "c"),
        ("j", "g"),
        ("g", ""),
        ("y", ""),
    ] {
        if let Some(front) = stem.strip_suffix(changed) {
            found.push(format!("{front}{original}"));
        }
    }
    for known in found.clone() {
        for (changed, original) in [("ie", "e"), ("ue", "o"), ("i", "e")] {
            if let Some((front, back)) = known.rsplit_once(changed) {
                found.push(format!("{front}{original}{back}"));
            }
        }
    }
    found
}
