//! Reading a release in one pass straight into its record: what no rule reads is skipped without being looked into more
//! than JSON's grammar asks. It is stricter than it must be and gives up on anything unusual; the general reader decides
//! then, so that speed never changes what is read.

use crate::json::raw::{Kind, Raw};

/// The text is not what this reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusual;

/// Nesting beyond this is left to the general reader.
const DEPTH_MAX: usize = 100;

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// What can be read in place.
pub trait Fill<'a>: Default {
    /// Reads the next value; `self` is as it was made.
    ///
    /// # Errors
    /// When the text is unusual.
    fn fill(&mut self, cursor: &mut Cursor<'a>) -> Result<(), Unusual>;
}

/// The lowest bit of every byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Which of eight bytes end a run of plain characters: quotes, backslashes, control characters.
fn special(word: u64) -> u64 {
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    let control = word.wrapping_sub(ONES * 0x20) & !word & TOPS;
    zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control
}

impl<'a> Cursor<'a> {
    /// The beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    pub fn peek(&mut self) -> Result<u8, Unusual> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return Ok(byte),
                None => return Err(Unusual),
            }
        }
    }

    /// Whether nothing but white space follows.
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_err()
    }

    /// Goes behind a byte that is there.
    pub fn pass(&mut self, byte: u8) -> Result<(), Unusual> {
        if self.peek()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Unusual)
        }
    }

    /// Skips a string; gives whether it has escapes.
    fn string(&mut self) -> Result<bool, Unusual> {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let mut escapes = false;
        loop {
            while let Some(eight) = bytes.get(self.at..self.at + 8) {
                let found = special(eight.try_into().map(u64::from_le_bytes).unwrap_or(0));
                if found != 0 {
                    self.at += found.trailing_zeros() as usize / 8;
                    break;
                }
                self.at += 8;
            }
            match bytes.get(self.at).ok_or(Unusual)? {
                b'"' => {
                    self.at += 1;
                    return Ok(escapes);
                }
                b'\\' => {
                    escapes = true;
                    let hex = |byte: &u8| byte.is_ascii_hexdigit();
                    self.at += match bytes.get(self.at + 1).ok_or(Unusual)? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                        b'u' if bytes.get(self.at + 2..self.at + 6).is_some_and(|four| four.iter().all(hex)) => 6,
                        _ => return Err(Unusual),
                    };
                }
                0..=0x1f => return Err(Unusual),
                _ => self.at += 1,
            }
        }
    }

    fn digits(&mut self) -> Result<(), Unusual> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Unusual) }
    }

    fn number(&mut self) -> Result<(), Unusual> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Unusual> {
        let is_there = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += word.len();
        if is_there { Ok(()) } else { Err(Unusual) }
    }

    /// Skips a value of any kind.
    pub fn skip(&mut self) -> Result<(), Unusual> {
        match self.peek()? {
            b'"' => self.string().map(|_| ()),
            b'{' => self.object(|cursor, _| cursor.skip()),
            b'[' => self.array(Self::skip),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    /// The next value as it stands in the text.
    pub fn raw(&mut self) -> Result<Raw<'a>, Unusual> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at).map(Raw).ok_or(Unusual)
    }

    /// The next value, which is not what was hoped for: its kind.
    pub fn wrong(&mut self) -> Result<Kind, Unusual> {
        self.raw().map(Raw::kind)
    }

    /// Reads an object; `each` gets every key and reads its value.
    pub fn object(&mut self, mut each: impl FnMut(&mut Self, &'a str) -> Result<(), Unusual>) -> Result<(), Unusual> {
        self.open()?;
        if self.peek()? == b'}' {
            return self.close();
        }
        loop {
            if self.peek()? != b'"' {
                return Err(Unusual);
            }
            let start = self.at + 1;
            if self.string()? {
                return Err(Unusual);
            }
            let key = self.text.get(start..self.at - 1).ok_or(Unusual)?;
            self.pass(b':')?;
            each(self, key)?;
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => return self.close(),
                _ => return Err(Unusual),
            }
        }
    }

    /// Reads an array; `each` reads an element.
    pub fn array(&mut self, mut each: impl FnMut(&mut Self) -> Result<(), Unusual>) -> Result<(), Unusual> {
        self.open()?;
        if self.peek()? == b']' {
            return self.close();
        }
        loop {
            each(self)?;
            match self.peek()? {
                b',' => self.at += 1,
                b']' => return self.close(),
                _ => return Err(Unusual),
            }
        }
    }

    fn open(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(Unusual) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> bool {
        let mut cursor = Cursor::new(text);
        cursor.skip().is_ok() && cursor.is_at_end()
    }

    #[test]
    fn what_is_taken_is_json() {
        let texts = [
            "1",
            "-0.5e+3",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "\"a\"",
            "\"a",
            "\"\\u00e9\\n\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"a\tb\"",
            "\"\u{e9}\u{4b0}\u{1f600} long enough for several words\"",
            "[1,2]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{}",
            "[]",
            " [ ] ",
            "true",
            "tru",
            "null",
            "nul",
            "1 2",
            "",
            "{\"a\":[{\"b\":null}]}",
            "\"1234567\\\"",
            "\"12345678\\\"\"",
            "\u{7f}",
            "\"\u{7f}\"",
            "\"12345\u{1}\"",
        ];
        for text in texts {
            let general = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            assert_eq!(whole(text), general, "{text}");
        }
    }
}
