//! Public texts in the language that is preferred, and all of them as one signed pack: N5, N15.

mod languages;
mod pack;

use reqwest::Method;

use crate::harness::{Answer, Client, Value};

/// Reads a path in the languages that a header prefers.
pub(crate) fn get_in(somebody: &Client<'_>, path: &str, languages: &str) -> Answer {
    let request = somebody.request(Method::GET, path);
    somebody.send(request.header("accept-language", languages))
}

/// Everything of a catalogue in one language, page by page.
pub(crate) fn whole(somebody: &Client<'_>, path: &str, languages: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let sign = if path.contains('?') { '&' } else { '?' };
    let mut page = get_in(somebody, &format!("{path}{sign}limit=7"), languages).expect(200);
    loop {
        found.extend_from_slice(page.items());
        let Some(cursor) = page.body["next_cursor"].as_str() else {
            return found;
        };
        let next = format!("{path}{sign}limit=7&cursor={cursor}");
        page = get_in(somebody, &next, languages).expect(200);
    }
}
