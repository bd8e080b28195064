//! JSON in one pass over a text, nothing kept: what is skipped is checked as strictly as what is read, and a text may be
//! cut short anywhere without harm. The only reader of JSON whose speed matters: Cardinal's lines, processes and trees
//! are all read by it. Everything else is left to `serde_json`.
//!
//! Why not a crate: measured over the Dominican file on one core of the same machine, skipping alone ran at 370 MB/s
//! (`serde_json`, ignored values), 510 MB/s (`sonic-rs`, whose skipping also lets faults pass that Cardinal refuses)
//! and 830 MB/s (this one), and a tenth of Cardinal's cost needs 600 MB/s with everything else included.

use super::plain;
use super::raw::Raw;
use super::shapes::{Letters, Levels, Shapes};
use super::wanted::{Nobody, Take};
use std::borrow::Cow;
use std::cell::RefCell;
use wide::u8x16;

/// Containers inside containers, as deep as `serde_json` (and so Cardinal) reads them; one more is a fault.
pub const DEPTH_MAX: u32 = 127;

thread_local! {
    /// What this thread has read before; it changes how fast a text is passed and nothing else.
    static SHAPES: RefCell<Shapes> = RefCell::default();
}

/// What a text lacks where its reader stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Any value.
    Value,
    /// The name of a member.
    Key,
    /// The colon behind it.
    Colon,
    /// What stands between members.
    Member,
    /// What stands between elements.
    Element,
    /// The end of a string.
    Quote,
    /// Digits of a number.
    Digits,
    /// A known escape.
    Escape,
    /// Four digits of an escape.
    CodeUnit,
    /// The other half of a character.
    Surrogate,
    /// Fewer levels.
    Depth,
    /// The end of the text.
    End,
}

impl Broken {
    /// What was expected, in words.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Value => "a value",
            Self::Key => "the name of a member in quotes",
            Self::Colon => "a colon",
            Self::Member => "a comma or `}`",
            Self::Element => "a comma or `]`",
            Self::Quote => "a closing quote, and no control character before it",
            Self::Digits => "a digit",
            Self::Escape => "an escape of JSON such as \\n or \\u0041",
            Self::CodeUnit => "the four digits of an escape",
            Self::Surrogate => "the other half of a character (this is a lone surrogate)",
            Self::Depth => "at most 127 levels of objects and arrays",
            Self::End => "nothing more behind the value",
        }
    }
}

/// A string with its quotes.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    quoted: &'a str,
    escaped: bool,
}

impl<'a> Text<'a> {
    /// A string with its quotes, and whether it has escapes.
    #[inline]
    pub(super) fn new(quoted: &'a str, escaped: bool) -> Self {
        Self { quoted, escaped }
    }

    /// As it stands there, with its quotes.
    #[inline]
    pub fn quoted(self) -> &'a str {
        self.quoted
    }

    /// What stands between its quotes.
    #[inline]
    pub fn inner(self) -> &'a str {
        self.quoted.get(1..self.quoted.len().saturating_sub(1)).unwrap_or_default()
    }

    /// The content.
    #[inline]
    pub fn decode(self) -> Cow<'a, str> {
        if self.escaped { self.unescaped() } else { Cow::Borrowed(self.inner()) }
    }

    #[cold]
    fn unescaped(self) -> Cow<'a, str> {
        Raw(self.quoted).text().unwrap_or_default()
    }

    /// Whether it stands there letter for letter, without escapes.
    #[inline]
    pub fn is_literal(self) -> bool {
        !self.escaped
    }

    /// Whether there is nothing between the quotes.
    pub fn is_empty(self) -> bool {
        self.inner().is_empty()
    }
}

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    /// The value ends with its line, and a lone surrogate is a fault: as Cardinal reads.
    line: bool,
}

