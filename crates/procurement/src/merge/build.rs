//! The merged release from its paths, in the order of their first appearance. A path that leads through a value of an
//! earlier release is an inconsistency; a value where an earlier release has members changes nothing.

use super::cells::Cells;
use super::error::MergeError;
use super::flat::{Built, Flat, Known, Leaf, Source, Step};
use super::paths::{NONE, Paths, ROOT};
use super::value::word;
use crate::json::raw::Raw;

/// Says of each node what it becomes.
pub(super) fn build(flat: &mut Flat<'_>, source: Source<'_, '_, '_>) -> Result<(), MergeError> {
    if let Some(root) = flat.node_mut(ROOT) {
        root.built = Built::Object;
    }
    let order = std::mem::take(&mut flat.order);
    let done = order.iter().try_for_each(|at| leaf(flat, source, *at));
    flat.order = order;
    done
}

fn leaf(flat: &mut Flat<'_>, source: Source<'_, '_, '_>, at: u32) -> Result<(), MergeError> {
    let Some(node) = flat.node(at) else { return Ok(()) };
    let (parent, path, release, built) = (node.parent, node.path, node.release, node.built);
    let null = match node.leaf {
        Leaf::Value(cell) => source.cells.is_null(cell),
        Leaf::Made(made) => flat.made.get(made as usize).is_none_or(|made| made == "null"),
        Leaf::History(..) => false,
        Leaf::None => true,
    };
    container(flat, source, parent, Built::Object, release)?;
    // An item of an array already has the `id` it is known by.
    let above = flat.node(parent).filter(|parent| matches!(parent.id, Known::Cell(_)));
    let identifier = above.is_some_and(|parent| path == source.paths.id(parent.path));
    if !null && !identifier && built == Built::Nothing {
        attach(flat, at, parent, Built::Leaf);
    }
    Ok(())
}

/// Makes a step an object or an array, with all steps above it, or says why it cannot be one.
fn container(
    flat: &mut Flat<'_>,
    source: Source<'_, '_, '_>,
    at: u32,
    kind: Built,
    release: u32,
) -> Result<(), MergeError> {
    let Some(node) = flat.node(at) else { return Ok(()) };
    if node.built == kind {
        return Ok(());
    }
    if node.built != Built::Nothing {
        return Err(inconsistent(flat, source, at, kind, release));
    }
    let (parent, above) = (node.parent, if node.step == Step::Member { Built::Object } else { Built::List });
    container(flat, source, parent, above, release)?;
    attach(flat, at, parent, kind);
    Ok(())
}

fn attach(flat: &mut Flat<'_>, at: u32, parent: u32, built: Built) {
    if let Some(node) = flat.node_mut(at) {
        node.built = built;
    }
    let Some(above) = flat.node_mut(parent) else { return };
    let last = std::mem::replace(&mut above.written.last, at);
    if last == NONE {
        above.written.first = at;
    }
    if let Some(last) = flat.node_mut(last) {
        last.written.next = at;
    }
}

fn inconsistent(flat: &Flat<'_>, source: Source<'_, '_, '_>, at: u32, kind: Built, release: u32) -> MergeError {
    let earlier = match flat.node(at).map(|node| (node.built, node.leaf)) {
        Some((Built::Object, _)) => "an object",
        Some((Built::List, _)) => "an array of objects",
        Some((_, Leaf::Value(cell))) => source.cells.word(cell),
        Some((_, Leaf::Made(made))) => flat.made.get(made as usize).map_or("null", |made| word(Raw(made).kind())),
        Some((_, Leaf::History(base, last))) => first_of(flat, source, base, last),
        _ => "a value",
    };
    let found = if kind == Built::Object { "an object" } else { "an array of objects" };
    let path = flat.path(source.paths, at);
    MergeError::InconsistentType { release: release as usize, path, found, earlier }
}

/// What the first value of a history is.
fn first_of(flat: &Flat<'_>, source: Source<'_, '_, '_>, base: u32, last: u32) -> &'static str {
    let existing = source.cells.within(base).next().filter(|_| base != NONE);
    let mut members = existing.into_iter().flat_map(|(version, _)| source.cells.within(version));
    let value = members.find(|(_, cell)| source.paths.name(cell.path) == "value").map(|(at, _)| at);
    value.or_else(|| versions(flat, last).last().map(|(_, cell)| *cell)).map_or("a value", |at| source.cells.word(at))
}

/// Releases with their values, the last first.
fn versions(flat: &Flat<'_>, last: u32) -> Vec<(u32, u32)> {
    let (mut all, mut at) = (Vec::new(), last);
    while let Some(version) = flat.versions.get(at as usize) {
        all.push((version.release, version.cell));
        at = version.before;
    }
    all
}

/// What is written of a merged release.
pub(super) struct Written<'w, 't, 'r> {
    pub(super) flat: &'w Flat<'t>,
    pub(super) cells: &'w Cells<'t>,
    pub(super) paths: &'w Paths<'r>,
    /// By release: how a version of it begins.
    pub(super) begins: &'w [String],
}

impl Written<'_, '_, '_> {
    /// Writes a node as compact JSON.
    pub(super) fn write(&self, at: u32, out: &mut String) {
        let Some(node) = self.flat.node(at) else { return };
        match node.built {
            Built::Object => self.object(at, out),
            Built::List => {
                let mut mark = '[';
                let mut below = node.written.first;
                while let Some(inner) = self.flat.node(below) {
                    out.push(mark);
                    mark = ',';
                    self.write(below, out);
                    below = inner.written.next;
                }
                out.push(']');
            }
            _ => match node.leaf {
                Leaf::Value(cell) => self.cells.write(cell, self.paths, out),
                Leaf::Made(made) => out.push_str(self.flat.made.get(made as usize).map_or("null", String::as_str)),
                Leaf::History(base, last) => self.history(base, last, out),
                Leaf::None => out.push_str("null"),
            },
        }
    }

    fn object(&self, at: u32, out: &mut String) {
        let Some(node) = self.flat.node(at) else { return };
        let mut mark = '{';
        if let Known::Cell(id) = node.id {
            out.push_str("{\"id\":");
            self.cells.write(id, self.paths, out);
            mark = ',';
        }
        let mut below = node.written.first;
        while let Some(inner) = self.flat.node(below) {
            out.push(mark);
            mark = ',';
            out.push_str(self.paths.written(inner.path));
            self.write(below, out);
            below = inner.written.next;
        }
        if mark == '{' {
            out.push(mark);
        }
        out.push('}');
    }

    fn history(&self, base: u32, last: u32, out: &mut String) {
        let mut mark = '[';
        for (version, _) in self.cells.within(base).filter(|_| base != NONE) {
            out.push(mark);
            mark = ',';
            self.cells.write(version, self.paths, out);
        }
        self.versions(last, &mut mark, out);
        out.push(']');
    }

    /// Writes the versions up to one, the first first. There are no more than releases.
    fn versions(&self, last: u32, mark: &mut char, out: &mut String) {
        for (release, cell) in versions(self.flat, last).into_iter().rev() {
            out.push(std::mem::replace(mark, ','));
            out.push_str(self.begins.get(release as usize).map_or("{", String::as_str));
            self.cells.write(cell, self.paths, out);
            out.push('}');
        }
    }
}
