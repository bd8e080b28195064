//! Releases as rows of cells: a container, then what it contains, each with its path and its text as it stands in the
//! source. Nothing is copied or asked for from memory a value, and what a rule does not look into is passed over at once.

use super::paths::{NONE, Paths, ROOT};
use super::value;
use crate::json::fault::Fault;
use crate::json::raw::{Kind, Raw};
use crate::json::reader::{Broken, DEPTH_MAX, Reader};
use crate::json::tree::{self, Tree};
use std::borrow::Cow;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A string without escapes, or another scalar: its text is what is written.
    Literal,
    /// A string with escapes.
    Escaped,
    /// An object.
    Object,
    /// An array of objects, or an empty one.
    Objects,
    /// Any other array.
    List,
}

/// A value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'t> {
    pub(super) text: &'t str,
    /// Items of arrays have the path of their array.
    pub(super) path: u32,
    /// The cell behind everything that is in this one.
    pub(super) next: u32,
    pub(super) shape: Shape,
}

/// The cells of several releases.
#[derive(Default)]
pub(super) struct Cells<'t> {
    all: Vec<Cell<'t>>,
    /// Some object has a member twice.
    pub(super) repeated: bool,
}

impl<'t> Cells<'t> {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.repeated = false;
    }

    /// Reads a document behind the others; gives its first cell.
    pub(super) fn read(&mut self, text: &'t str, paths: &mut Paths<'_>) -> Result<u32, Fault> {
        let first = self.end();
        let mut reader = Reader::document(text);
        let mut reading = Reading { cells: self, paths };
        let read = reading.value(&mut reader, ROOT).and_then(|_| reader.end());
        read.map(|()| first).map_err(|broken| Fault::new(&reader, broken))
    }

    fn end(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(NONE)
    }

    pub(super) fn get(&self, at: u32) -> Option<&Cell<'t>> {
        self.all.get(at as usize)
    }

    /// The cells directly within a cell.
    pub(super) fn within(&self, at: u32) -> Within<'_, 't> {
        let end = self.get(at).map_or(0, |cell| cell.next);
        Within { cells: self, at: at.saturating_add(1), end }
    }

    /// The member of an object at a path.
    pub(super) fn member(&self, at: u32, path: u32) -> Option<u32> {
        let object = self.get(at).filter(|cell| cell.shape == Shape::Object && path != NONE);
        object.and_then(|_| self.within(at).find(|(_, cell)| cell.path == path)).map(|(at, _)| at)
    }

    pub(super) fn is_null(&self, at: u32) -> bool {
        self.get(at).is_none_or(|cell| cell.text == "null")
    }

    /// The content of a string.
    pub(super) fn text(&self, at: u32) -> Option<Cow<'t, str>> {
        Raw(self.get(at)?.text).text()
    }

    /// What a value is, for messages.
    pub(super) fn word(&self, at: u32) -> &'static str {
        self.get(at).map_or("null", |cell| value::word(Raw(cell.text).kind()))
    }

    /// What is equal for equal values and for no others.
    pub(super) fn key(&self, at: u32) -> Cow<'t, str> {
        let Some(cell) = self.get(at) else { return Cow::Borrowed("null") };
        if matches!(cell.shape, Shape::Literal | Shape::Escaped) {
            return value::scalar_key(cell.text);
        }
        Tree::parse(cell.text).map_or(Cow::Borrowed(cell.text), |tree| Cow::Owned(value::key(&tree).into_owned()))
    }

    /// Whether two values are the same.
    pub(super) fn same(&self, one: u32, other: u32) -> bool {
        let (Some(one_cell), Some(other_cell)) = (self.get(one), self.get(other)) else { return false };
        let container = |cell: &Cell<'_>| !matches!(cell.shape, Shape::Literal | Shape::Escaped);
        match (Raw(one_cell.text).kind(), Raw(other_cell.text).kind()) {
            _ if one_cell.text == other_cell.text => container(one_cell) == container(other_cell),
            (Kind::Text, Kind::Text) if one_cell.shape == Shape::Literal && other_cell.shape == Shape::Literal => false,
            _ => container(one_cell) == container(other_cell) && self.key(one) == self.key(other),
        }
    }

    /// Whether a list is what a versioned release has for a field.
    pub(super) fn is_history(&self, at: u32, paths: &Paths<'_>) -> bool {
        let known = |path| matches!(paths.name(path), "releaseID" | "releaseDate" | "releaseTag" | "value");
        let version = |at| self.within(at).count() == 4 && self.within(at).all(|(_, cell)| known(cell.path));
        let list = self.get(at).is_some_and(|cell| cell.shape == Shape::Objects);
        let mut items = self.within(at).peekable();
        list && items.peek().is_some() && items.all(|(at, cell)| cell.shape == Shape::Object && version(at))
    }

    /// Writes a value as compact JSON; gives the cell behind it.
    pub(super) fn write(&self, at: u32, paths: &Paths<'_>, out: &mut String) {
        let Some(cell) = self.get(at) else { return out.push_str("null") };
        let (open, close) = match cell.shape {
            Shape::Literal => return out.push_str(cell.text),
            Shape::Escaped => return tree::write(&Tree::Scalar(Cow::Borrowed(cell.text)), out),
            Shape::Object => ('{', '}'),
            Shape::Objects | Shape::List => ('[', ']'),
        };
        out.push(open);
        for (place, (at, inner)) in self.within(at).enumerate() {
            if place > 0 {
                out.push(',');
            }
            if open == '{' {
                out.push_str(paths.written(inner.path));
            }
            self.write(at, paths, out);
        }
        out.push(close);
    }
}

