//! Numbers of organisations and of people. A business number (BIN) is public and becomes an identifier as it is; the
//! number of a natural person (IIN) never leaves: it becomes a keyed hash, or nothing where there is no key, because a
//! hash without a key is undone in minutes.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Shortest key, in bytes.
const KEY_MIN: usize = 16;
/// Digits kept of a hash: 128 bits, so that no two people meet.
const HASH_DIGITS: usize = 32;

/// A key that is too short to hide anything.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the key has {0} bytes; a key of at least {KEY_MIN} random bytes is needed")]
pub struct WeakKey(usize);

/// What becomes of the numbers of natural persons.
#[derive(Clone, Default)]
pub struct People {
    key: Option<Vec<u8>>,
}

/// Says only whether there is a key.
impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "People {{ key: {} }}", if self.key.is_some() { "given" } else { "none" })
    }
}

/// Who a number belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// An organisation.
    Business(String),
    /// A natural person.
    Person(String),
    /// Nobody that can be told: it may be a person's number with a mistake, so it is treated as one.
    Unknown,
}

impl Number {
    /// Reads a number as written. `numeric` says that it was a JSON number, which loses zeros in front.
    pub(super) fn read(text: &str, numeric: bool) -> Self {
        let mut digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if numeric && digits.len() < 12 {
            digits = format!("{digits:0>12}");
        }
        if digits.len() != 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Unknown;
        }
        match digits.as_bytes().get(4) {
            Some(b'4'..=b'6') => Self::Business(digits),
            Some(b'0'..=b'3') => Self::Person(digits),
            _ => Self::Unknown,
        }
    }
}

impl People {
    /// Numbers are replaced by hashes under a key.
    ///
    /// # Errors
    /// When the key is too short.
    pub fn keyed(key: &[u8]) -> Result<Self, WeakKey> {
        let key = key.trim_ascii_end();
        if key.len() < KEY_MIN { Err(WeakKey(key.len())) } else { Ok(Self { key: Some(key.to_vec()) }) }
    }

    /// The identifier of a person: `KZ-IIN-` and 32 hexadecimal digits of HMAC-SHA256. `None` without a key.
    pub(super) fn identifier(&self, digits: &str) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_deref()?).ok()?;
        mac.update(digits.as_bytes());
        let hash: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        Some(format!("KZ-IIN-{}", hash.get(..HASH_DIGITS)?))
    }

    /// A text without numbers of persons: twelve digits in a row (or six and six) whose fifth is 0 to 3 are replaced.
    pub(super) fn covered(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = rest.split_at(start);
            out.push_str(before);
            let (run, after) = run(from);
            let digits: String = run.chars().filter(char::is_ascii_digit).collect();
            if digits.len() == 12 && matches!(digits.as_bytes().get(4), Some(b'0'..=b'3')) {
                out.push_str(&self.identifier(&digits).unwrap_or_else(|| "[ИИН]".to_owned()));
            } else {
                out.push_str(run);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// The digits at the beginning of a text: a run, or two runs of six with one space or hyphen between them.
fn run(text: &str) -> (&str, &str) {
    let length = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = length(text);
    let second = text.get(first + 1..).map_or(0, length);
    let joined = first == 6 && second == 6 && matches!(text.as_bytes().get(6), Some(b' ' | b'-'));
    text.split_at(if joined { 13 } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_digit_tells_an_organisation_from_a_person() {
        assert_eq!(Number::read("180540000033", false), Number::Business("180540000033".to_owned()));
        assert_eq!(Number::read("010203 100012", false), Number::Person("010203100012".to_owned()));
        assert_eq!(Number::read("10203100012", true), Number::Person("010203100012".to_owned()));
        for text in ["10203100012", "1805700000332", "180570000033", "x", "", "１８０５４００００３３"] {
            assert_eq!(Number::read(text, false), Number::Unknown, "{text}");
        }
    }

    #[test]
    fn a_person_is_a_hash_under_the_key_and_nothing_without_one() {
        assert_eq!(People::default().identifier("010203100012"), None);
        assert_eq!(People::keyed(b"short\n").unwrap_err(), WeakKey(5));
        let one = People::keyed(b"0123456789abcdef\n").expect("long enough");
        let same = People::keyed(b"0123456789abcdef").expect("long enough");
        let other = People::keyed(b"0123456789abcdeF").expect("long enough");
        let id = one.identifier("010203100012").expect("a key");
        assert_eq!(Some(&id), same.identifier("010203100012").as_ref());
        assert_ne!(Some(&id), other.identifier("010203100012").as_ref());
        assert!(id.starts_with("KZ-IIN-") && id.len() == 39 && !id.contains("010203100012"));
        assert_eq!(format!("{one:?}"), "People { key: given }");
    }

    #[test]
    fn texts_leave_without_the_numbers_of_people() {
        let people = People::default();
        assert_eq!(people.covered("ИП X, ИИН 010203100012, тел. 87012345678"), "ИП X, ИИН [ИИН], тел. 87012345678");
        assert_eq!(people.covered("010203 100012/180540000033"), "[ИИН]/180540000033");
        assert_eq!(people.covered("0102031000123 and 01020310001"), "0102031000123 and 01020310001");
        assert_eq!(people.covered("2024-01-02 é 5"), "2024-01-02 é 5");
    }
}
