//! Releases as paths and leaves. Merging is defined on flattened releases (path to leaf, the later leaf wins), and the
//! order of first appearance of a path is its order in what comes out; the paths are kept as a tree of steps, so that
//! the same step is never stored or compared twice.

// The name of a member leaves with the lifetime of its text, which a plain reference to it would shorten.
#![allow(clippy::ptr_arg)]

use super::error::Warning;
use super::rules::{Place, Rule, Rules, Strategy};
use super::value;
use crate::json::tree::Tree;
use std::borrow::Cow;
use std::collections::HashMap;

/// Below this number of children a step is found by looking at each.
const FEW: usize = 12;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Step<'t, 'a> {
    /// The whole release.
    Root,
    /// A member of an object.
    Member(&'t Cow<'a, str>),
    /// The item of an array with this `id`.
    Id(Cow<'t, str>),
    /// The item of an array at this position.
    Position(usize),
    /// An item of an array that is like no other.
    Fresh(usize),
}

/// What stands at the end of a path.
#[derive(Debug)]
pub(super) enum Leaf<'t, 'a> {
    /// A value of a release.
    Value(&'t Tree<'a>),
    /// A value made here.
    Made(Tree<'a>),
    /// All values so far: those of an existing versioned release, then releases with their values.
    History(&'t [Tree<'a>], Vec<(usize, &'t Tree<'a>)>),
}

/// A step with what is known about it.
#[derive(Debug)]
pub(super) struct Node<'t, 'a> {
    pub(super) parent: usize,
    pub(super) step: Step<'t, 'a>,
    pub(super) leaf: Option<Leaf<'t, 'a>>,
    /// The release that first gave the leaf.
    pub(super) release: usize,
    /// For items of arrays: the `id` as first written; the outer `None` until a leaf of the item is known.
    pub(super) id: Option<Option<&'t Tree<'a>>>,
    place: Place,
    rule: Option<Rule>,
    children: Vec<usize>,
    /// Where among the children the next step is looked for first: releases repeat the order of their members.
    next: usize,
}

/// What the leaves of a release become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The later value wins.
    Compiled,
    /// Every value is kept.
    Versioned,
    /// An existing versioned release is taken in: lists of versions are histories, other leaves have none.
    Existing,
}

/// Flattened releases.
pub(super) struct Flat<'t, 'a> {
    pub(super) nodes: Vec<Node<'t, 'a>>,
    /// Nodes with leaves, in the order of their first appearance.
    pub(super) order: Vec<usize>,
    pub(super) warnings: Vec<Warning>,
    rules: &'t Rules,
    /// Children of nodes that have many.
    index: HashMap<(usize, Step<'t, 'a>), usize>,
    mode: Mode,
    release: usize,
    leaves: usize,
    fresh: usize,
}

impl<'t, 'a> Flat<'t, 'a> {
    pub(super) fn new(rules: &'t Rules) -> Self {
        let root = Node {
            parent: 0,
            step: Step::Root,
            leaf: None,
            release: 0,
            id: None,
            place: rules.root(),
            rule: None,
            children: Vec::new(),
            next: 0,
        };
        Self {
            nodes: vec![root],
            order: Vec::new(),
            warnings: Vec::new(),
            rules,
            index: HashMap::new(),
            mode: Mode::Compiled,
            release: 0,
            leaves: 0,
            fresh: 0,
        }
    }

    /// Sets a member of the whole release to a value made here.
    pub(super) fn put(&mut self, name: &'static Cow<'static, str>, made: Tree<'a>) {
        let node = self.child(0, Step::Member(name));
        self.set(node, Leaf::Made(made));
    }

    /// Takes in a release. `tag` is never a field of what comes out, and the ocid has no versions.
    pub(super) fn take(&mut self, number: usize, release: &'t [(Cow<'a, str>, Tree<'a>)], mode: Mode) {
        (self.release, self.mode) = (number, mode);
        for (key, value) in release {
            if key != "tag" && (key != "ocid" || mode == Mode::Compiled) {
                self.member(0, key, value, false);
            }
        }
    }

    fn member(&mut self, node: usize, key: &'t Cow<'a, str>, value: &'t Tree<'a>, identifier: bool) {
        let child = self.child(node, Step::Member(key));
        let rule = self.nodes.get(child).and_then(|node| node.rule);
        match (rule, value) {
            (Some(Rule::Omit), _) => {}
            (Some(Rule::WholeList), _) | (_, Tree::Scalar(_)) => self.leaf(child, value),
            _ if identifier => self.leaf(child, value),
            (_, Tree::List(items)) if items.iter().any(|item| !matches!(item, Tree::Object(_))) => {
                self.leaf(child, value);
            }
            (_, Tree::List(items)) if self.mode == Mode::Existing && is_history(items) => self.leaf(child, value),
            (_, Tree::List(items)) => self.items(child, items),
            (_, Tree::Object(members)) => {
                members.iter().for_each(|(key, value)| self.member(child, key, value, false));
            }
        }
    }

