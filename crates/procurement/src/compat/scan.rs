//! JSON in one pass over the bytes of a line, nothing kept. What is skipped is checked as strictly as what is read
//! (Cardinal drops a line for any fault in it), and a line may be cut short anywhere without harm.
//!
//! Why not a crate: measured over the Dominican file on one core of the same machine, skipping alone ran at 370 MB/s
//! (`serde_json`, ignored values), 510 MB/s (`sonic-rs`, whose skipping also lets faults pass that Cardinal refuses)
//! and 830 MB/s (this one), and a tenth of Cardinal's cost needs 600 MB/s with everything else included.

use std::borrow::Cow;
use wide::u8x16;

/// Containers inside containers, as deep as Cardinal reads them; one more is a fault of the line.
const DEPTH_MAX: u32 = 127;

/// Why a line is not JSON, or not JSON that Cardinal reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// Where, in bytes from the start of what was scanned.
    pub at: usize,
    /// What was expected or found there.
    pub what: &'static str,
}

/// What stands between the quotes of a string.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    raw: &'a [u8],
    escaped: bool,
}

impl<'a> Text<'a> {
    /// The content. The bytes were checked when they were scanned, so nothing is lost here.
    pub fn decode(self) -> Cow<'a, str> {
        let text = std::str::from_utf8(self.raw).unwrap_or_default();
        if !self.escaped {
            return Cow::Borrowed(text);
        }
        Cow::Owned(serde_json::from_str(&format!("\"{text}\"")).unwrap_or_default())
    }

    /// Whether there is nothing between the quotes.
    pub fn is_empty(self) -> bool {
        self.raw.is_empty()
    }

    /// The content as bytes: what a name is compared with.
    pub fn bytes(self) -> Cow<'a, [u8]> {
        if !self.escaped {
            return Cow::Borrowed(self.raw);
        }
        Cow::Owned(self.decode().into_owned().into_bytes())
    }
}

/// A place in a line. A line ends at its newline or at the end of the bytes.
#[derive(Debug, Clone)]
pub struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

