//! Which places of a document somebody wants told, so that what is read for them is passed as fast as what nobody reads.
//! What is written unusually is told by the reader, in the same order and with the same places.

use super::reader::{Broken, Reader, Text};
use super::tree;
use std::collections::HashMap;

/// A place among those that are wanted; 0 is a place that nobody wants.
pub type Place = u64;

/// Takes what stands at the wanted places, in the order of the document.
pub trait Take<'a> {
    /// An object or an array begins. `false` asks for its text instead of what is in it, which only [`tell`] can give.
    fn opened(&mut self, place: Place, object: bool) -> bool;
    /// A string.
    fn text(&mut self, place: Place, text: Text<'a>);
    /// A number, `true`, `false` or `null`.
    fn bare(&mut self, place: Place, literal: &'a str);
    /// The text of an object or an array.
    fn whole(&mut self, _: Place, _: &'a str) {}
}

/// Wants nothing.
pub(super) struct Nobody;

impl Take<'_> for Nobody {
    fn opened(&mut self, _: Place, _: bool) -> bool {
        true
    }
    fn text(&mut self, _: Place, _: Text<'_>) {}
    fn bare(&mut self, _: Place, _: &str) {}
}

/// What is wanted in and below a place.
#[derive(Debug, Default, Clone)]
struct Inner {
    members: Vec<(&'static str, Place)>,
    elements: Place,
}

/// The wanted places.
#[derive(Debug, Default)]
pub struct Wanted {
    document: Place,
    inner: HashMap<Place, Inner>,
}

impl Wanted {
    /// Places by their paths, such as `awards/[]/status`; numbered in their order from 1. The document itself, which is the
    /// empty path, is the first of them, and whatever a place stands in comes before it.
    pub fn new(paths: impl Iterator<Item = &'static str>) -> Self {
        let mut wanted = Self::document(1);
        let mut known: HashMap<&str, Place> = HashMap::new();
        for (path, place) in paths.zip(1..) {
            known.insert(path, place);
            let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
            match (known.get(above).copied(), name) {
                (Some(above), "[]") => wanted.elements(above, place),
                (Some(above), name) if !path.is_empty() => wanted.member(above, name, place),
                _ => {}
            }
        }
        wanted
    }

    /// The document alone.
    pub fn document(place: Place) -> Self {
        Self { document: place, inner: HashMap::new() }
    }

    /// Wants a member of the objects at a place.
    pub fn member(&mut self, above: Place, name: &'static str, place: Place) {
        self.inner.entry(above).or_default().members.push((name, place));
    }

    /// Wants the elements of the arrays at a place.
    pub fn elements(&mut self, above: Place, place: Place) {
        self.inner.entry(above).or_default().elements = place;
    }

    /// Wants the members of an object at one place as those of an object at another: where one stands for an array of one.
    pub fn like(&mut self, place: Place, other: Place) {
        let members = self.inner.get(&other).map(|inner| inner.members.clone()).unwrap_or_default();
        self.inner.entry(place).or_default().members = members;
    }

    /// The place of the document.
    pub(super) fn of_document(&self) -> Place {
        self.document
    }

    /// The place of a member of the object at a place. `None` where the key must be unescaped to be told.
    pub(super) fn of_member(&self, above: Place, key: &[u8]) -> Option<Place> {
        if above == 0 {
            return Some(0);
        }
        let Some(inner) = self.inner.get(&above).filter(|inner| !inner.members.is_empty()) else { return Some(0) };
        let found = inner.members.iter().find(|(name, _)| name.as_bytes() == key);
        found.map(|(_, place)| *place).or_else(|| (!key.contains(&b'\\')).then_some(0))
    }

    /// The place of the elements of the array at a place.
    pub(super) fn of_elements(&self, above: Place) -> Place {
        self.inner.get(&above).map_or(0, |inner| inner.elements)
    }
}

/// Reads the next value of a document, however it is written, and tells what stands at the wanted places of it.
///
/// # Errors
/// When the text is not JSON.
pub fn tell<'a>(reader: &mut Reader<'a>, wanted: &Wanted, take: &mut impl Take<'a>) -> Result<(), Broken> {
    value(reader, wanted, wanted.of_document(), take)
}

fn value<'a>(reader: &mut Reader<'a>, wanted: &Wanted, at: Place, take: &mut impl Take<'a>) -> Result<(), Broken> {
    match reader.next_byte() {
        _ if at == 0 => drop(pass(reader)?),
        b'{' | b'[' => container(reader, wanted, at, take)?,
        b'"' => take.text(at, reader.text()?),
        _ => take.bare(at, reader.raw()?.0),
    }
    Ok(())
}

fn container<'a>(reader: &mut Reader<'a>, wanted: &Wanted, at: Place, take: &mut impl Take<'a>) -> Result<(), Broken> {
    let object = reader.peek() == b'{';
    if !take.opened(at, object) {
        take.whole(at, pass(reader)?);
        return Ok(());
    }
    if object {
        return reader.members(|reader, key| {
            let member = wanted.of_member(at, key.decode().as_bytes());
            value(reader, wanted, member.unwrap_or(0), take)
        });
    }
    let element = wanted.of_elements(at);
    reader.elements(|reader| value(reader, wanted, element, take))
}

/// The text of the next value, however deep it is.
fn pass<'a>(reader: &mut Reader<'a>) -> Result<&'a str, Broken> {
    let before = reader.clone();
    match reader.raw() {
        Err(Broken::Depth) => {
            *reader = before;
            tree::deep(reader)
        }
        read => read.map(|raw| raw.0),
    }
}
