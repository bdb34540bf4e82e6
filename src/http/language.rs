//! Which language a request would like to read (RFC 9110 §12.5.4).

use std::cmp::Reverse;

use actix_web::dev::Payload;
use actix_web::http::header::{AcceptLanguage, Header, Preference, Quality};
use actix_web::{FromRequest, HttpRequest};

use crate::error::Error;
use crate::words::Language;

/// How the header is documented.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the derive alone")]
pub struct AcceptLanguageHeader {
    /// The languages that the reader prefers; of those that are not written here none is an error.
    #[param(rename = "Accept-Language", example = "es-MX, es;q=0.9, en;q=0.5")]
    languages: Option<String>,
}

/// The languages that a request prefers; nothing where it names none, or cannot be read.
#[derive(Debug, Clone)]
pub struct Preferred(AcceptLanguage);

impl FromRequest for Preferred {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = AcceptLanguage::parse(req).unwrap_or_else(|_| AcceptLanguage(Vec::new()));
        std::future::ready(Ok(Self(read)))
    }
}

impl Preferred {
    /// The language to answer in: the one preferred most of those that are written here, or `fallback`, also where all are alike.
    ///
    /// A range means every language below its first subtag, so `es-MX` is answered in Spanish (RFC 4647 §3.4).
    pub fn or(&self, fallback: Language) -> Language {
        let mut best = (self.rank(fallback), fallback);
        for language in Language::ALL.iter().copied() {
            let rank = self.rank(language);
            if rank > best.0 {
                best = (rank, language);
            }
        }
        best.1
    }

    /// How much a language is preferred, and of equals the one named first; a `*` stands for those that are not named.
    fn rank(&self, language: Language) -> (Quality, Reverse<usize>) {
        let named = self.0.iter().enumerate().filter(|(_, range)| {
            matches!(&range.item, Preference::Specific(tag)
                if tag.primary_language().eq_ignore_ascii_case(language.as_str()))
        });
        let named = named.map(|(place, range)| (range.quality, Reverse(place)));
        let any = self.0.iter().filter(|range| range.item == Preference::Any);
        named
            .max()
            .or_else(|| any.map(|range| (range.quality, Reverse(usize::MAX))).max())
            .filter(|(quality, _)| *quality > Quality::ZERO)
            .unwrap_or((Quality::ZERO, Reverse(usize::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn chosen(header: &str, fallback: Language) -> Language {
        let request = TestRequest::default()
            .insert_header(("accept-language", header))
            .to_http_request();
        Preferred::extract(&request)
            .into_inner()
            .expect("never refused")
            .or(fallback)
    }

    #[test]
    fn the_language_preferred_most_is_chosen_and_what_is_not_written_here_is_passed_over() {
        use Language::{English, Spanish};
        for (header, expected) in [
            ("es", Spanish),
            ("ES", Spanish),
            ("es-MX", Spanish),
            ("es-419, en;q=0.8", Spanish),
            ("en;q=0.3, es;q=0.301", Spanish),
            ("en;q=0.8, es;q=0.2", English),
            ("fr, es;q=0.1", Spanish),
            ("en;q=0, *", Spanish),
            ("es;q=0, *;q=0.5", English),
            ("*", English),
            ("en, es", English),
            ("es, en", Spanish),
            ("pt-BR, de", English),
            ("est", English),
            ("", English),
            ("?;q=x", English),
        ] {
            assert_eq!(chosen(header, English), expected, "{header}");
        }
    }

    #[test]
    fn where_nothing_is_preferred_what_the_reader_settled_decides() {
        for header in ["", "*", "fr", "*;q=0.1, fr", "en;q=0, fr"] {
            assert_eq!(
                chosen(header, Language::Spanish),
                Language::Spanish,
                "{header}"
            );
        }
        assert_eq!(chosen("en", Language::Spanish), Language::English);
        assert_eq!(chosen("en, es;q=0.9", Language::Spanish), Language::English);
    }
}