impl<'a> Reader<'a> {
    /// Reads a document, which may go over lines.
    pub fn document(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, line: false }
    }

    /// Reads one line of a text from `at` on, by the rules of Cardinal's reader.
    pub fn line(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0, line: true }
    }

    /// Where it stands: after a fault, the place of the fault.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many containers it stands in.
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// The byte where it stands; beyond the end there is a newline.
    #[inline]
    pub fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(b'\n')
    }

    /// The next byte that is no white space.
    #[inline]
    pub fn next_byte(&mut self) -> u8 {
        self.space();
        self.peek()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The text from `start` to where it stands.
    #[inline]
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// What follows in a document; nothing in a line, of which nobody may take more than it allows.
    pub fn ahead(&self) -> Option<&'a str> {
        self.text.get(self.at..).filter(|_| !self.line)
    }

    /// Goes behind what somebody else has read.
    pub fn pass(&mut self, read: &str) {
        self.at += read.len();
    }

    /// Passes white space, except the newline that ends a line.
    #[inline]
    pub fn space(&mut self) {
        if self.peek() <= b' ' {
            self.blanks();
        }
    }

    fn blanks(&mut self) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r') || (*byte == b'\n' && !self.line);
        let rest = self.rest();
        self.at += rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len());
    }

    /// Passes what follows the value; anything but white space is a fault.
    ///
    /// # Errors
    /// Trailing characters.
    pub fn end(&mut self) -> Result<(), Broken> {
        self.space();
        let ended = self.at >= self.text.len() || (self.line && self.peek() == b'\n');
        if ended { Ok(()) } else { Err(Broken::End) }
    }

    /// Passes a string; stands at its quote. Says whether it has escapes.
    #[inline(always)]
    fn pass_text(&mut self) -> Result<bool, Broken> {
        self.at += 1;
        let mut escaped = false;
        loop {
            if let Some(chunk) = self.rest().first_chunk::<16>() {
                let letters = u8x16::new(*chunk);
                let stops = letters.cmp_eq(u8x16::splat(b'"'))
                    | letters.cmp_eq(u8x16::splat(b'\\'))
                    | letters.min(u8x16::splat(0x1f)).cmp_eq(letters);
                let stops = stops.move_mask();
                if stops == 0 {
                    self.at += 16;
                    continue;
                }
                self.at += stops.trailing_zeros() as usize;
            }
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(escaped);
                }
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                0..=0x1f => return Err(Broken::Quote),
                _ => self.at += 1,
            }
        }
    }

    /// A string; stands at its quote.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline]
    pub fn text(&mut self) -> Result<Text<'a>, Broken> {
        let start = self.at;
        let escaped = self.pass_text()?;
        Ok(Text { quoted: self.since(start), escaped })
    }

    #[cold]
    fn escape(&mut self) -> Result<(), Broken> {
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {
                self.at += 1;
                Ok(())
            }
            b'u' => match self.code_unit()? {
                0xdc00..=0xdfff if self.line => Err(Broken::Surrogate),
                0xd800..=0xdbff if self.line => self.second_half(),
                _ => Ok(()),
            },
            _ => Err(Broken::Escape),
        }
    }

    fn second_half(&mut self) -> Result<(), Broken> {
        if self.peek() == b'\\' {
            self.at += 1;
            if self.peek() == b'u' && matches!(self.code_unit()?, 0xdc00..=0xdfff) {
                return Ok(());
            }
        }
        Err(Broken::Surrogate)
    }

    /// Four hexadecimal digits after the `u` where it stands.
    fn code_unit(&mut self) -> Result<u32, Broken> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.peek()).to_digit(16).ok_or(Broken::CodeUnit)?;
            unit = unit * 16 + digit;
        }
        self.at += 1;
        Ok(unit)
    }

    #[inline]
    fn digits(&mut self) -> Result<(), Broken> {
        let rest = self.rest();
        match rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len()) {
            0 => Err(Broken::Digits),
            count => {
                self.at += count;
                Ok(())
            }
        }
    }

    fn pass_number(&mut self) -> Result<(), Broken> {
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
        Ok(())
    }

    /// The literal text of a number; stands at its first character.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn number(&mut self) -> Result<&'a str, Broken> {
        let start = self.at;
        self.pass_number()?;
        Ok(self.since(start))
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Broken> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            return Ok(());
        }
        Err(Broken::Value)
    }

    /// Passes a key, its colon and the blanks around; `key` stands at its quote.
    #[inline]
    fn colon(&mut self) -> Result<(), Broken> {
        self.space();
        if self.peek() != b':' {
            return Err(Broken::Colon);
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    #[inline]
    fn quote(&mut self) -> Result<(), Broken> {
        self.space();
        if self.peek() == b'"' { Ok(()) } else { Err(Broken::Key) }
    }

    #[inline]
    fn enter(&mut self) -> Result<(), Broken> {
        if self.depth >= DEPTH_MAX {
            return Err(Broken::Depth);
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    /// Passes a scalar.
    #[inline]
    fn scalar(&mut self) -> Result<(), Broken> {
        match self.peek() {
            b'"' => self.pass_text().map(|_| ()),
            b'-' | b'0'..=b'9' => self.pass_number(),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => Err(Broken::Value),
        }
    }

    /// Passes a value of any kind and depth, checking it.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn skip(&mut self) -> Result<(), Broken> {
        self.space();
        if self.peek() == b'"' {
            return self.pass_text().map(|_| ());
        }
        if !matches!(self.peek(), b'{' | b'[') {
            return self.scalar();
        }
        if self.depth < DEPTH_MAX - Levels::MAX && SHAPES.with_borrow_mut(|shapes| self.pass_plain(shapes, &mut Nobody))
        {
            return Ok(());
        }
        self.pass_container()
    }

    /// Passes the object or array where it stands, if it is written plainly, and tells what stands at wanted places.
    /// Otherwise it stays where it is, whatever was told.
    #[inline]
    pub fn pass_plain(&mut self, shapes: &mut Shapes, take: &mut impl Take<'a>) -> bool {
        let rest = self.text.get(self.at..).and_then(|text| plain::behind(text, shapes, take));
        self.at = rest.map_or(self.at, |rest| self.text.len() - rest.len());
        rest.is_some()
    }

    /// The same for an object or an array that is not written plainly.
    #[cold]
    fn pass_container(&mut self) -> Result<(), Broken> {
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
                        self.quote()?;
                        self.pass_text()?;
                        self.colon()?;
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
                b'"' => {
                    self.pass_text()?;
                }
                _ => self.scalar()?,
            }
            loop {
                self.space();
                match (objects & 1, self.peek()) {
                    (1, b',') => {
                        self.at += 1;
                        self.quote()?;
                        self.pass_text()?;
                        self.colon()?;
                        break;
                    }
                    (0, b',') => {
                        self.at += 1;
                        break;
                    }
                    (1, b'}') | (0, b']') => {
                        self.leave();
                        objects >>= 1;
                        if self.depth == outside {
                            return Ok(());
                        }
                    }
                    (1, _) => return Err(Broken::Member),
                    _ => return Err(Broken::Element),
                }
            }
        }
    }

    /// The next value as it stands in the text.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn raw(&mut self) -> Result<Raw<'a>, Broken> {
        self.space();
        let start = self.at;
        self.skip()?;
        Ok(Raw(self.since(start)))
    }

    /// Every member of the object at whose brace it stands: `each` gets the key and must read or skip the value.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn members(&mut self, mut each: impl FnMut(&mut Self, Text<'a>) -> Result<(), Broken>) -> Result<(), Broken> {
        let mut more = self.first_member()?;
        while more {
            let key = self.key()?;
            each(self, key)?;
            more = self.next_member()?;
        }
        Ok(())
    }

    /// Enters the object at whose brace it stands; says whether it has members, of which the first is next.
    ///
    /// # Errors
    /// Too many levels.
    #[inline]
    pub fn first_member(&mut self) -> Result<bool, Broken> {
        self.enter()?;
        self.space();
        let any = self.peek() != b'}';
        if !any {
            self.leave();
        }
        Ok(any)
    }

    /// Goes from behind a value to the next member, or leaves the object and says that there is none.
    ///
    /// # Errors
    /// What stands there instead.
    #[inline]
    pub fn next_member(&mut self) -> Result<bool, Broken> {
        self.space();
        match self.peek() {
            b',' => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            b'}' => {
                self.leave();
                Ok(false)
            }
            _ => Err(Broken::Member),
        }
    }

    /// The key of the member that is next; its value is next then.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline(always)]
    pub fn key(&mut self) -> Result<Text<'a>, Broken> {
        self.quote()?;
        let key = self.text()?;
        self.colon()?;
        Ok(key)
    }

    /// Passes the key of the member that is next if it is spelled like this, with its quotes and its colon.
    #[inline(always)]
    pub fn pass_key(&mut self, key: &Letters) -> bool {
        let is = key.begin(self.rest());
        if is {
            self.at += key.length();
            self.space();
        }
        is
    }

    /// Every element of the array at whose bracket it stands; `each` must read or skip it.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Result<(), Broken>) -> Result<(), Broken> {
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
                    _ => return Err(Broken::Element),
                }
            }
        }
        self.leave();
        Ok(())
    }

    /// The content of a string; a value of another kind is passed.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn string(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
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
    pub fn object(&mut self, mut each: impl FnMut(&mut Self, &str) -> Result<(), Broken>) -> Result<bool, Broken> {
        if self.peek() != b'{' {
            return self.skip().map(|()| false);
        }
        self.members(|reader, key| match key.escaped {
            false => each(reader, key.inner()),
            true => each(reader, &key.decode()),
        })?;
        Ok(true)
    }

    /// The elements of an array; a value of another kind is passed, and the answer says so.
    ///
    /// # Errors
    /// The first fault in it.
    #[inline]
    pub fn list(&mut self, each: impl FnMut(&mut Self) -> Result<(), Broken>) -> Result<bool, Broken> {
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
    fn judged(line: &str) -> bool {
        serde_json::from_str::<serde_json::Value>(line).is_ok()
    }

    fn passed(line: &str) -> bool {
        let mut reader = Reader::line(line, 0);
        reader.skip().and_then(|()| reader.end()).is_ok()
    }

    /// What a reader that keeps nothing says of a document.
    fn is_json(text: &str) -> bool {
        serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
    }

    fn whole(text: &str) -> bool {
        let mut reader = Reader::document(text);
        reader.skip().and_then(|()| reader.end()).is_ok()
    }

    const TEXTS: [&str; 44] = [
        "1",
        "-0",
        "-0.5e+3",
        "01",
        "1.",
        ".5",
        "1e",
        "1E+5",
        "-",
        "{}",
        "[]",
        " [ ] ",
        "[1,]",
        "[,1]",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":[{\"b\":null}]}",
        "\"\\ud83d\\ude00\"",
        "\"\\u12\"",
        "\"\\x\"",
        "\"",
        "\"a",
        "\"a\tb\"",
        "\"12345\u{1}\"",
        "\"12345678\\\"\"",
        "\"1234567\\\"",
        "\"\u{e9}\u{4b0}\u{1f600} long enough for several words\"",
        "\u{7f}",
        "\"\u{7f}\"",
        "nul",
        "null",
        " true ",
        "[1 2]",
        "{} {}",
        "",
        "[}",
        "{]",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé\"",
        "\u{feff}1",
        "\"\u{0}\"",
        "[\"a\\\"b\",\"\\\\\"]",
    ];

    #[test]
    fn a_text_is_refused_when_and_only_when_it_is_not_json() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let lone = ["\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\n\""].map(str::to_owned);
        for text in TEXTS.map(str::to_owned).into_iter().chain(lone).chain([deep(127)]) {
            assert_eq!(passed(&text), judged(&text), "{text}");
            assert_eq!(whole(&text), is_json(&text), "{text}");
        }
        for text in [deep(128), deep(10_000)] {
            assert_eq!((passed(&text), judged(&text), whole(&text)), (false, false, false), "too deep");
        }
        assert!(whole("{\"a\"\n:\n1}\n") && !passed("{\"a\"\n:1}"), "only a document may go over lines");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn texts_of_json_letters_are_judged_alike(line in "[\\[\\]{}:,\"\\\\ua0-9.eE+ tn-]{0,24}") {
            prop_assume!(!line.contains('\n'));
            // Numbers out of range are the value tree's own limit; Cardinal keeps their text.
            let verdict = serde_json::from_str::<serde_json::Value>(&line);
            let out_of_range = verdict.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
            prop_assert!(out_of_range || passed(&line) == verdict.is_ok(), "{}", line);
            prop_assert_eq!(whole(&line), is_json(&line));
        }

        #[test]
        fn strings_are_read_as_the_value_tree_reads_them(text in "\\PC{0,60}", tail in "[ -~é]{0,20}") {
            let line = format!("{}{}", serde_json::Value::from(text.clone()), tail);
            let mut reader = Reader::line(&line, 0);
            let read = reader.text().map(|read| read.decode().into_owned());
            prop_assert_eq!(read, Ok(text));
        }
    }
}
