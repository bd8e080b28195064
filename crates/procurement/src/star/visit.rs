//! Cells of a wrong kind, wherever they stand in a release: what was kept of them when the release was read.

use crate::json::raw::{Kind, Raw};
use crate::process::cell::Cell;
use crate::process::record::{Found, List, Marked, Record};
use crate::process::words::Words;

/// Characters of an unreadable value that are shown.
const SHOWN_MAX: usize = 80;

/// A path through a release, and what to do with every wrong cell on it.
pub struct Walk<'t> {
    /// The keys, `[]` after arrays.
    path: String,
    indexes: Vec<usize>,
    take: &'t mut Take<'t>,
}

/// Takes the path, the positions, what was found, and what should be there.
pub type Take<'t> = dyn FnMut(&str, &[usize], &str, &'static str) + 't;

impl<'t> Walk<'t> {
    /// Begins at the release.
    pub fn new(take: &'t mut Take<'t>) -> Self {
        Self { path: String::new(), indexes: Vec::new(), take }
    }

    /// Goes to a member and back.
    pub fn member(&mut self, key: &str, value: &impl Visit) {
        let before = self.path.len();
        self.path.push('/');
        self.path.push_str(key);
        value.visit(self);
        self.path.truncate(before);
    }

    fn wrong(&mut self, found: &str, problem: &'static str) {
        (self.take)(&self.path, &self.indexes, found, problem);
    }
}

/// What may hold wrong cells.
pub trait Visit {
    /// Calls the walk with every wrong cell in it.
    fn visit(&self, walk: &mut Walk<'_>);
}

/// The kind of an unreadable value and its beginning.
fn described(raw: &str) -> String {
    let text: String = raw.chars().take(SHOWN_MAX).collect();
    format!("{}: {text}", Raw(raw).kind().word())
}

/// What stands where a record should be; `true` when it is a record, or nothing.
pub fn is_record<'a>(record: &impl Record<'a>, walk: &mut Walk<'_>) -> bool {
    match record.found() {
        Found::Wrong(kind) => {
            walk.wrong(kind.word(), "not_an_object");
            false
        }
        Found::Right => true,
        Found::Absent => false,
    }
}

impl<T> Visit for Cell<'_, T> {
    fn visit(&self, walk: &mut Walk<'_>) {
        if let Self::Unreadable(raw) = self {
            walk.wrong(&described(raw), "unreadable");
        }
    }
}

impl<T: Visit> Visit for List<T> {
    fn visit(&self, walk: &mut Walk<'_>) {
        if let Found::Wrong(kind) = self.found
            && kind != Kind::Null
        {
            walk.wrong(kind.word(), "not_an_array");
        }
        let before = walk.path.len();
        walk.path.push_str("[]");
        for (at, item) in self.all().iter().enumerate() {
            walk.indexes.push(at);
            item.visit(walk);
            walk.indexes.pop();
        }
        walk.path.truncate(before);
    }
}

impl Visit for Words<'_> {
    fn visit(&self, walk: &mut Walk<'_>) {
        if self.wrong > 0 {
            walk.wrong(&format!("{} elements", self.wrong), "not_a_text");
        }
    }
}

impl Visit for Marked {
    fn visit(&self, _: &mut Walk<'_>) {}
}
