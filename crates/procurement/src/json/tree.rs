//! A whole document with its members in their order and its scalars in their literal text: what is merged or prepared
//! must leave as it came, down to the digits of a number. A repeated key keeps its first place and its last value.

use super::fault::Fault;
use super::raw::Raw;
use super::reader::{Broken, DEPTH_MAX, Reader};
use super::scan::value_end;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// Above this number of members repeated keys are looked for in an index.
const FEW: usize = 24;

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
    /// Reads a document. What is nested too deeply for the stack stays one literal text.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        let mut reader = Reader::document(text);
        let tree = read(&mut reader).and_then(|tree| reader.end().map(|()| tree));
        tree.map_err(|broken| Fault::new(&reader, broken))
    }

    /// A string.
    pub fn text(text: &str) -> Tree<'static> {
        Tree::Scalar(Cow::Owned(serde_json::Value::from(text).to_string()))
    }

    /// The same tree with texts of its own.
    pub fn into_owned(self) -> Tree<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Scalar(raw) => Tree::Scalar(own(raw)),
            Self::List(items) => Tree::List(items.into_iter().map(Tree::into_owned).collect()),
            Self::Object(members) => {
                Tree::Object(members.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect())
            }
        }
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
        let mut out = String::new();
        write(self, &mut out);
        f.write_str(&out)
    }
}

/// Reads the value where the reader stands.
///
/// # Errors
/// The first fault in it.
pub fn read<'a>(reader: &mut Reader<'a>) -> Result<Tree<'a>, Broken> {
    match reader.next_byte() {
        b'{' | b'[' if reader.depth() >= DEPTH_MAX => Ok(Tree::Scalar(Cow::Borrowed(deep(reader)?))),
        b'{' => object(reader),
        b'[' => {
            let mut items = Vec::new();
            reader.elements(|reader| {
                items.push(read(reader)?);
                Ok(())
            })?;
            Ok(Tree::List(items))
        }
        _ => Ok(Tree::Scalar(Cow::Borrowed(reader.raw()?.0))),
    }
}

/// What is nested too deeply in a document is checked without recursion and kept as text.
pub(crate) fn deep<'a>(reader: &mut Reader<'a>) -> Result<&'a str, Broken> {
    let text = reader.ahead().ok_or(Broken::Depth)?;
    let text = value_end(text, 0).and_then(|end| text.get(..end)).ok_or(Broken::Value)?;
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return Err(Broken::Value);
    }
    reader.pass(text);
    Ok(text)
}

fn object<'a>(reader: &mut Reader<'a>) -> Result<Tree<'a>, Broken> {
    let mut members: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::with_capacity(8);
    let mut index: HashMap<Cow<'a, str>, usize> = HashMap::new();
    reader.members(|reader, key| {
        let value = read(reader)?;
        insert(&mut members, &mut index, key.decode(), value);
        Ok(())
    })?;
    Ok(Tree::Object(members))
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

/// Writes a tree as compact JSON.
pub fn write(tree: &Tree<'_>, out: &mut String) {
    match tree {
        // A string without escapes is already as short as it can be.
        Tree::Scalar(raw) => match Raw(raw).text() {
            Some(Cow::Owned(text)) => out.push_str(&serde_json::Value::from(text).to_string()),
            Some(Cow::Borrowed(_)) | None => out.push_str(raw),
        },
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

    #[test]
    fn a_document_leaves_as_it_came() {
        let text = r#"{"b":1.50,"a":[null,"\u04b0\n",{"x":1e999}],"é":""}"#;
        let tree = Tree::parse(text).expect("it is JSON");
        assert_eq!(tree.to_string(), r#"{"b":1.50,"a":[null,"Ұ\n",{"x":1e999}],"é":""}"#);
        assert_eq!(Tree::parse(r#"{"a":1,"b":2,"a":3}"#).expect("it is JSON").to_string(), r#"{"a":3,"b":2}"#);
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(Tree::parse(&deep).expect("it is JSON").to_string(), deep);
    }

    /// The value tree of a text, as `serde_json` reads it, members sorted and numbers as floats.
    fn agrees(text: &str) {
        let other = serde_json::from_str::<serde_json::Value>(text);
        let own = Tree::parse(text);
        if let Ok(own) = &own {
            let again = serde_json::from_str::<serde::de::IgnoredAny>(&own.to_string());
            assert!(again.is_ok(), "{text}: what is written is JSON");
        }
        if let Ok(other) = other {
            let own = own.map(|tree| serde_json::from_str(&tree.to_string()).expect("it is JSON"));
            assert_eq!(own, Ok(other), "{text}");
        }
    }

    #[test]
    fn a_tree_says_what_the_text_says() {
        for many in [3, 23, 24, 25, 60] {
            let keys: Vec<String> = (0..many).map(|n| format!("\"k{}\":{n}", n % 40)).collect();
            agrees(&format!("{{{},\"k1\":[1E5, \"\\u00e9\\/\"]}}", keys.join(",")));
        }
        agrees(r#" {"b":1.50,"a":[null,"\u04b0\n",{"x":1e9}],"é":"", "a" : true } "#);
        let broken = format!("{}1,{}", "[".repeat(500), "]".repeat(500));
        assert!(Tree::parse(&broken).is_err());
        assert_eq!(Tree::parse("[1,}").map_err(|fault| (fault.at, fault.expected)), Err((3, "a value")));
    }

    #[test]
    fn a_repeated_key_keeps_its_place_however_many_there_are() {
        for many in [3, 23, 24, 25, 60] {
            let keys: Vec<String> = (0..many).map(|key| format!("\"k{key}\":{key}")).collect();
            let text = format!("{{{},\"k1\":[1E5, \"\\u00e9\\/\"]}}", keys.join(","));
            let expected = format!("{{{}}}", keys.join(",").replace("\"k1\":1,", "\"k1\":[1E5,\"é/\"],"));
            assert_eq!(Tree::parse(&text).expect("it is JSON").to_string(), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_texts_are_read_as_the_value_tree_reads_them(text in r#"[\[\]{}:,"a1.e\\u\- ]{0,24}"#) {
            agrees(&text);
        }
    }
}
