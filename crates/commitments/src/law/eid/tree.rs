//! The elements of a document with the number each prints. Identifiers are given from the front, but an element's number
//! comes after its start tag, so that the document is read once before it is written.

use super::names::Names;
use probity_core::{Diagnostic, Place};
use quick_xml::NsReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

/// Elements inside elements that are followed. Ids grow with depth; acts need about 30.
pub(in crate::law) const DEPTH_MAX: usize = 256;

/// One element.
pub(super) struct Element {
    /// The local name.
    pub(super) name: String,
    /// Which element it is in.
    pub(super) parent: Option<usize>,
    /// The text of its first `num` child.
    pub(super) num: Option<String>,
    /// Whether it is Akoma Ntoso's.
    pub(super) known: bool,
}

/// A document as events; elements in the order of their start tags.
pub(super) struct Tree<'a> {
    pub(super) events: Vec<Event<'a>>,
    pub(super) elements: Vec<Element>,
}

struct Build<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// The `num` that is being read: its depth and its text.
    num: Option<(usize, String)>,
}

/// Reads a document.
///
/// # Errors
/// A diagnostic with line and column where it stops being well-formed XML.
pub(super) fn read<'a>(names: &Names, file: &str, text: &'a str) -> Result<Tree<'a>, Diagnostic> {
    let mut reader = NsReader::from_str(text);
    let mut build = Build { tree: Tree { events: Vec::new(), elements: Vec::new() }, open: Vec::new(), num: None };
    loop {
        let (known, event) = match reader.read_resolved_event() {
            Ok((ResolveResult::Bound(namespace), event)) => (names.knows(Some(namespace.0)), event),
            Ok((ResolveResult::Unbound, event)) => (names.knows(None), event),
            Ok((ResolveResult::Unknown(_), event)) => (false, event),
            Err(error) => return Err(fault(file, text, reader.error_position(), error.to_string())),
        };
        let here = reader.buffer_position();
        match &event {
            Event::Start(start) => build.start(start, known, false),
            Event::Empty(start) => build.start(start, known, true),
            Event::End(_) => build.end(),
            Event::Text(piece) => build.text(piece),
            Event::CData(piece) => build.text(piece),
            Event::GeneralRef(name) => build.text(&resolved(name)),
            Event::Eof => break,
            _ => {}
        }
        if build.open.len() > DEPTH_MAX {
            return Err(fault(file, text, here, format!("elements are nested deeper than {DEPTH_MAX}")));
        }
        build.tree.events.push(event);
    }
    if let Some(element) = build.open.last().and_then(|open| build.tree.elements.get(*open)) {
        let message = format!("the document ends inside `{}`", element.name);
        return Err(fault(file, text, u64::try_from(text.len()).unwrap_or(u64::MAX), message));
    }
    if build.tree.elements.is_empty() {
        return Err(fault(file, text, 0, "there is no element: this is not XML".to_owned()));
    }
    Ok(build.tree)
}

impl Build<'_> {
    fn start(&mut self, start: &BytesStart<'_>, known: bool, empty: bool) {
        let name = start.local_name().as_ref().to_owned();
        let parent = self.open.last().copied();
        let has_num = parent.and_then(|parent| self.tree.elements.get(parent)).is_some_and(|one| one.num.is_some());
        if known && name == "num" && !has_num && self.num.is_none() {
            self.num = Some((self.open.len() + 1, String::new()));
        }
        self.open.push(self.tree.elements.len());
        self.tree.elements.push(Element { name, parent, num: None, known });
        if empty {
            self.end();
        }
    }

    fn end(&mut self) {
        if let Some((_, text)) = self.num.take_if(|(depth, _)| *depth == self.open.len()) {
            let parent = self.open.iter().rev().nth(1).copied();
            if let Some(element) = parent.and_then(|parent| self.tree.elements.get_mut(parent)) {
                element.num = Some(text);
            }
        }
        self.open.pop();
    }

    fn text(&mut self, piece: &str) {
        if let Some((_, text)) = &mut self.num {
            text.push_str(piece);
        }
    }
}

/// What a reference to a character or an entity stands for; entities of a document's own stand for nothing.
pub(in crate::law) fn resolved(name: &BytesRef<'_>) -> String {
    match name.resolve_char_ref() {
        Ok(Some(sign)) => sign.to_string(),
        _ => quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned(),
    }
}

pub(in crate::law) fn fault(file: &str, text: &str, byte: u64, message: String) -> Diagnostic {
    let mut byte = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = text.get(..byte).unwrap_or_default();
    let rows = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let place = Place {
        sheet: None,
        row: u64::try_from(rows + 1).unwrap_or(u64::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
    };
    Diagnostic::error("law-xml", file, message).at(place).line(text.lines().nth(rows).unwrap_or_default())
}
