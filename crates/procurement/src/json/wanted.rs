//! Which places of a document somebody wants told, so that what is read for them is passed as fast as what nobody reads.

use super::reader::Text;

/// A place among those that are wanted, from 1; 0 is a place that nobody wants.
pub type Place = u8;

/// Takes what stands at the wanted places, in the order of the document.
pub trait Take<'a> {
    /// An object or an array begins.
    fn opened(&mut self, place: Place, object: bool);
    /// A string.
    fn text(&mut self, place: Place, text: Text<'a>);
    /// A number, `true`, `false` or `null`.
    fn bare(&mut self, place: Place, literal: &'a str);
}

/// Wants nothing.
pub(super) struct Nobody;

impl Take<'_> for Nobody {
    fn opened(&mut self, _: Place, _: bool) {}
    fn text(&mut self, _: Place, _: Text<'_>) {}
    fn bare(&mut self, _: Place, _: &str) {}
}

/// What is wanted in and below a place.
#[derive(Debug, Default)]
struct Inner {
    members: Vec<(&'static str, Place)>,
    elements: Place,
}

/// The wanted places.
#[derive(Debug, Default)]
pub struct Wanted(Vec<Inner>);

impl Wanted {
    /// Places by their paths, such as `awards/[]/status`; numbered in their order from 1. The document itself, which is the
    /// empty path, is the first of them, and whatever a place stands in comes before it.
    pub fn new(paths: impl Iterator<Item = &'static str>) -> Self {
        let mut wanted = Self(vec![Inner::default()]);
        let mut known: Vec<&str> = Vec::new();
        for path in paths {
            let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
            let above = known.iter().position(|known| *known == above).map_or(0, |place| place + 1);
            known.push(path);
            let place = Place::try_from(known.len()).unwrap_or(0);
            wanted.0.push(Inner::default());
            if let Some(inner) = wanted.0.get_mut(above).filter(|_| !path.is_empty()) {
                match name {
                    "[]" => inner.elements = place,
                    _ => inner.members.push((name, place)),
                }
            }
        }
        wanted
    }

    /// The document.
    pub(super) fn document(&self) -> Place {
        Place::from(self.0.len() > 1)
    }

    /// A member of the object at a place. `None` where the key must be unescaped to be told.
    pub(super) fn member(&self, place: Place, key: &[u8]) -> Option<Place> {
        let Some(inner) = self.0.get(usize::from(place)) else { return Some(0) };
        if inner.members.is_empty() {
            return Some(0);
        }
        let found = inner.members.iter().find(|(name, _)| name.as_bytes() == key);
        found.map(|(_, place)| *place).or_else(|| (!key.contains(&b'\\')).then_some(0))
    }

    /// The elements of the array at a place.
    pub(super) fn elements(&self, place: Place) -> Place {
        self.0.get(usize::from(place)).map_or(0, |inner| inner.elements)
    }
}
