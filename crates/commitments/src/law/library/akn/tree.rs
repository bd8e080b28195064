//! A document as a tree of Akoma Ntoso's elements. Elements of other namespaces keep their names behind the namespace, so
//! that none is taken for one of the standard.

use crate::law::eid::names::Names;
use crate::law::eid::tree::{DEPTH_MAX, fault, resolved};
use probity_core::Diagnostic;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The local name; `{namespace}name` when it is not the standard's.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) items: Vec<Item>,
}

/// What is in an element.
#[derive(Debug)]
pub(super) enum Item {
    Text(String),
    Element(Node),
}

impl Node {
    pub(super) fn elements(&self) -> impl Iterator<Item = &Node> {
        self.items.iter().filter_map(|item| match item {
            Item::Element(node) => Some(node),
            Item::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.elements().find(|node| node.name == name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

/// The root of a document.
pub(super) fn root(file: &str, text: &str) -> Result<Node, Diagnostic> {
    let names =
        Names::shipped().ok_or_else(|| Diagnostic::error("law-xml", file, "the shipped list of names is damaged"))?;
    let mut reader = NsReader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        let (namespace, event) = match reader.read_resolved_event() {
            Ok((ResolveResult::Bound(namespace), event)) => (Some(namespace.0.to_owned()), event),
            Ok((_, event)) => (None, event),
            Err(error) => return Err(fault(file, text, reader.error_position(), error.to_string())),
        };
        match &event {
            Event::Start(start) => open.push(element(names, namespace.as_deref(), start)),
            Event::Empty(start) => put(&mut open, Item::Element(element(names, namespace.as_deref(), start))),
            Event::End(_) => {
                let last = open.pop().unwrap_or_default();
                put(&mut open, Item::Element(last));
            }
            Event::Text(piece) => put(&mut open, Item::Text((**piece).to_owned())),
            Event::CData(piece) => put(&mut open, Item::Text((**piece).to_owned())),
            Event::GeneralRef(name) => put(&mut open, Item::Text(resolved(name))),
            Event::Eof => break,
            _ => {}
        }
        if open.len() > DEPTH_MAX {
            let message = format!("elements are nested deeper than {DEPTH_MAX}");
            return Err(fault(file, text, reader.buffer_position(), message));
        }
    }
    let here = u64::try_from(text.len()).unwrap_or(u64::MAX);
    match (open.pop(), open.is_empty()) {
        (Some(all), true) => {
            let first = all.items.into_iter().find_map(|item| match item {
                Item::Element(node) => Some(node),
                Item::Text(_) => None,
            });
            first.ok_or_else(|| fault(file, text, 0, "there is no element: this is not XML".to_owned()))
        }
        (Some(inside), false) => Err(fault(file, text, here, format!("the document ends inside `{}`", inside.name))),
        (None, _) => Err(fault(file, text, here, "the document ends more elements than it begins".to_owned())),
    }
}

fn put(open: &mut [Node], item: Item) {
    let Some(parent) = open.last_mut() else { return };
    match (parent.items.last_mut(), item) {
        (Some(Item::Text(before)), Item::Text(more)) => before.push_str(&more),
        (_, item) => parent.items.push(item),
    }
}

fn element(names: &Names, namespace: Option<&str>, start: &BytesStart<'_>) -> Node {
    let local = start.local_name().as_ref().to_owned();
    let name = match namespace {
        Some(other) if !names.knows(Some(other)) => format!("{{{other}}}{local}"),
        _ => local,
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = quick_xml::escape::unescape(&attribute.value).unwrap_or(attribute.value.clone()).into_owned();
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Node { name, attributes, items: Vec::new() }
}
