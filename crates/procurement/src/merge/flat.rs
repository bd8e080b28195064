//! Releases as paths and leaves. Merging is defined on flattened releases (path to leaf, the later leaf wins), and the
//! order of first appearance of a path is its order in what comes out; the paths are kept as a tree of steps, so that
//! the same step is never stored or compared twice.

use super::cells::{Cells, Shape};
use super::error::Warning;
use super::paths::{NONE, OCID, Paths, ROOT, TAG};
use super::rules::{Rule, Strategy};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::borrow::Cow;
use std::hash::BuildHasher;

/// Below this number of children a step is found by looking at each.
const FEW: u32 = 12;

/// One step of a path. What tells it from others of its kind is its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A member of an object (or the whole release): the number is that of the path.
    Member,
    /// The item of an array with this `id`.
    Id,
    /// The item of an array at this position.
    Position,
    /// An item of an array that is like no other.
    Fresh,
}

/// What stands at the end of a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leaf {
    /// Nothing.
    None,
    /// A value of a release: its cell.
    Value(u32),
    /// A value made here.
    Made(u32),
    /// All values so far: the cell of those of an existing versioned release, and the last of the others.
    History(u32, u32),
}

/// A value with its release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version {
    pub(super) release: u32,
    pub(super) cell: u32,
    /// The version before it.
    pub(super) before: u32,
}

/// Nodes below or beside each other, in the order in which they came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) next: u32,
}

const ALONE: Chain = Chain { first: NONE, last: NONE, next: NONE };

/// The `id` of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// No leaf of the item is known yet.
    NotYet,
    /// It has none.
    Without,
    /// Its cell.
    Cell(u32),
}

/// What a node becomes in the merged release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Built {
    Nothing,
    Object,
    List,
    Leaf,
}

/// A step with what is known about it.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) path: u32,
    pub(super) step: Step,
    number: u32,
    pub(super) leaf: Leaf,
    /// The release that first gave the leaf.
    pub(super) release: u32,
    pub(super) id: Known,
    pub(super) built: Built,
    /// The nodes below it.
    below: Chain,
    count: u32,
    /// Which of them is looked at first: releases repeat the order of their members.
    expected: u32,
    /// The array it was last met in.
    array: u32,
    /// Those of them that are written.
    pub(super) written: Chain,
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

/// Flattened releases. Its memory is used again for the next process.
pub(super) struct Flat<'t> {
    nodes: Vec<Node>,
    /// Nodes with leaves, in the order of their first appearance.
    pub(super) order: Vec<u32>,
    pub(super) versions: Vec<Version>,
    pub(super) made: Vec<String>,
    pub(super) warnings: Vec<Warning>,
    /// What tells items of arrays from each other.
    keys: Vec<Cow<'t, str>>,
    /// Children of nodes that have many.
    table: HashTable<u32>,
    hasher: RandomState,
    mode: Mode,
    release: u32,
    leaves: usize,
    fresh: u32,
    arrays: u32,
}

/// A step that is looked for: its number, or the text that tells it from others.
#[derive(Clone, Copy)]
enum Wanted<'k> {
    Number(u32),
    Key(&'k str),
}

/// What a release is read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'s, 't, 'r> {
    pub(super) cells: &'s Cells<'t>,
    pub(super) paths: &'s Paths<'r>,
}

impl Default for Flat<'_> {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            order: Vec::new(),
            versions: Vec::new(),
            made: Vec::new(),
            warnings: Vec::new(),
            keys: Vec::new(),
            table: HashTable::new(),
            hasher: RandomState::default(),
            mode: Mode::Compiled,
            release: 0,
            leaves: 0,
            fresh: 0,
            arrays: 0,
        }
    }
}

