//! The paths that releases have, each with its rule, found once: publishers write the same members in the same order a
//! million times, so a name is compared with what stood there last, and looked up only where it is another.

use super::rules::{Place, Rule, Rules, Strategy};
use crate::json::reader::{Broken, Reader};
use crate::json::shapes::Letters;
use crate::json::tree;
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// No path.
pub(super) const NONE: u32 = u32::MAX;
/// Where the whole release stands, and the members of it that merging knows.
pub(super) const ROOT: u32 = 0;
pub(super) const TAG: u32 = 1;
pub(super) const ID: u32 = 2;
pub(super) const DATE: u32 = 3;
pub(super) const OCID: u32 = 4;

/// Paths kept at once. Who uses names of members as data makes more, and they are of no use a second time.
const KEPT: usize = 1 << 16;
/// Names tried behind another one.
const TRIED: usize = 2;

/// A path without positions in arrays.
struct Path {
    parent: u32,
    /// The name of the member.
    name: Box<str>,
    /// The same as it is written, with quotes and colon.
    written: Box<str>,
    place: Place,
    rule: Option<Rule>,
    strategy: Strategy,
    /// Its member called `id`.
    id: u32,
}

/// What is asked for every member that is read.
struct Expected {
    /// The name with its quotes and its colon, if it can be compared as a whole.
    letters: Option<Letters>,
    /// The object it was last read in.
    object: u64,
    /// What came behind it the last times.
    next: [u32; TRIED],
    /// What came first in it the last times.
    first: [u32; TRIED],
}

/// All paths met so far.
pub(super) struct Paths<'r> {
    rules: &'r Rules,
    all: Vec<Path>,
    expected: Vec<Expected>,
    table: HashTable<u32>,
    hasher: RandomState,
    objects: u64,
}

impl<'r> Paths<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        let (table, hasher) = (HashTable::new(), RandomState::default());
        let mut paths = Self { rules, all: Vec::new(), expected: Vec::new(), table, hasher, objects: 0 };
        paths.add(NONE, "", rules.root());
        for name in ["tag", "id", "date", "ocid"] {
            paths.member(ROOT, name);
        }
        paths
    }

    /// Whether they are so many that a new start is cheaper.
    pub(super) fn too_many(&self) -> bool {
        self.all.len() > KEPT
    }

    fn add(&mut self, parent: u32, name: &str, place: Place) -> u32 {
        // A release of four thousand million paths does not fit into memory.
        let made = u32::try_from(self.all.len()).unwrap_or(NONE);
        let mut written = String::new();
        tree::name(name, &mut written);
        let (rule, strategy) = (self.rules.rule(place), self.rules.strategy(place));
        let letters = Letters::new(written.as_bytes());
        let (name, written) = (name.into(), written.into());
        self.all.push(Path { parent, name, written, place, rule, strategy, id: NONE });
        self.expected.push(Expected { letters, object: 0, next: [NONE; TRIED], first: [NONE; TRIED] });
        made
    }

    fn get(&self, path: u32) -> Option<&Path> {
        self.all.get(path as usize)
    }

    /// The path of a member.
    fn member(&mut self, parent: u32, name: &str) -> u32 {
        let hash = self.hasher.hash_one((parent, name));
        let is = |path: &u32| self.get(*path).is_some_and(|path| path.parent == parent && &*path.name == name);
        if let Some(known) = self.table.find(hash, is) {
            return *known;
        }
        let place = self.rules.child(self.get(parent).and_then(|path| path.place), name);
        let made = self.add(parent, name, place);
        let (all, hasher) = (&self.all, &self.hasher);
        let again = |path: &u32| all.get(*path as usize).map_or(0, |path| hasher.hash_one((path.parent, &*path.name)));
        self.table.insert_unique(hash, made, again);
        if name == "id"
            && let Some(parent) = self.all.get_mut(parent as usize)
        {
            parent.id = made;
        }
        made
    }

    /// Reads the name of the next member of the object at `parent`; `before` is the member before it, if there is one.
    #[inline]
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, parent: u32, before: u32) -> Result<u32, Broken> {
        let tried = match before {
            NONE => self.expected.get(parent as usize).map(|path| path.first),
            _ => self.expected.get(before as usize).map(|path| path.next),
        };
        for path in tried.unwrap_or([NONE; TRIED]) {
            let letters = self.expected.get(path as usize).and_then(|path| path.letters.as_ref());
            if letters.is_some_and(|letters| reader.pass_key(letters)) {
                return Ok(path);
            }
        }
        self.unexpected(reader, parent, before)
    }

    #[cold]
    fn unexpected(&mut self, reader: &mut Reader<'_>, parent: u32, before: u32) -> Result<u32, Broken> {
        let name = reader.key()?.decode();
        let found = self.member(parent, &name);
        let from = if before == NONE { parent } else { before };
        if let Some(from) = self.expected.get_mut(from as usize) {
            let tried = if before == NONE { &mut from.first } else { &mut from.next };
            if tried.first() != Some(&found) {
                tried.rotate_right(1);
                tried.iter_mut().take(1).for_each(|first| *first = found);
            }
        }
        Ok(found)
    }

    /// The number of the next object that is read.
    pub(super) fn object(&mut self) -> u64 {
        self.objects += 1;
        self.objects
    }

    /// Notes that a member was read in this object; says whether it was read in it before.
    #[inline]
    pub(super) fn repeated(&mut self, path: u32, object: u64) -> bool {
        let Some(path) = self.expected.get_mut(path as usize) else { return false };
        std::mem::replace(&mut path.object, object) == object
    }

    pub(super) fn rule(&self, path: u32) -> Option<Rule> {
        self.get(path)?.rule
    }

    pub(super) fn strategy(&self, path: u32) -> Strategy {
        self.get(path).map(|path| path.strategy).unwrap_or_default()
    }

    pub(super) fn name(&self, path: u32) -> &str {
        self.get(path).map_or("", |path| &path.name)
    }

    /// The name with its quotes and its colon.
    pub(super) fn written(&self, path: u32) -> &str {
        self.get(path).map_or("", |path| &path.written)
    }

    /// The member called `id` of what stands at a path.
    pub(super) fn id(&self, path: u32) -> u32 {
        self.get(path).map_or(NONE, |path| path.id)
    }
}