/// Cells beside each other.
pub(super) struct Within<'c, 't> {
    cells: &'c Cells<'t>,
    at: u32,
    end: u32,
}

impl<'c, 't> Iterator for Within<'c, 't> {
    type Item = (u32, &'c Cell<'t>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let (at, cell) = (self.at, self.cells.get(self.at)?);
        self.at = cell.next;
        Some((at, cell))
    }
}

struct Reading<'c, 't, 'p, 'r> {
    cells: &'c mut Cells<'t>,
    paths: &'p mut Paths<'r>,
}

impl<'t> Reading<'_, 't, '_, '_> {
    fn value(&mut self, reader: &mut Reader<'t>, path: u32) -> Result<Shape, Broken> {
        let first = reader.next_byte();
        let start = reader.at();
        let shape = match first {
            b'"' if reader.text()?.is_literal() => Shape::Literal,
            b'"' => Shape::Escaped,
            b'{' | b'[' if reader.depth() >= DEPTH_MAX => {
                tree::deep(reader)?;
                Shape::Literal
            }
            b'{' => return self.container(reader, path, Self::object),
            b'[' => return self.container(reader, path, Self::list),
            _ => {
                reader.skip()?;
                Shape::Literal
            }
        };
        let next = self.cells.end().saturating_add(1);
        self.cells.all.push(Cell { text: reader.since(start), path, next, shape });
        Ok(shape)
    }

    fn container(
        &mut self,
        reader: &mut Reader<'t>,
        path: u32,
        read: impl FnOnce(&mut Self, &mut Reader<'t>, u32) -> Result<Shape, Broken>,
    ) -> Result<Shape, Broken> {
        let (at, start) = (self.cells.all.len(), reader.at());
        self.cells.all.push(Cell { text: "", path, next: NONE, shape: Shape::List });
        let shape = read(self, reader, path)?;
        let next = self.cells.end();
        if let Some(cell) = self.cells.all.get_mut(at) {
            *cell = Cell { text: reader.since(start), path, next, shape };
        }
        Ok(shape)
    }

    fn object(&mut self, reader: &mut Reader<'t>, path: u32) -> Result<Shape, Broken> {
        let object = self.paths.object();
        let mut before = NONE;
        let mut more = reader.first_member()?;
        while more {
            before = self.paths.read(reader, path, before)?;
            self.cells.repeated |= self.paths.repeated(before, object);
            self.value(reader, before)?;
            more = reader.next_member()?;
        }
        Ok(Shape::Object)
    }

    fn list(&mut self, reader: &mut Reader<'t>, path: u32) -> Result<Shape, Broken> {
        let mut objects = true;
        reader.elements(|reader| {
            objects &= self.value(reader, path)? == Shape::Object;
            Ok(())
        })?;
        Ok(if objects { Shape::Objects } else { Shape::List })
    }
}
