//! Lines that end in a colon and name a provision ("в статье 15:") hold for the lines below, until one of the same or a
//! higher level, or a sibling by its enumerator. Headings that are no provisions are kept as printed.

use super::line::{Mark, Prepared};
use crate::law::refs::chain::Step;

enum Held {
    Provision(Vec<Step>),
    Heading { key: String, text: String },
}

struct Entry {
    mark: Option<Mark>,
    held: Held,
}

/// What holds for the present line.
#[derive(Default)]
pub(super) struct Context {
    entries: Vec<Entry>,
}

fn rank(steps: &[Step]) -> u8 {
    steps.first().map_or(0, |step| step.rank)
}

impl Context {
    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// A line with this enumerator ends what its siblings opened.
    pub(super) fn sibling(&mut self, mark: Option<Mark>) {
        match mark {
            Some(Mark::Article | Mark::Point) => self.clear(),
            Some(Mark::Bracket) => {
                if let Some(first) = self.entries.iter().position(|entry| entry.mark == mark) {
                    self.entries.truncate(first);
                }
            }
            None => {}
        }
    }

    pub(super) fn provision(&mut self, mark: Option<Mark>, steps: Vec<Step>) {
        let top = rank(&steps);
        let higher = |entry: &Entry| matches!(&entry.held, Held::Provision(old) if rank(old) >= top);
        if let Some(first) = self.entries.iter().position(higher) {
            self.entries.truncate(first);
        }
        self.entries.push(Entry { mark, held: Held::Provision(steps) });
    }

    pub(super) fn heading(&mut self, line: &Prepared) {
        let words: Vec<&str> = line.tokens.iter().filter_map(|token| token.lower()).collect();
        let key = words.join(" ");
        let same = |entry: &Entry| matches!(&entry.held, Held::Heading { key: old, .. } if *old == key);
        if let Some(first) = self.entries.iter().position(same) {
            self.entries.truncate(first);
        }
        self.entries.push(Entry { mark: line.mark, held: Held::Heading { key, text: line.heading() } });
    }

    /// The provision that holds, as far as it is more general than a rank.
    pub(super) fn above(&self, below: u8) -> Vec<Step> {
        let steps = self.entries.iter().filter_map(|entry| match &entry.held {
            Held::Provision(steps) => Some(steps),
            Held::Heading { .. } => None,
        });
        steps.flatten().filter(|step| step.rank < below).cloned().collect()
    }

    /// A provision with what holds above it.
    pub(super) fn with(&self, steps: &[Step]) -> Vec<Step> {
        let mut whole = self.above(rank(steps));
        whole.extend(steps.iter().cloned());
        whole
    }

    /// Headings, outermost first.
    pub(super) fn headings(&self) -> Vec<String> {
        let text = |entry: &Entry| match &entry.held {
            Held::Heading { text, .. } => Some(text.clone()),
            Held::Provision(_) => None,
        };
        self.entries.iter().filter_map(text).collect()
    }
}
