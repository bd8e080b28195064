//! Gives every element of a document its identifier and writes the document again. A tag whose id does not change is
//! written as it was read, so that a correct document comes back as it was.

use super::ids::{Ids, joined};
use super::names::{Kind, Names};
use super::tree::{self, Element, Tree};
use probity_core::Diagnostic;
use quick_xml::events::{BytesStart, Event};
use serde::Serialize;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A document with its ids, and which of them are not what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The document.
    pub xml: String,
    /// Changed ids, each at its first occurrence, in the order of the document.
    pub changed: Vec<Changed>,
}

/// One id that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
}

/// What becomes of an element's id.
enum Id {
    /// It stays as it is, whatever it is.
    Untouched,
    /// It must not have one.
    None,
    /// It is this.
    Is(Rc<str>),
}

/// Rewrites all ids of an Akoma Ntoso document.
///
/// # Errors
/// A diagnostic with line and column when the document is not well-formed XML.
pub fn rewrite(file: &str, text: &str) -> Result<Rewritten, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let names =
        Names::shipped().ok_or_else(|| Diagnostic::error("law-xml", file, "the shipped list of names is damaged"))?;
    let tree = tree::read(names, file, text)?;
    let ids = Numbering { names, ids: Ids::default() }.number(&tree.elements);
    write(names, &tree, ids).map_err(|message| tree::fault(file, text, 0, message))
}

struct Numbering<'a> {
    names: &'a Names,
    ids: Ids,
}

impl<'a> Numbering<'a> {
    fn number(mut self, elements: &'a [Element]) -> Vec<Id> {
        let mut ids = Vec::with_capacity(elements.len());
        // What goes before ids inside each element; `None` where nothing inside is touched.
        let mut inside: Vec<Option<Rc<str>>> = Vec::with_capacity(elements.len());
        for element in elements {
            let outer = match element.parent {
                Some(parent) => inside.get(parent).cloned().flatten(),
                None => Some(Rc::from("")),
            };
            let (id, prefix) = match outer {
                Some(prefix) => self.element(element, prefix),
                None => (Id::Untouched, None),
            };
            ids.push(id);
            inside.push(prefix);
        }
        ids
    }

    fn element(&mut self, element: &'a Element, prefix: Rc<str>) -> (Id, Option<Rc<str>>) {
        if !element.known {
            return (Id::Untouched, Some(prefix));
        }
        match self.names.kind(&element.name) {
            Kind::Skipped => (Id::Untouched, None),
            Kind::Never => (Id::None, Some(prefix)),
            Kind::Prefix => (Id::None, Some(joined(&prefix, &element.name.to_lowercase()).into())),
            _ => {
                let id: Rc<str> = self.ids.next(self.names, &element.name, element.num.as_deref(), &prefix).into();
                (Id::Is(Rc::clone(&id)), Some(id))
            }
        }
    }
}

fn write(names: &Names, tree: &Tree<'_>, ids: Vec<Id>) -> Result<Rewritten, String> {
    let mut writer = quick_xml::Writer::new(Vec::new());
    let mut ids = ids.into_iter();
    let mut map = Map::default();
    for event in &tree.events {
        let event = match event {
            Event::Start(start) => Event::Start(tag(names, start, ids.next(), &mut map)?),
            Event::Empty(start) => Event::Empty(tag(names, start, ids.next(), &mut map)?),
            other => other.borrow(),
        };
        writer.write_event(event).map_err(|error| error.to_string())?;
    }
    let xml = String::from_utf8(writer.into_inner()).map_err(|error| error.to_string())?;
    Ok(Rewritten { xml, changed: map.changed })
}

#[derive(Default)]
struct Map {
    seen: BTreeSet<String>,
    changed: Vec<Changed>,
}

/// The start tag with its id and, where it names a draft's namespace, the standard's.
fn tag<'a>(names: &Names, start: &'a BytesStart<'_>, id: Option<Id>, map: &mut Map) -> Result<BytesStart<'a>, String> {
    let id = id.unwrap_or(Id::Untouched);
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| format!("in `{}`: {error}", start.name().as_ref()))?;
        let value = quick_xml::escape::unescape(&attribute.value).unwrap_or(attribute.value.clone()).into_owned();
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    let old = attributes.iter().find(|(key, _)| key == "eId").map(|(_, value)| value.clone());
    let draft = |(key, value): &(String, String)| {
        let names_one = key.starts_with("xmlns") || key.ends_with("schemaLocation");
        names_one && value.split_whitespace().any(|one| names.drafts.iter().any(|draft| draft == one))
    };
    let same = match &id {
        Id::Untouched => true,
        Id::None => old.is_none(),
        Id::Is(id) => old.as_deref() == Some(&**id),
    };
    if let (Some(old), Id::Is(new)) = (old.filter(|old| !old.is_empty()), &id)
        && *old != **new
        && map.seen.insert(old.clone())
    {
        map.changed.push(Changed { old, new: new.to_string() });
    }
    if same && !attributes.iter().any(draft) {
        return Ok(start.borrow());
    }
    let mut written = BytesStart::new(start.name().as_ref().to_owned());
    if let Id::Is(id) = &id
        && !attributes.iter().any(|(key, _)| key == "eId")
    {
        written.push_attribute(("eId", &**id));
    }
    for attribute in &attributes {
        let (key, value) = attribute;
        match &id {
            Id::Is(id) if key == "eId" => written.push_attribute(("eId", &**id)),
            Id::None if key == "eId" => {}
            _ if draft(attribute) => written.push_attribute((key.as_str(), standard(names, value).as_str())),
            _ => written.push_attribute((key.as_str(), value.as_str())),
        }
    }
    Ok(written)
}

/// A list of namespaces with the standard's in place of a draft's.
fn standard(names: &Names, value: &str) -> String {
    let one = |one| if names.drafts.iter().any(|draft| draft == one) { names.namespace.as_str() } else { one };
    value.split_whitespace().map(one).collect::<Vec<_>>().join(" ")
}
