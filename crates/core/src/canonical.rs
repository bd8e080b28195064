//! One spelling for every published byte: JSON by RFC 8785 and numbers by shortest round trip. Hashes, run ids and
//! data packages rely on it.

mod es6;
mod read;
mod write;

use serde::Serialize;

pub use read::{NotStrict, read};
pub use write::{write, write_object, write_text};

/// Canonical JSON (RFC 8785) of a value of any type. A log of a million events is written by [`write()`], which gives the
/// same bytes without a buffer a member.
///
/// # Errors
/// When the value cannot be expressed in JSON (a map with keys that are not texts, or a number that is not finite).
pub fn json<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json_canonicalizer::to_string(value)
}

/// Shortest text that reads back as the same number; negative zero is written `0`, a number that is not finite is
/// written as the empty text (missing).
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// [`number`] of an optional value; missing is the empty text.
pub fn optional(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_shortest_form() {
        assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(38.0), "38");
        assert_eq!(optional(None), "");
    }
}
