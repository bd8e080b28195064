//! Cardinal's settings files. The grammar is that of the reader Cardinal uses (keys end at `=` or `:`, quotes and
//! backslashes are undone, a comment has a line of its own, the last of two sections counts); an own reader of one page
//! because the published ones keep no line numbers, and a message that names no line sends people searching.

use std::iter::Peekable;
use std::str::Chars;

/// One `key = value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The value, without white space around it.
    pub value: String,
    /// The line it begins on.
    pub line: usize,
}

impl Entry {
    /// What to add to the message that the value is not what it should be: it may be followed by a comment.
    pub fn hint(&self) -> &'static str {
        if self.value.contains([';', '#']) { "; a comment needs a line of its own" } else { "" }
    }
}

/// A section with its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name; empty for what stands above the first section.
    pub name: String,
    /// The line of its name.
    pub line: usize,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// Something that cannot be read, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

struct Reader<'a> {
    letters: Peekable<Chars<'a>>,
    line: usize,
}

/// Reads a settings file.
///
/// # Errors
/// The first line that cannot be read.
pub fn read(text: &str) -> Result<Vec<Section>, Unreadable> {
    let mut reader = Reader { letters: text.trim_start_matches('\u{feff}').chars().peekable(), line: 1 };
    let mut sections = vec![Section { name: String::new(), line: 1, entries: Vec::new() }];
    while let Some(first) = reader.first() {
        let line = reader.line;
        match first {
            ';' | '#' => while reader.next().is_some_and(|letter| letter != '\n') {},
            '[' => {
                reader.next();
                let name = reader.until(&[']'], "a section's name without its `]`")?.trim().to_owned();
                reader.next();
                // A section that is written twice starts anew.
                sections.retain(|section| section.name != name);
                sections.push(Section { name, line, entries: Vec::new() });
            }
            _ => {
                let entry = reader.entry(line)?;
                if let Some(section) = sections.last_mut() {
                    section.entries.push(entry);
                }
            }
        }
    }
    Ok(sections)
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let letter = self.letters.next();
        self.line += usize::from(letter == Some('\n'));
        letter
    }

    /// The next letter that is not white space.
    fn first(&mut self) -> Option<char> {
        while self.letters.peek().is_some_and(|letter| letter.is_whitespace()) {
            self.next();
        }
        self.letters.peek().copied()
    }

    fn entry(&mut self, line: usize) -> Result<Entry, Unreadable> {
        let key = self.until(&['=', ':', '\n'], "a line that is neither `key = value` nor `[section]`")?;
        if self.letters.peek() == Some(&'\n') {
            return Err(Unreadable { line, what: "a line that is neither `key = value` nor `[section]`" });
        }
        if key.trim().is_empty() {
            return Err(Unreadable { line, what: "a value without a key" });
        }
        self.next();
        while self.letters.peek().is_some_and(|letter| letter.is_whitespace() && !matches!(letter, '\n' | '\r')) {
            self.next();
        }
        let mut value = String::new();
        if let Some(quote @ ('"' | '\'')) = self.letters.peek().copied() {
            self.next();
            value = self.until(&[quote], "a quoted value without its closing quote")?;
            self.next();
        }
        value.push_str(&self.line_end()?);
        Ok(Entry { key: key.trim().to_owned(), value: value.trim().to_owned(), line })
    }

    /// What remains of the line.
    fn line_end(&mut self) -> Result<String, Unreadable> {
        let mut text = String::new();
        while let Some(&letter) = self.letters.peek() {
            if matches!(letter, '\n' | '\r') {
                break;
            }
            self.letter(&mut text)?;
        }
        Ok(text)
    }

    /// Everything before one of `ends`, which stays.
    fn until(&mut self, ends: &[char], missing: &'static str) -> Result<String, Unreadable> {
        let start = self.line;
        let mut text = String::new();
        loop {
            match self.letters.peek() {
                None => return Err(Unreadable { line: start, what: missing }),
                Some(letter) if ends.contains(letter) => return Ok(text),
                Some(_) => self.letter(&mut text)?,
            }
        }
    }

    /// One letter, or what a backslash stands for.
    fn letter(&mut self, text: &mut String) -> Result<(), Unreadable> {
        let line = self.line;
        let Some(letter) = self.next() else { return Ok(()) };
        if letter != '\\' {
            text.push(letter);
            return Ok(());
        }
        match self.next() {
            None => return Err(Unreadable { line, what: "a backslash at the end of the file" }),
            Some('0') => text.push('\0'),
            Some('a') => text.push('\u{7}'),
            Some('b') => text.push('\u{8}'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('n') => text.push('\n'),
            Some('\n') => {}
            Some('x') => {
                let digits: String = (0..4).filter_map(|_| self.next()).collect();
                let letter = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                text.push(letter.ok_or(Unreadable { line, what: "`\\x` without the four digits of a letter" })?);
            }
            Some(other) => text.push(other),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_values_quotes_and_sections_are_read_with_their_lines() {
        let sections = read(
            "currency = USD\n\n; a comment = no entry\n[R003]\nthreshold: 15 ; kept\n\
                             procurement_methods = \" open|a\\\\b \"\n[empty]\n[R003]\nthreshold=\n",
        );
        let sections = sections.expect("it is readable");
        let names: Vec<_> = sections.iter().map(|section| (section.name.as_str(), section.line)).collect();
        assert_eq!(names, [("", 1), ("empty", 7), ("R003", 8)]);
        assert_eq!(sections[0].entries, [Entry { key: "currency".into(), value: "USD".into(), line: 1 }]);
        assert_eq!(sections[2].entries, [Entry { key: "threshold".into(), value: String::new(), line: 9 }]);
        let quoted = read("a = \" open|a\\\\b \"x\n").expect("it is readable");
        assert_eq!(quoted[0].entries[0].value, "open|a\\b x");
    }

    #[test]
    fn a_comment_behind_a_value_is_told_to_need_a_line_of_its_own() {
        let sections = read("a = 5;c\nb = true # yes\nc = five\n").expect("it is readable");
        let hints: Vec<bool> = sections[0].entries.iter().map(|entry| entry.hint().contains("comment")).collect();
        assert_eq!(hints, [true, true, false]);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        assert_eq!(read("[R003]\nthreshold\n").map_err(|fault| fault.line), Err(2));
        assert_eq!(read("[R003").map_err(|fault| fault.line), Err(1));
        assert_eq!(read("a = 1\n= 2").map_err(|fault| fault.line), Err(2));
        assert_eq!(read("a = \"b").map_err(|fault| fault.line), Err(1));
    }
}
