//! A scalar exactly as it stands in the source. Kinds are told by the first byte, so that reading costs nothing until
//! somebody asks, and a value of the wrong kind is never an error of the line.

use std::borrow::Cow;

/// The JSON text of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a>(pub &'a str);

/// What kind of JSON value a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The word used in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::Text => "string",
            Self::List => "array",
            Self::Object => "object",
        }
    }
}

impl<'a> Raw<'a> {
    /// What kind of value it is.
    pub fn kind(self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'"') => Kind::Text,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// The content of a string; `None` for other kinds. A lone surrogate, which no text can hold, becomes U+FFFD.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        Some(Cow::Owned(serde_json::from_str(self.0).unwrap_or_else(|_| unescape(inner))))
    }

    /// The content of a string or the literal text of a number: what an identifier may be written as.
    pub fn identifier(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::Text => self.text(),
            Kind::Number => Some(Cow::Borrowed(self.0)),
            Kind::Null | Kind::Boolean | Kind::List | Kind::Object => None,
        }
    }
}

/// Undoes escapes one by one, for the strings that a strict reader refuses.
fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        // A scanned string has at least one character after a backslash, four digits after `\u`.
        let length = if escape.get(1..2) == Some("u") { 6 } else { 2 };
        let (one, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        // A pair of surrogates is one character.
        let (pair, beyond) = escape.split_at_checked(12).unwrap_or((escape, ""));
        if length == 6
            && let Ok(both) = serde_json::from_str::<String>(&format!("\"{pair}\""))
            && both.chars().count() == 1
        {
            text.push_str(&both);
            rest = beyond;
            continue;
        }
        let single = serde_json::from_str::<String>(&format!("\"{one}\""));
        text.push_str(&single.unwrap_or_else(|_| char::REPLACEMENT_CHARACTER.to_string()));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_loses_itself_and_nothing_else() {
        assert_eq!(Raw(r#""a\ud800b\n\ud83d\ude00""#).text().as_deref(), Some("a\u{fffd}b\n😀"));
        assert_eq!(Raw(r#""plain""#).text().as_deref(), Some("plain"));
        assert_eq!(Raw("12.50").identifier().as_deref(), Some("12.50"));
        assert_eq!(Raw("[1]").identifier(), None);
    }
}
