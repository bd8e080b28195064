//! A whole document with its members in their order and its scalars in their literal text: what is merged or prepared
//! must leave as it came, down to the digits of a number. A repeated key keeps its first place and its last value.

use super::raw::{Kind, Raw};
use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Objects and arrays below this depth stay one literal text, so that no document can exhaust the stack.
const DEPTH_MAX: usize = 64;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree<'a> {
    /// A scalar in its literal JSON text (strings with their quotes), or what is nested too deeply.
    Scalar(Cow<'a, str>),
    /// An array.
    List(Vec<Tree<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Self::of(Raw(raw.get()), 0)
    }

    fn of(raw: Raw<'a>, depth: usize) -> Result<Self, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(raw.0);
        match raw.kind() {
            Kind::Object if depth < DEPTH_MAX => reader.deserialize_map(Members(depth)),
            Kind::List if depth < DEPTH_MAX => reader.deserialize_seq(Elements(depth)),
            _ => Ok(Self::Scalar(Cow::Borrowed(raw.0))),
        }
    }

    /// A string.
    pub fn text(text: &str) -> Tree<'static> {
        Tree::Scalar(Cow::Owned(serde_json::Value::from(text).to_string()))
    }

    /// The member of an object.
    pub fn get(&self, key: &str) -> Option<&Tree<'a>> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The member of an object, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Tree<'a>> {
        match self {
            Self::Object(members) => members.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The content of a string.
    pub fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Scalar(raw) => Raw(raw).text(),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Scalar(raw) if raw == "null")
    }
}

/// Compact JSON: no spaces, letters outside ASCII as they are, numbers in their literal text.
impl fmt::Display for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(raw) => match Raw(raw).text() {
                // A string without escapes is already as short as it can be.
                Some(Cow::Borrowed(_)) | None => f.write_str(raw),
                Some(Cow::Owned(text)) => write!(f, "{}", serde_json::Value::from(text)),
            },
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (key, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write!(f, "{}:", serde_json::Value::from(key.as_ref()))?;
                    value.fmt(f)?;
                }
                f.write_str("}")
            }
        }
    }
}

struct Members(usize);

impl<'a> Visitor<'a> for Members {
    type Value = Tree<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Tree<'a>, A::Error> {
        let mut members: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            let key = Raw(key.get()).text().unwrap_or_default();
            let value = Tree::of(Raw(value.get()), self.0 + 1).map_err(serde::de::Error::custom)?;
            match members.iter_mut().find(|(name, _)| *name == key) {
                Some((_, place)) => *place = value,
                None => members.push((key, value)),
            }
        }
        Ok(Tree::Object(members))
    }
}

struct Elements(usize);

impl<'a> Visitor<'a> for Elements {
    type Value = Tree<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Tree<'a>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<&RawValue>()? {
            items.push(Tree::of(Raw(item.get()), self.0 + 1).map_err(serde::de::Error::custom)?);
        }
        Ok(Tree::List(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_leaves_as_it_came() {
        let text = r#"{"b":1.50,"a":[null,"\u04b0\n",{"x":1e999}],"é":""}"#;
        let tree = Tree::parse(text).expect("it is JSON");
        assert_eq!(tree.to_string(), r#"{"b":1.50,"a":[null,"Ұ\n",{"x":1e999}],"é":""}"#);
        assert_eq!(Tree::parse(r#"{"a":1,"b":2,"a":3}"#).expect("it is JSON").to_string(), r#"{"a":3,"b":2}"#);
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(Tree::parse(&deep).expect("it is JSON").to_string(), deep);
    }
}