impl<'a> Scan<'a> {
    /// Begins at `at`.
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0 }
    }

    /// Where it stands.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The byte where it stands; beyond the end there is a newline.
    #[inline]
    pub fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(b'\n')
    }

    #[cold]
    fn fault<T>(&self, what: &'static str) -> Result<T, Malformed> {
        Err(Malformed { at: self.at, what })
    }

    /// Passes white space, except the newline that ends the line.
    #[inline]
    pub fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    /// Passes what follows the value of a line; anything but white space is a fault.
    ///
    /// # Errors
    /// Trailing characters.
    pub fn end(&mut self) -> Result<(), Malformed> {
        self.space();
        if self.peek() == b'\n' { Ok(()) } else { self.fault("trailing characters") }
    }

    /// A string; stands at its quote.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline]
    pub fn text(&mut self) -> Result<Text<'a>, Malformed> {
        self.at += 1;
        let start = self.at;
        let mut beyond_ascii = false;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if let Some(chunk) = rest.first_chunk::<16>() {
                let letters = u8x16::new(*chunk);
                let stops = letters.cmp_eq(u8x16::splat(b'"'))
                    | letters.cmp_eq(u8x16::splat(b'\\'))
                    | letters.min(u8x16::splat(0x1f)).cmp_eq(letters);
                let stops = stops.move_mask();
                // Letters after the quote may count too: then a string is checked that need not be.
                beyond_ascii |= letters.move_mask() != 0;
                if stops == 0 {
                    self.at += 16;
                    continue;
                }
                self.at += stops.trailing_zeros() as usize;
            }
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                0..=0x1f => return self.fault("a string without its end, or a control character in it"),
                byte => {
                    beyond_ascii |= byte >= 0x80;
                    self.at += 1;
                }
            }
        }
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        self.at += 1;
        if beyond_ascii && std::str::from_utf8(raw).is_err() {
            return self.fault("bytes that are not UTF-8");
        }
        Ok(Text { raw, escaped })
    }

    #[cold]
    fn escape(&mut self) -> Result<(), Malformed> {
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {
                self.at += 1;
                Ok(())
            }
            b'u' => match self.code_unit()? {
                0xdc00..=0xdfff => self.fault("half a character (a lone surrogate)"),
                0xd800..=0xdbff => self.second_half(),
                _ => Ok(()),
            },
            _ => self.fault("an unknown escape"),
        }
    }

    fn second_half(&mut self) -> Result<(), Malformed> {
        if self.peek() == b'\\' {
            self.at += 1;
            if self.peek() == b'u' && matches!(self.code_unit()?, 0xdc00..=0xdfff) {
                return Ok(());
            }
        }
        self.fault("half a character (a lone surrogate)")
    }

    /// Four hexadecimal digits after the `u` where it stands.
    fn code_unit(&mut self) -> Result<u32, Malformed> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            let Some(digit) = char::from(self.peek()).to_digit(16) else {
                return self.fault("an escape without its four digits");
            };
            unit = unit * 16 + digit;
        }
        self.at += 1;
        Ok(unit)
    }

    #[inline]
    fn digits(&mut self) -> Result<(), Malformed> {
        if !self.peek().is_ascii_digit() {
            return self.fault("a number without its digits");
        }
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// The literal text of a number; stands at its first character.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline]
    pub fn number(&mut self) -> Result<&'a str, Malformed> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        Ok(std::str::from_utf8(raw).unwrap_or_default())
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Malformed> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            self.at += word.len();
            return Ok(());
        }
        self.fault("a value expected")
    }

    /// A key and its colon.
    #[inline]
    fn key(&mut self) -> Result<Text<'a>, Malformed> {
        self.space();
        if self.peek() != b'"' {
            return self.fault("a key expected");
        }
        let key = self.text()?;
        self.space();
        if self.peek() != b':' {
            return self.fault("`:` expected");
        }
        self.at += 1;
        self.space();
        Ok(key)
    }

    fn enter(&mut self) -> Result<(), Malformed> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return self.fault("nested too deeply (more than 127 levels)");
        }
        Ok(())
    }

    /// Passes a scalar.
    #[inline]
    fn scalar(&mut self) -> Result<(), Malformed> {
        match self.peek() {
            b'"' => self.text().map(|_| ()),
            b'-' | b'0'..=b'9' => self.number().map(|_| ()),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.fault("a value expected"),
        }
    }

    /// Passes a value of any kind and depth, checking it.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn skip(&mut self) -> Result<(), Malformed> {
        // One bit a level: is it an object? 127 levels fit.
        let mut objects = 0_u128;
        let outside = self.depth;
        loop {
            self.space();
            match self.peek() {
                b'{' => {
                    self.enter()?;
                    objects = objects << 1 | 1;
                    self.space();
                    if self.peek() != b'}' {
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.enter()?;
                    objects <<= 1;
                    self.space();
                    if self.peek() != b']' {
                        continue;
                    }
                }
                _ => self.scalar()?,
            }
            loop {
                if self.depth == outside {
                    return Ok(());
                }
                self.space();
                match (objects & 1, self.peek()) {
                    (1, b',') => {
                        self.at += 1;
                        self.key()?;
                        break;
                    }
                    (0, b',') => {
                        self.at += 1;
                        break;
                    }
                    (1, b'}') | (0, b']') => {
                        self.at += 1;
                        objects >>= 1;
                        self.depth -= 1;
                    }
                    _ => return self.fault("`,` or the end of an object or array expected"),
                }
            }
        }
    }

    /// Every member of the object at whose brace it stands: `each` gets the key and must read or skip the value.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn members(
        &mut self,
        mut each: impl FnMut(&mut Self, &[u8]) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.keyed(|scan, key| match key.escaped {
            false => each(scan, key.raw),
            true => each(scan, &key.bytes()),
        })
    }

    /// As `members`, with the key as it was written.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn keyed(
        &mut self,
        mut each: impl FnMut(&mut Self, Text<'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.enter()?;
        self.space();
        if self.peek() != b'}' {
            loop {
                let key = self.key()?;
                each(self, key)?;
                self.space();
                match self.peek() {
                    b',' => self.at += 1,
                    b'}' => break,
                    _ => return self.fault("`,` or `}` expected"),
                }
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Every element of the array at whose bracket it stands; `each` must read or skip it.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Result<(), Malformed>) -> Result<(), Malformed> {
        self.enter()?;
        self.space();
        if self.peek() != b']' {
            loop {
                self.space();
                each(self)?;
                self.space();
                match self.peek() {
                    b',' => self.at += 1,
                    b']' => break,
                    _ => return self.fault("`,` or `]` expected"),
                }
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// The literal text of a scalar, a string with its quotes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn literal(&mut self) -> Result<&'a str, Malformed> {
        let start = self.at;
        self.scalar()?;
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        Ok(std::str::from_utf8(raw).unwrap_or_default())
    }

    /// The content of a string; a value of another kind is passed.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn string(&mut self) -> Result<Option<Cow<'a, str>>, Malformed> {
        if self.peek() == b'"' {
            return Ok(Some(self.text()?.decode()));
        }
        self.skip().map(|()| None)
    }

    /// The members of an object; a value of another kind is passed, and the answer says so.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn object(&mut self, each: impl FnMut(&mut Self, &[u8]) -> Result<(), Malformed>) -> Result<bool, Malformed> {
        if self.peek() == b'{' {
            return self.members(each).map(|()| true);
        }
        self.skip().map(|()| false)
    }

    /// The elements of an array; a value of another kind is passed, and the answer says so.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn list(&mut self, each: impl FnMut(&mut Self) -> Result<(), Malformed>) -> Result<bool, Malformed> {
        if self.peek() == b'[' {
            return self.elements(each).map(|()| true);
        }
        self.skip().map(|()| false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What Cardinal's reader, the value tree, says of a line.
    fn judged(line: &[u8]) -> bool {
        std::str::from_utf8(line).is_ok_and(|text| serde_json::from_str::<serde_json::Value>(text).is_ok())
    }

    fn passed(line: &[u8]) -> bool {
        let mut scan = Scan::new(line, 0);
        scan.skip().and_then(|()| scan.end()).is_ok()
    }

    #[test]
    fn a_line_is_refused_when_and_only_when_the_value_tree_refuses_it() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        for line in [
            "1",
            "-0",
            "01",
            "1.",
            "1e",
            "1E+5",
            "-",
            "{}",
            "[]",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\udc00\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"",
            "\"a\tb\"",
            "nul",
            "null",
            " true ",
            "[1 2]",
            "{} {}",
            "",
            "[}",
            "{]",
            "\"\\ud800\\n\"",
            "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé\"",
            "\u{feff}1",
            &deep(127),
            &deep(128),
            &deep(10_000),
            "\"\u{0}\"",
            "[\"a\\\"b\",\"\\\\\"]",
        ] {
            assert_eq!(passed(line.as_bytes()), judged(line.as_bytes()), "{line}");
        }
        assert!(!passed(b"\"aaaa\xffaaaaaaaaaaaaaaaaaaaaaaaaaaa\""));
        assert!(!passed(b"{\"\xff\":1}"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn texts_of_json_letters_are_judged_alike(line in "[\\[\\]{}:,\"\\\\ua0-9.eE+ tn-]{0,24}") {
            prop_assume!(!line.contains('\n'));
            // Numbers out of range are the value tree's own limit; Cardinal keeps their text.
            let verdict = serde_json::from_str::<serde_json::Value>(&line);
            let out_of_range = verdict.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
            prop_assert!(out_of_range || passed(line.as_bytes()) == verdict.is_ok(), "{}", line);
        }

        #[test]
        fn strings_are_read_as_the_value_tree_reads_them(text in "\\PC{0,60}", tail in "[ -~é]{0,20}") {
            let line = format!("{}{}", serde_json::Value::from(text.clone()), tail);
            let mut scan = Scan::new(line.as_bytes(), 0);
            let read = scan.text().map(|read| read.decode().into_owned());
            prop_assert_eq!(read, Ok(text));
        }
    }
}