impl<'t> Flat<'t> {
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.order.clear();
        self.versions.clear();
        self.made.clear();
        self.warnings.clear();
        self.keys.clear();
        self.table.clear();
        (self.release, self.leaves, self.fresh, self.arrays) = (0, 0, 0, 0);
        self.nodes.push(node(ROOT, ROOT, Step::Member, ROOT));
    }

    pub(super) fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    pub(super) fn node_mut(&mut self, at: u32) -> Option<&mut Node> {
        self.nodes.get_mut(at as usize)
    }

    /// Sets a member of the whole release to a value made here.
    pub(super) fn put(&mut self, path: u32, made: String) {
        let node = self.child(ROOT, path, Step::Member, Wanted::Number(path));
        let number = u32::try_from(self.made.len()).unwrap_or(NONE);
        self.made.push(made);
        self.set(node, Leaf::Made(number));
    }

    /// Takes in a release. `tag` is never a field of what comes out, and the ocid has no versions.
    pub(super) fn take(&mut self, source: Source<'_, 't, '_>, number: usize, root: u32, mode: Mode) {
        (self.release, self.mode) = (u32::try_from(number).unwrap_or(NONE), mode);
        for (at, cell) in source.cells.within(root) {
            if cell.path != TAG && (cell.path != OCID || mode == Mode::Compiled) {
                self.member(source, ROOT, at, false);
            }
        }
    }

    fn member(&mut self, source: Source<'_, 't, '_>, node: u32, at: u32, identifier: bool) {
        let Some(cell) = source.cells.get(at) else { return };
        let child = self.child(node, cell.path, Step::Member, Wanted::Number(cell.path));
        match (source.paths.rule(cell.path), cell.shape) {
            (Some(Rule::Omit), _) => {}
            (Some(Rule::WholeList), _) | (_, Shape::Literal | Shape::Escaped | Shape::List) => {
                self.leaf(source, child, at);
            }
            _ if identifier => self.leaf(source, child, at),
            (_, Shape::Objects) if self.mode == Mode::Existing && source.cells.is_history(at, source.paths) => {
                self.leaf(source, child, at);
            }
            (_, Shape::Objects) => self.items(source, child, at),
            (_, Shape::Object) => {
                for (at, _) in source.cells.within(at) {
                    self.member(source, child, at, false);
                }
            }
        }
    }

    fn items(&mut self, source: Source<'_, 't, '_>, array: u32, at: u32) {
        let Some(path) = source.cells.get(at).map(|cell| cell.path) else { return };
        let (strategy, id_path) = (source.paths.strategy(path), source.paths.id(path));
        self.arrays += 1;
        let here = self.arrays;
        let mut twice = Vec::new();
        for (position, (item, _)) in (0_u32..).zip(source.cells.within(at)) {
            let id = source.cells.member(item, id_path);
            let node = match (strategy, id) {
                (Strategy::ById, Some(id)) => {
                    let key = source.cells.key(id);
                    self.identified(array, path, key)
                }
                (Strategy::ByPosition, _) => self.child(array, path, Step::Position, Wanted::Number(position)),
                (Strategy::ById | Strategy::Append, _) => {
                    self.fresh += 1;
                    self.add(array, path, Step::Fresh, self.fresh)
                }
            };
            if let (Some(id), Some(known)) = (id, self.node_mut(node))
                && strategy == Strategy::ById
                && std::mem::replace(&mut known.array, here) == here
            {
                twice.push((node, id));
            }
            let before = self.leaves;
            for (at, cell) in source.cells.within(item) {
                self.member(source, node, at, cell.path == id_path);
            }
            if self.leaves > before
                && let Some(node) = self.node_mut(node)
                && node.id == Known::NotYet
            {
                node.id = id.filter(|id| !source.cells.is_null(*id)).map_or(Known::Without, Known::Cell);
            }
        }
        if !twice.is_empty() {
            self.warn_of_repeated(source, array, twice);
        }
    }

    fn warn_of_repeated(&mut self, source: Source<'_, 't, '_>, array: u32, mut twice: Vec<(u32, u32)>) {
        twice.sort_by_key(|(node, _)| *node);
        twice.dedup_by_key(|(node, _)| *node);
        for (_, cell) in twice {
            let (path, mut id) = (self.path(source.paths, array), String::new());
            source.cells.write(cell, source.paths, &mut id);
            self.warnings.push(Warning::DuplicateId { release: self.release as usize, path, id });
        }
    }

    fn leaf(&mut self, source: Source<'_, 't, '_>, at: u32, value: u32) {
        self.leaves += 1;
        match self.mode {
            Mode::Compiled => self.set(at, Leaf::Value(value)),
            Mode::Existing if source.cells.is_history(value, source.paths) => self.set(at, Leaf::History(value, NONE)),
            Mode::Existing => self.set(at, Leaf::Value(value)),
            Mode::Versioned => match self.node(at).map(|node| node.leaf) {
                Some(Leaf::None) => self.add_version(at, NONE, NONE, value),
                Some(Leaf::History(base, last)) => {
                    let version = |number: u32| self.versions.get(number as usize);
                    // Objects of one release with one `id` are one: only what the last of them says is a version.
                    let own = version(last).filter(|version| version.release == self.release);
                    let before = own.map_or(last, |version| version.before);
                    let compared = match version(before) {
                        Some(version) => Some(version.cell),
                        None => last_of(source, base),
                    };
                    if !compared.is_some_and(|compared| source.cells.same(compared, value)) {
                        self.add_version(at, base, before, value);
                    } else if before != last {
                        self.set(at, Leaf::History(base, before));
                    }
                }
                Some(Leaf::Value(_) | Leaf::Made(_)) | None => {}
            },
        }
    }

    fn add_version(&mut self, at: u32, base: u32, before: u32, cell: u32) {
        let number = u32::try_from(self.versions.len()).unwrap_or(NONE);
        self.versions.push(Version { release: self.release, cell, before });
        self.set(at, Leaf::History(base, number));
    }

    fn set(&mut self, at: u32, leaf: Leaf) {
        let release = self.release;
        let Some(node) = self.nodes.get_mut(at as usize) else { return };
        if matches!(node.leaf, Leaf::None) {
            node.release = release;
            self.order.push(at);
        }
        node.leaf = leaf;
    }

    /// The item of an array with this `id`.
    fn identified(&mut self, array: u32, path: u32, key: Cow<'t, str>) -> u32 {
        if let Some(known) = self.known(array, Step::Id, Wanted::Key(&key)) {
            return known;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(NONE);
        self.keys.push(key);
        self.add(array, path, Step::Id, number)
    }

    /// The node one step below a node, which is made if it is not there.
    #[inline]
    fn child(&mut self, parent: u32, path: u32, step: Step, wanted: Wanted<'_>) -> u32 {
        if let Some(known) = self.known(parent, step, wanted) {
            return known;
        }
        let number = if let Wanted::Number(number) = wanted { number } else { NONE };
        self.add(parent, path, step, number)
    }

    #[inline]
    fn is(&self, node: &Node, step: Step, wanted: Wanted<'_>) -> bool {
        let same = match wanted {
            Wanted::Number(number) => node.number == number,
            Wanted::Key(key) => self.keys.get(node.number as usize).is_some_and(|known| known == key),
        };
        node.step == step && same
    }

    #[inline]
    fn known(&mut self, parent: u32, step: Step, wanted: Wanted<'_>) -> Option<u32> {
        let above = self.node(parent)?;
        let (first, expected) = (above.below.first, above.expected);
        let found = match self.node(expected) {
            Some(node) if self.is(node, step, wanted) => expected,
            _ => self.found(parent, step, wanted)?,
        };
        let next = self.node(found).map_or(NONE, |node| node.below.next);
        self.node_mut(parent)?.expected = if next == NONE { first } else { next };
        Some(found)
    }

    fn found(&self, parent: u32, step: Step, wanted: Wanted<'_>) -> Option<u32> {
        let above = self.node(parent)?;
        if above.count > FEW {
            let is = |at: &u32| self.node(*at).is_some_and(|node| node.parent == parent && self.is(node, step, wanted));
            return self.table.find(self.hash(parent, step, wanted), is).copied();
        }
        let mut at = above.below.first;
        while let Some(node) = self.node(at) {
            if self.is(node, step, wanted) {
                return Some(at);
            }
            at = node.below.next;
        }
        None
    }

    fn hash(&self, parent: u32, step: Step, wanted: Wanted<'_>) -> u64 {
        match wanted {
            Wanted::Number(number) => self.hasher.hash_one((parent, step, number)),
            Wanted::Key(key) => self.hasher.hash_one((parent, step, key)),
        }
    }

    fn hash_of(&self, at: u32) -> u64 {
        let Some(node) = self.node(at) else { return 0 };
        let key = self.keys.get(node.number as usize).filter(|_| node.step == Step::Id);
        self.hash(node.parent, node.step, key.map_or(Wanted::Number(node.number), |key| Wanted::Key(key)))
    }

    fn add(&mut self, parent: u32, path: u32, step: Step, number: u32) -> u32 {
        let made = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(node(parent, path, step, number));
        let Some(above) = self.node_mut(parent) else { return made };
        above.count += 1;
        let last = std::mem::replace(&mut above.below.last, made);
        if last == NONE {
            above.below.first = made;
        }
        let (count, first) = (above.count, above.below.first);
        if let Some(last) = self.node_mut(last) {
            last.below.next = made;
        }
        if count == FEW + 1 {
            let mut at = first;
            while let Some(next) = self.node(at).map(|node| node.below.next) {
                self.index(at);
                at = next;
            }
        } else if count > FEW {
            self.index(made);
        }
        made
    }

    fn index(&mut self, at: u32) {
        let mut table = std::mem::take(&mut self.table);
        table.insert_unique(self.hash_of(at), at, |at| self.hash_of(*at));
        self.table = table;
    }

    /// A path for people: `tender/items[id=1]/quantity`.
    pub(super) fn path(&self, paths: &Paths<'_>, mut at: u32) -> String {
        let mut steps = Vec::new();
        while let Some(node) = self.node(at).filter(|_| at != ROOT) {
            steps.push(match node.step {
                Step::Member => format!("/{}", paths.name(node.path)),
                Step::Id => format!("[id={}]", self.keys.get(node.number as usize).map_or("", |key| key)),
                Step::Position => format!("[{}]", node.number),
                Step::Fresh => "[]".to_owned(),
            });
            at = node.parent;
        }
        let path: String = steps.into_iter().rev().collect();
        path.strip_prefix('/').unwrap_or(&path).to_owned()
    }
}

/// The last value of an existing history.
fn last_of(source: Source<'_, '_, '_>, base: u32) -> Option<u32> {
    let (version, _) = source.cells.within(base).last().filter(|_| base != NONE)?;
    source.cells.within(version).find(|(_, cell)| source.paths.name(cell.path) == "value").map(|(at, _)| at)
}

fn node(parent: u32, path: u32, step: Step, number: u32) -> Node {
    Node {
        parent,
        path,
        step,
        number,
        leaf: Leaf::None,
        release: 0,
        id: Known::NotYet,
        built: Built::Nothing,
        below: ALONE,
        count: 0,
        expected: NONE,
        array: 0,
        written: ALONE,
    }
}
