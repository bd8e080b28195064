//! What is wrong with a text that is not JSON: where it stops making sense, what stands there and what was expected, in
//! words for those who wrote it. All rooms of this crate say it in these words.

use super::reader::{Broken, Reader};

/// Letters of a text that are shown where it stops making sense.
const SHOWN: usize = 20;

/// Why a text cannot be read: the byte at which it stops making sense, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Offset in the text.
    pub at: usize,
    /// What was expected.
    pub expected: &'static str,
}

impl Fault {
    /// What a reader stopped at.
    pub fn new(reader: &Reader<'_>, broken: Broken) -> Self {
        Self { at: reader.at(), expected: broken.expected() }
    }

    /// Where a text stops being one document; `None` where it is one.
    pub fn of(text: &str) -> Option<Self> {
        let mut reader = Reader::document(text);
        reader.space();
        let read = reader.skip().and_then(|()| reader.end());
        read.err().map(|broken| Self::new(&reader, broken))
    }

    /// Whether the text ends before what it began.
    pub fn is_cut(self, text: &str) -> bool {
        text.get(self.at..).is_none_or(|rest| rest.trim_ascii().is_empty())
    }

    /// What stands there: the first letters, on one line.
    pub fn found(self, text: &str) -> String {
        let rest = text.get(self.at..).unwrap_or_default();
        rest.chars().take(SHOWN).take_while(|letter| !matches!(letter, '\n' | '\r')).collect()
    }

    /// What to do about it.
    pub fn remedy(self, text: &str) -> &'static str {
        match self.is_cut(text) {
            true => "the text was cut off: export or download it again",
            false => "correct it or export it again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_a_text_stops_being_json_and_whether_it_was_cut() {
        let said =
            |text: &str| Fault::of(text).map(|fault| (fault.at, fault.found(text), fault.expected, fault.is_cut(text)));
        assert_eq!(said(" {\"a\":[1,{}]} "), None);
        assert_eq!(said("{\"a\":1,}"), Some((7, "}".to_owned(), "the name of a member in quotes", false)));
        assert_eq!(said("{\"a\":1}}").map(|said| (said.0, said.2)), Some((7, "nothing more behind the value")));
        assert_eq!(said("{\"a\":[1").map(|said| (said.0, said.3)), Some((7, true)));
        assert_eq!(said("{\"a\":\"b").map(|said| (said.0, said.3)), Some((7, true)));
        assert_eq!(said("{\"a\":tru}").map(|said| (said.0, said.2)), Some((5, "a value")));
        assert_eq!(said("").map(|said| said.3), Some(true));
    }
}