    fn items(&mut self, array: usize, items: &'t [Tree<'a>]) {
        let place = self.nodes.get(array).and_then(|node| node.place);
        let strategy = self.rules.strategy(place);
        let mut seen = Vec::with_capacity(if strategy == Strategy::ById { items.len() } else { 0 });
        for (position, item) in items.iter().enumerate() {
            let id = item.get("id");
            let step = match (strategy, id) {
                (Strategy::ById, Some(id)) => Step::Id(value::key(id)),
                (Strategy::ByPosition, _) => Step::Position(position),
                (Strategy::ById | Strategy::Append, _) => {
                    self.fresh += 1;
                    Step::Fresh(self.fresh)
                }
            };
            let node = self.child(array, step);
            seen.push((node, id));
            let before = self.leaves;
            if let Tree::Object(members) = item {
                members.iter().for_each(|(key, value)| self.member(node, key, value, key == "id"));
            }
            if self.leaves > before
                && let Some(node) = self.nodes.get_mut(node)
            {
                node.id.get_or_insert(id.filter(|id| !id.is_null()));
            }
        }
        if strategy == Strategy::ById {
            self.warn_of_repeated(array, seen);
        }
    }

    fn warn_of_repeated(&mut self, array: usize, mut seen: Vec<(usize, Option<&'t Tree<'a>>)>) {
        seen.sort_by_key(|(node, _)| *node);
        let mut told = usize::MAX;
        for pair in seen.windows(2) {
            if let [(one, _), (other, Some(id))] = pair
                && one == other
                && *other != told
            {
                told = *other;
                let (path, id) = (self.path(array), id.to_string());
                self.warnings.push(Warning::DuplicateId { release: self.release, path, id });
            }
        }
    }

    fn leaf(&mut self, at: usize, value: &'t Tree<'a>) {
        self.leaves += 1;
        match self.mode {
            Mode::Compiled => self.set(at, Leaf::Value(value)),
            Mode::Existing => match value {
                Tree::List(items) if is_history(items) => self.set(at, Leaf::History(items, Vec::new())),
                _ => self.set(at, Leaf::Value(value)),
            },
            Mode::Versioned => match self.nodes.get_mut(at).and_then(|node| node.leaf.as_mut()) {
                None => self.set(at, Leaf::History(&[], vec![(self.release, value)])),
                Some(Leaf::History(base, added)) => {
                    // Objects of one release with one `id` are one: only what the last of them says is a version.
                    added.pop_if(|(release, _)| *release == self.release);
                    let last = added.last().map(|(_, value)| *value);
                    let last = last.or_else(|| base.last().and_then(|version| version.get("value")));
                    if !last.is_some_and(|last| value::same(last, value)) {
                        added.push((self.release, value));
                    }
                }
                Some(Leaf::Value(_) | Leaf::Made(_)) => {}
            },
        }
    }

    fn set(&mut self, at: usize, leaf: Leaf<'t, 'a>) {
        let Some(node) = self.nodes.get_mut(at) else { return };
        if node.leaf.is_none() {
            node.release = self.release;
            self.order.push(at);
        }
        node.leaf = Some(leaf);
    }

    /// The node one step below a node, which is made if it is not there.
    fn child(&mut self, parent: usize, step: Step<'t, 'a>) -> usize {
        let Some(node) = self.nodes.get(parent) else { return 0 };
        let is = |child: &usize| self.nodes.get(*child).is_some_and(|node| node.step == step);
        let guess = node.children.get(node.next).filter(|child| is(child)).map(|child| (*child, node.next));
        let known = guess.or_else(|| match node.children.len() <= FEW {
            true => node.children.iter().position(is).and_then(|at| Some((*node.children.get(at)?, at))),
            false => self.index.get(&(parent, step.clone())).map(|child| (*child, node.next)),
        });
        if let Some((known, at)) = known {
            if let Some(node) = self.nodes.get_mut(parent) {
                node.next = (at + 1) % node.children.len().max(1);
            }
            return known;
        }
        let place = match &step {
            Step::Member(key) => self.rules.child(node.place, key),
            // Positions in arrays are no part of a rule's path.
            _ => node.place,
        };
        let rule = self.rules.rule(place);
        let made = self.nodes.len();
        self.nodes.push(Node {
            parent,
            step,
            leaf: None,
            release: 0,
            id: None,
            place,
            rule,
            children: Vec::new(),
            next: 0,
        });
        self.adopt(parent, made);
        made
    }

    fn adopt(&mut self, parent: usize, made: usize) {
        let Some(node) = self.nodes.get_mut(parent) else { return };
        node.children.push(made);
        let new = match node.children.len() {
            count if count <= FEW => return,
            count if count == FEW + 1 => node.children.clone(),
            _ => vec![made],
        };
        for child in new {
            if let Some(step) = self.nodes.get(child).map(|node| node.step.clone()) {
                self.index.insert((parent, step), child);
            }
        }
    }

    /// A path for people: `tender/items[id=1]/quantity`.
    pub(super) fn path(&self, mut at: usize) -> String {
        let mut steps = Vec::new();
        while let Some(node) = self.nodes.get(at).filter(|node| node.step != Step::Root) {
            steps.push(match &node.step {
                Step::Root => String::new(),
                Step::Member(key) => format!("/{key}"),
                Step::Id(id) => format!("[id={id}]"),
                Step::Position(position) => format!("[{position}]"),
                Step::Fresh(_) => "[]".to_owned(),
            });
            at = node.parent;
        }
        let path: String = steps.into_iter().rev().collect();
        path.strip_prefix('/').unwrap_or(&path).to_owned()
    }
}

/// Whether a list is what a versioned release has for a field.
fn is_history(items: &[Tree<'_>]) -> bool {
    let version = |item: &Tree<'_>| match item {
        Tree::Object(members) => {
            members.len() == 4
                && members
                    .iter()
                    .all(|(key, _)| matches!(key.as_ref(), "releaseID" | "releaseDate" | "releaseTag" | "value"))
        }
        _ => false,
    };
    !items.is_empty() && items.iter().all(version)
}
