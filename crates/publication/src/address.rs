//! Addresses as readers write them: percent-decoding of paths and queries. Site and API read their addresses with the
//! same functions, so that one byte cannot mean two things.

use crate::site::Query;

/// Most query fields looked at.
const FIELDS_MAX: usize = 64;

/// A path after its first slash, decoded; `None` when it is no text or could be mistaken for another path.
pub fn path(raw: &str) -> Option<String> {
    let decoded = dotted(raw)?;
    let dots = decoded.split('/').any(|segment| segment == "." || segment == "..");
    (!dots).then_some(decoded)
}

/// The same where `..` is no way up but a key of data with three open dimensions.
pub fn dotted(raw: &str) -> Option<String> {
    let raw = raw.strip_prefix('/')?;
    let decoded = decode(raw, false)?;
    let same_shape = decoded.matches('/').count() == raw.matches('/').count();
    (same_shape && !decoded.contains('\\') && !decoded.chars().any(char::is_control)).then_some(decoded)
}

/// The fields of a query; those that are no text are left out. In a form a plus is a space; in a key it is a plus.
pub fn pairs(query: &str, plus_is_space: bool) -> Query {
    let fields = query.split('&').filter(|field| !field.is_empty()).take(FIELDS_MAX);
    fields
        .filter_map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            Some((decode(name, plus_is_space)?, decode(value, plus_is_space)?))
        })
        .collect()
}

/// Percent-decodes; `None` for broken escapes and bytes that are no UTF-8.
fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => 16 * digit(rest.next()?)? + digit(rest.next()?)?,
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once_and_strange_ones_are_refused() {
        assert_eq!(path("/o/cpi%3Ascore:X"), Some("o/cpi:score:X".to_owned()));
        assert_eq!(path("/a%2525"), Some("a%25".to_owned()));
        for raw in ["/a%2Fb", "/%", "/%f", "/%zz", "/%ff", "/a%00", "/..", "/a/../b", "/%2e%2e/x", "/a%5Cb", ""] {
            assert_eq!(path(raw), None, "{raw}");
        }
    }

    #[test]
    fn queries_are_read_in_order_and_never_fail() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(pairs("c=A&c=B+C&&x&bad=%zz", true), vec![pair("c", "A"), pair("c", "B C"), pair("x", "")]);
        assert_eq!(pairs("c%5BX%5D=A+B", false), vec![pair("c[X]", "A+B")]);
    }
}
