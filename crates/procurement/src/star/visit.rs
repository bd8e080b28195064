//! What is odd in a release, wherever it stands: cells of a wrong kind, amounts that could not be paid, and amounts that
//! were rounded. It was kept when the release was read; here it is looked for, which few releases need.

use crate::json::raw::{Kind, Raw};
use crate::process::amount::Amount;
use crate::process::cell::{Cell, FromValue};
use crate::process::record::{Found, List, Marked, Record};
use crate::process::words::Words;

/// Characters of an unreadable value that are shown.
const SHOWN_MAX: usize = 80;

/// The key of the amount of a money.
const AMOUNT: &str = "amount";
/// What stands for the positions of an array in a path.
const ELEMENTS: &str = "[]";

/// A path through a release, and what to do with every odd cell on it.
pub struct Walk<'t> {
    /// The keys, and [`ELEMENTS`] after arrays.
    path: Vec<&'static str>,
    indexes: Vec<usize>,
    /// Amounts that a publisher writes for "none".
    placeholders: &'t [Amount],
    take: &'t mut Take<'t>,
}

/// Takes the path, the positions, what was found, and what should be there.
pub type Take<'t> = dyn FnMut(&str, &[usize], &str, &'static str) + 't;

impl<'t> Walk<'t> {
    /// Begins at the release.
    pub fn new(placeholders: &'t [Amount], take: &'t mut Take<'t>) -> Self {
        Self { path: Vec::new(), indexes: Vec::new(), placeholders, take }
    }

    /// Goes to a member and back.
    #[inline]
    pub fn member(&mut self, key: &'static str, value: &impl Visit) {
        self.path.push(key);
        value.visit(self);
        self.path.pop();
    }

    #[cold]
    fn wrong(&mut self, found: &str, problem: &'static str) {
        let mut path = String::new();
        for step in &self.path {
            path.push_str(if *step == ELEMENTS { "" } else { "/" });
            path.push_str(step);
        }
        (self.take)(&path, &self.indexes, found, problem);
    }

    /// What is odd about an amount. Only the amount of a money is to be one that could be paid.
    fn oddity(&self, amount: Amount) -> Option<&'static str> {
        match amount.millionths() {
            _ if self.path.last() != Some(&AMOUNT) => {}
            _ if self.placeholders.contains(&amount) => return Some("placeholder"),
            0 if !amount.is_rounded() => return Some("zero"),
            ..0 => return Some("negative"),
            _ => {}
        }
        amount.is_rounded().then_some("rounded")
    }
}

/// What may hold odd cells.
pub trait Visit {
    /// Calls the walk with every odd cell in it.
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

impl<'a, T: FromValue<'a>> Visit for Cell<'a, T> {
    #[inline]
    fn visit(&self, walk: &mut Walk<'_>) {
        match self {
            Self::Absent => {}
            Self::Unreadable(raw) => walk.wrong(&described(raw), "unreadable"),
            Self::Is(value) => {
                let odd = value.as_amount().and_then(|amount| Some((amount, walk.oddity(amount)?)));
                if let Some((amount, problem)) = odd {
                    // The digits that were rounded away are not kept.
                    walk.wrong(&format!("number: {amount}"), problem);
                }
            }
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
        walk.path.push(ELEMENTS);
        for (at, item) in self.all().iter().enumerate() {
            walk.indexes.push(at);
            item.visit(walk);
            walk.indexes.pop();
        }
        walk.path.pop();
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
