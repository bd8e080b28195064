//! Evidence: JSON pointers into the release with the values that stand there, and the parameters and peers a number was
//! compared with. Kept as text from the start: most rows have none, and those that have are written once.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// Bytes of a pointer with its value: room for most evidence, so that the text does not move while it is written.
const ROOM: usize = 96;

/// Adds the inside of a JSON string. Nearly all that is written needs no escape, and is written millions of times.
fn quote(out: &mut String, what: impl Display) {
    let from = out.len();
    // Writing to a string cannot fail.
    let _ = write!(out, "{what}");
    let new = out.as_bytes().get(from..).unwrap_or_default();
    // Without a way out of the loop it looks at many bytes at once.
    let escape = |any: bool, byte: &u8| any | (*byte < b' ') | (*byte == b'"') | (*byte == b'\\');
    if new.iter().fold(false, escape) {
        let quoted = serde_json::Value::from(out.split_off(from)).to_string();
        out.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
    }
}

/// A list of evidence in the form it is published in: the elements of a JSON array.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence(String);

impl Evidence {
    /// One value at a pointer, such as `/bids/details/3/value/amount`.
    pub fn at(pointer: impl Display, value: impl Display) -> Self {
        Self::default().and(pointer, value)
    }

    /// And another.
    pub fn and(mut self, pointer: impl Display, value: impl Display) -> Self {
        self.push("at", pointer, value);
        self
    }

    /// And a number that is not in the release: a parameter, a fence, the size of a peer group.
    pub fn with(mut self, name: impl Display, value: impl Display) -> Self {
        self.push("name", name, value);
        self
    }

    /// And all of another list.
    pub fn extend(&mut self, other: Self) {
        self.append(&other);
    }

    /// The same of a list that is kept, because many answers end with it.
    pub fn append(&mut self, other: &Self) {
        if !other.0.is_empty() && !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(&other.0);
    }

    fn push(&mut self, key: &str, place: impl Display, value: impl Display) {
        if self.0.is_empty() {
            self.0.reserve(ROOM);
        }
        let separator = if self.0.is_empty() { "{\"" } else { ",{\"" };
        self.0.push_str(separator);
        self.0.push_str(key);
        self.0.push_str("\":\"");
        quote(&mut self.0, place);
        self.0.push_str("\",\"value\":\"");
        quote(&mut self.0, value);
        self.0.push_str("\"}");
    }

    /// Points elsewhere: `to` gives the pointer to where what rules look for at a pointer is published.
    pub fn point(&mut self, to: impl Fn(&str) -> Cow<'_, str>) {
        // No text within an element can hold this: its quotes would be escaped.
        const AT: &str = "{\"at\":\"";
        let mut out = String::with_capacity(self.0.len() + ROOM);
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once(AT) {
            let (pointer, behind) = after.split_at(after.find('"').unwrap_or(after.len()));
            out.push_str(before);
            out.push_str(AT);
            // What is escaped in a pointer stays as it is.
            out.push_str(&to(pointer));
            rest = behind;
        }
        out.push_str(rest);
        self.0 = out;
    }

    /// The elements, without the brackets of the array.
    pub fn elements(&self) -> &str {
        &self.0
    }

    /// The same, with their room.
    pub fn into_elements(self) -> String {
        self.0
    }

    /// From elements written by [`Self::elements`].
    pub fn from_elements(elements: String) -> Self {
        Self(elements)
    }

    /// The array; empty when there is none.
    pub fn json(&self) -> String {
        format!("[{}]", self.0)
    }
}
