//! A document in one pass, and out again: the same trees as [`Tree::parse`] gives and the same text as its `Display`,
//! for commands that read and write gigabytes of them.

use super::raw::Raw;
use super::scan::{Fault, blank, value_end};
use super::tree::Tree;
use std::borrow::Cow;
use std::collections::HashMap;

/// Objects and arrays below this depth stay one literal text, as in [`Tree::parse`].
const DEPTH_MAX: usize = 64;
/// Above this number of members repeated keys are looked for in an index.
const FEW: usize = 24;

/// Reads a document.
///
/// # Errors
/// When the text is not JSON.
pub fn parse(text: &str) -> Result<Tree<'_>, Fault> {
    let mut parser = Parser { text, at: blank(text, 0) };
    let tree = parser.value(0)?;
    match blank(text, parser.at) {
        end if end == text.len() => Ok(tree),
        at => Err(Fault { at, expected: "the end of the document" }),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault<T>(&self, expected: &'static str) -> Result<T, Fault> {
        Err(Fault { at: self.at, expected })
    }

    fn skip_blank(&mut self) {
        // Most values are followed by no white space at all.
        if self.byte().is_some_and(|byte| byte <= b' ') {
            self.at = blank(self.text, self.at);
        }
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        let start = self.at;
        match self.byte() {
            Some(b'{' | b'[') if depth >= DEPTH_MAX => self.deep(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => {
                self.string()?;
                Ok(Tree::Scalar(Cow::Borrowed(self.since(start))))
            }
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Ok(Tree::Scalar(Cow::Borrowed(self.since(start))))
            }
            _ => self.fault("a value"),
        }
    }

    /// What is nested too deeply is checked without recursion and kept as text.
    fn deep(&mut self) -> Result<Tree<'a>, Fault> {
        let Some(end) = value_end(self.text, self.at) else { return self.fault("a value that ends") };
        let text = self.text.get(self.at..end).unwrap_or_default();
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
            return self.fault("a value that is JSON");
        }
        self.at = end;
        Ok(Tree::Scalar(Cow::Borrowed(text)))
    }

    fn object(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        let mut members: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::new();
        let mut index: HashMap<Cow<'a, str>, usize> = HashMap::new();
        self.at += 1;
        self.skip_blank();
        if self.byte() == Some(b'}') {
            self.at += 1;
            return Ok(Tree::Object(members));
        }
        loop {
            if self.byte() != Some(b'"') {
                return self.fault("the name of a member in quotes");
            }
            let start = self.at;
            self.string()?;
            let key = Raw(self.since(start)).text().unwrap_or_default();
            self.skip_blank();
            if self.byte() != Some(b':') {
                return self.fault("a colon");
            }
            self.at += 1;
            self.skip_blank();
            let value = self.value(depth + 1)?;
            insert(&mut members, &mut index, key, value);
            self.skip_blank();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Tree::Object(members));
                }
                _ => return self.fault("a comma or `}`"),
            }
            self.skip_blank();
        }
    }

    fn list(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blank();
        if self.byte() == Some(b']') {
            self.at += 1;
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_blank();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Tree::List(items));
                }
                _ => return self.fault("a comma or `]`"),
            }
            self.skip_blank();
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let stop = rest.iter().position(|byte| *byte == b'"' || *byte == b'\\' || *byte < b' ');
            let Some(stop) = stop else {
                self.at = self.text.len();
                return self.fault("a closing quote");
            };
            self.at += stop;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                _ => return self.fault("no control character inside a string"),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        match rest.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') if rest.get(1..5).is_some_and(|four| four.iter().all(u8::is_ascii_hexdigit)) => self.at += 6,
            _ => return self.fault("an escape of JSON such as \\n or \\u0041"),
        }
        Ok(())
    }

    fn word(&mut self, word: &'static str) -> Result<Tree<'a>, Fault> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return self.fault("a value");
        }
        self.at += word.len();
        Ok(Tree::Scalar(Cow::Borrowed(word)))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len()) {
            0 => self.fault("a digit"),
            count => {
                self.at += count;
                Ok(())
            }
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
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
}

/// Adds a member; a repeated key keeps its first place and its last value.
fn insert<'a>(
    members: &mut Vec<(Cow<'a, str>, Tree<'a>)>,
    index: &mut HashMap<Cow<'a, str>, usize>,
    key: Cow<'a, str>,
    value: Tree<'a>,
) {
    let known = match members.len() {
        count if count <= FEW => members.iter().position(|(name, _)| *name == key),
        count => {
            if index.is_empty() {
                index.extend(members.iter().enumerate().map(|(place, (name, _))| (name.clone(), place)));
            }
            let known = index.get(&key).copied();
            if known.is_none() {
                index.insert(key.clone(), count);
            }
            known
        }
    };
    match known.and_then(|place| members.get_mut(place)) {
        Some((_, place)) => *place = value,
        None => members.push((key, value)),
    }
}

/// Writes a tree as compact JSON, as its `Display` does.
pub fn write(tree: &Tree<'_>, out: &mut String) {
    match tree {
        Tree::Scalar(raw) if raw.contains('\\') => out.push_str(&tree.to_string()),
        Tree::Scalar(raw) => out.push_str(raw),
        Tree::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Tree::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                name(key, out);
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// Writes the name of a member and its colon.
pub(crate) fn name(key: &str, out: &mut String) {
    if key.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&serde_json::Value::from(key).to_string());
    } else {
        out.push('"');
        out.push_str(key);
        out.push('"');
    }
    out.push(':');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both readers on one text: the same tree and text, or a refusal by both.
    fn agree(text: &str) {
        match (parse(text), Tree::parse(text)) {
            (Ok(quick), Ok(slow)) => {
                assert_eq!(quick, slow, "{text}");
                let mut out = String::new();
                write(&quick, &mut out);
                assert_eq!(out, slow.to_string());
            }
            (quick, slow) => assert!(quick.is_err() && slow.is_err(), "{text}: {quick:?} {slow:?}"),
        }
    }

    #[test]
    fn both_readers_agree_on_what_is_json_and_what_it_says() {
        let many: Vec<String> = (0..60).map(|n| format!("\"k{}\":{n}", n % 40)).collect();
        let nested = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
        let broken = format!("{}1,{}", "[".repeat(500), "]".repeat(500));
        let texts = [
            r#" {"b":1.50,"a":[null,"\u04b0\n",{"x":1e999}],"é":"", "a" : true } "#,
            &format!("{{{}}}", many.join(",")),
            r#"{"a\"b\\":"\ud800","":[]}"#,
            "[1,2",
            "{\"a\":}",
            "01",
            "1.",
            "-",
            "1e",
            "tru",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\u00g0\"",
            "[1]]",
            "",
            "{\"a\":1,}",
            "nulll",
            "-0.0e-10",
            &nested,
            &broken,
        ];
        texts.into_iter().for_each(agree);
    }

    proptest::proptest! {
        #[test]
        fn both_readers_agree_on_arbitrary_texts(text in r#"[\[\]{}:,"a1.e\\u\- ]{0,24}"#) {
            agree(&text);
        }
    }
}
