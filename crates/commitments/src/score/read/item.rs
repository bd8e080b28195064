//! One `[[item]]`, before it has found its parent.

use super::{Reader, Section};
use crate::score::exact::Exact;
use crate::score::method::{Combine, NotApplicable};
use crate::score::pattern::Pattern;
use crate::score::rule::Rule;
use std::ops::Range;

/// Keys of an item.
const KEYS: [&str; 14] = [
    "id",
    "parent",
    "max",
    "combine",
    "weight",
    "na",
    "evidence_min",
    "gate",
    "rule",
    "title",
    "summary",
    "source",
    "verified",
    "note",
];

/// An item as it stands in the file.
#[derive(Debug)]
pub(super) struct Loose {
    pub(super) id: String,
    pub(super) id_span: Range<usize>,
    pub(super) span: Range<usize>,
    /// The parent's name and where it stands; `None` below the root.
    pub(super) parent: Option<(String, Range<usize>)>,
    pub(super) weight: Option<Exact>,
    pub(super) na: NotApplicable,
    pub(super) gate: Vec<Pattern>,
    pub(super) combine: Combine,
    pub(super) max: Option<Exact>,
    pub(super) evidence_min: usize,
    /// Whether it has a rule, even one that could not be read.
    pub(super) leaf: bool,
    pub(super) rule: Option<Rule>,
}

impl<'a> Reader<'a> {
    /// Reads an item; `None` when it has no identifier.
    pub(super) fn item(&mut self, section: Section<'a>) -> Option<Loose> {
        let id = self.text(&section, "id");
        let id = self.need(&section, "id", id)?;
        let section = Section { name: format!("item `{id}`"), ..section };
        self.only(&section, &KEYS);
        let max = self.positive(&section, "max");
        let rule = self.table(&section, "rule");
        let leaf = section.table.contains_key("rule");
        let rule = rule.and_then(|rule| self.rule(&rule, max.as_ref()));
        self.agree(&section, max.as_ref(), rule.as_ref());
        self.misplaced(&section, leaf);
        let parent = self.read(&section, "parent", "a text", |value| value.get_ref().as_str());
        let parent = parent.map(str::trim).filter(|parent| !parent.is_empty());
        let gate = if section.table.contains_key("gate") { self.names(&section, "gate") } else { None };
        Some(Loose {
            id_span: section.span_of("id"),
            parent: parent.map(|parent| (parent.to_owned(), section.span_of("parent"))),
            weight: self.amount(&section, "weight"),
            na: self.word(&section, "na", &NotApplicable::ALL, NotApplicable::word).unwrap_or_default(),
            gate: gate.unwrap_or_default().iter().map(|input| Pattern::new(input)).collect(),
            combine: self.word(&section, "combine", &Combine::ALL, Combine::word).unwrap_or_default(),
            evidence_min: self.count(&section, "evidence_min", 1000).map_or(0, |least| least as usize),
            span: section.span,
            id,
            max,
            leaf,
            rule,
        })
    }

    /// Warns about a key of parents on a leaf, or of leaves on a parent.
    fn misplaced(&mut self, section: &Section<'a>, leaf: bool) {
        let (here, key, there) =
            if leaf { ("a leaf", "combine", "parents") } else { ("a parent", "evidence_min", "leaves") };
        if section.table.contains_key(key) {
            let message = format!("{} is {here}, and `{key}` is for {there}; it is left out", section.name);
            self.warn("score-key", &section.span_of(key), message, None);
        }
    }

    /// A leaf's `max` stands for missing points of its rule; beside them it must say the same.
    fn agree(&mut self, section: &Section<'a>, max: Option<&Exact>, rule: Option<&Rule>) {
        let (Some(max), Some(rule)) = (max, rule) else { return };
        if rule.max() != *max {
            let most = rule.max().plain();
            let message = format!("{} has max {}, and its rule gives at most {most}", section.name, max.plain());
            let hint = "leave out `max` of a leaf; give it to the parent to bring the score to a scale".to_owned();
            self.refuse(&section.span_of("max"), message, Some(hint));
        }
    }
}
