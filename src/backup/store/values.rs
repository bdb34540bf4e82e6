//! One row as text that both engines tell alike: what SQLite calls `quote`, with commas between.

use crate::error::{Error, Result};
use crate::time::At;

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// Nothing.
    Null,
    /// A number, an instant in microseconds, or 0 and 1.
    Number(i64),
    /// Bytes or an id, in hexadecimal.
    Bytes(&'a str),
    /// A word, quotes in it still doubled.
    Text(&'a str),
}

fn unreadable() -> Error {
    Error::internal("a row of the backup cannot be read")
}

/// The values of a row.
pub(crate) fn read(row: &str) -> Result<Vec<Value<'_>>> {
    let (mut values, mut rest) = (Vec::new(), row);
    loop {
        let (value, next) = first(rest).ok_or_else(unreadable)?;
        values.push(value);
        match next.strip_prefix(',') {
            Some(more) => rest = more,
            None if next.is_empty() => return Ok(values),
            None => return Err(unreadable()),
        }
    }
}

fn first(text: &str) -> Option<(Value<'_>, &str)> {
    if let Some(rest) = text.strip_prefix("NULL") {
        return Some((Value::Null, rest));
    }
    if let Some(rest) = text.strip_prefix("X'") {
        let (hex, rest) = rest.split_once('\'')?;
        let fits = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return fits.then_some((Value::Bytes(hex), rest));
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let end = end_of_text(rest)?;
        let (word, rest) = rest.split_at_checked(end)?;
        return Some((Value::Text(word), rest.strip_prefix('\'')?));
    }
    let end = text.find(',').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    Some((Value::Number(number.parse().ok()?), rest))
}

/// The place of the quote that ends a text; one that is doubled is part of it.
fn end_of_text(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('\'').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&at.saturating_add(1)).is_none() {
            return Some(at);
        }
    }
    None
}

impl Value<'_> {
    /// The value as SQLite reads it.
    pub(crate) fn for_sqlite(self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Bytes(hex) => format!("X'{hex}'"),
            Self::Text(word) => format!("'{word}'"),
        }
    }

    /// The value as PostgreSQL reads it for a column of this type.
    pub(crate) fn for_postgres(self, kind: &str) -> Result<String> {
        Ok(match (self, kind) {
            (Self::Null, _) => "NULL".to_owned(),
            (Self::Bytes(hex), "uuid") => format!("'{hex}'::uuid"),
            (Self::Bytes(hex), "bytea") => format!("'\\x{hex}'::bytea"),
            (Self::Number(micros), "timestamptz") => {
                format!("'{}'::timestamptz", At::from_micros(micros))
            }
            (Self::Number(number), "bool") => (number != 0).to_string(),
            (Self::Number(number), "int8") => number.to_string(),
            (Self::Text(word), "text") => format!("'{word}'"),
            _ => return Err(unreadable()),
        })
    }
}

/// How PostgreSQL tells a column of this type as SQLite's `quote` does.
pub(crate) fn told_by_postgres(column: &str, kind: &str) -> String {
    let told = match kind {
        "uuid" => format!("'X''' || upper(replace({column}::text, '-', '')) || ''''"),
        "bytea" => format!("'X''' || upper(encode({column}, 'hex')) || ''''"),
        "timestamptz" => format!("(extract(epoch FROM {column}) * 1000000)::bigint::text"),
        "bool" => format!("{column}::int::text"),
        "int8" => format!("{column}::text"),
        _ => format!("'''' || replace({column}, '''', '''''') || ''''"),
    };
    format!("coalesce({told}, 'NULL')")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_told_and_anything_else_is_refused() {
        let row = "X'00FF',-7,NULL,'it''s, ''here''','',1";
        let values = read(row).expect("values");
        assert_eq!(
            values,
            [
                Value::Bytes("00FF"),
                Value::Number(-7),
                Value::Null,
                Value::Text("it''s, ''here''"),
                Value::Text(""),
                Value::Number(1)
            ]
        );
        let again: Vec<String> = values.into_iter().map(Value::for_sqlite).collect();
        assert_eq!(again.join(","), row);
        for row in [
            "",
            "1,",
            "X'0G'",
            "'open",
            "1); DROP TABLE entries; --",
            "'a' 'b'",
        ] {
            assert!(read(row).is_err(), "{row}");
        }
    }
}
