//! How many values there are at every path, counted as Cardinal counts them. Paths are kept as a tree of names while
//! counting, because joining a text for every value would cost more than reading the file.

use super::blocks;
use super::lines::{self, Notes};
use crate::json::raw::{Kind, Raw};
use crate::json::reader::{Broken, Reader};
use crate::json::shapes::Letters;
use crate::json::tree::{self, Tree};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::io::{self, Read};

/// No node.
const NONE: u32 = u32::MAX;

/// A path.
#[derive(Debug, Clone)]
struct Node {
    parent: u32,
    /// The member's name; `None` for an element of an array.
    name: Option<Box<str>>,
    /// The name with its quotes and a colon, if it is short and spelled as it is.
    key: Option<Letters>,
    /// Values that are not empty.
    values: u64,
    /// Objects that are not empty.
    objects: u64,
    /// The element below, if one was seen.
    element: u32,
    /// The member that came first in the last object here.
    first: u32,
    /// The member that followed this one the last time.
    next: u32,
    /// The object in which this member was last seen.
    seen: u64,
}

/// The paths of a run of lines.
#[derive(Debug, Clone)]
struct Paths {
    nodes: Vec<Node>,
    members: HashTable<u32>,
    hasher: RandomState,
    /// What the present line adds: twice the node, and one more for an object.
    pending: Vec<u64>,
    objects: u64,
    /// A name came twice in an object of the present line.
    repeated: bool,
}

impl Default for Paths {
    fn default() -> Self {
        let root = Node::new(NONE, None);
        let (members, hasher) = (HashTable::new(), RandomState::default());
        Self { nodes: vec![root], members, hasher, pending: Vec::new(), objects: 0, repeated: false }
    }
}

impl Node {
    fn new(parent: u32, name: Option<Box<str>>) -> Self {
        let plain = |name: &&str| name.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
        let key = name.as_deref().filter(plain).and_then(|name| Letters::new(format!("\"{name}\":").as_bytes()));
        Self { parent, name, key, values: 0, objects: 0, element: NONE, first: NONE, next: NONE, seen: 0 }
    }
}

impl Paths {
    fn node(&mut self, number: u32) -> Option<&mut Node> {
        self.nodes.get_mut(number as usize)
    }

    fn add(&mut self, node: Node) -> u32 {
        let number = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(node);
        number
    }

    /// The element below a node.
    fn element(&mut self, parent: u32) -> u32 {
        let known = self.node(parent).map_or(NONE, |node| node.element);
        if known != NONE {
            return known;
        }
        let element = self.add(Node::new(parent, None));
        if let Some(node) = self.node(parent) {
            node.element = element;
        }
        element
    }

    fn is(&self, number: u32, parent: u32, name: &str) -> bool {
        let node = self.nodes.get(number as usize);
        node.is_some_and(|node| node.parent == parent && node.name.as_ref().is_some_and(|own| **own == *name))
    }

    /// Reads the key of a member. Objects are written alike: the guess is the member that followed the last time, and
    /// its key is looked for as it is spelled.
    #[inline(always)]
    fn next(&mut self, reader: &mut Reader, parent: u32, before: u32) -> Result<u32, Broken> {
        let guess = self.guess(parent, before);
        let known = self.nodes.get(guess as usize).and_then(|node| node.key.as_ref());
        if known.is_some_and(|key| reader.pass_key(key)) {
            return Ok(guess);
        }
        let key = reader.key()?;
        Ok(self.member(parent, before, &key.decode()))
    }

    /// The member below `parent` that followed the last time.
    #[inline(always)]
    fn guess(&self, parent: u32, before: u32) -> u32 {
        let of = |number: u32| self.nodes.get(number as usize);
        match before {
            NONE => of(parent).map_or(NONE, |node| node.first),
            _ => of(before).map_or(NONE, |node| node.next),
        }
    }

    /// The member of this name below a node.
    fn member(&mut self, parent: u32, before: u32, name: &str) -> u32 {
        let guess = self.guess(parent, before);
        if guess != NONE && self.is(guess, parent, name) {
            return guess;
        }
        let hash = self.hasher.hash_one((parent, name));
        let found = self.members.find(hash, |&number| self.is(number, parent, name)).copied();
        let member = found.unwrap_or_else(|| {
            let text = name.to_owned().into_boxed_str();
            let member = self.add(Node::new(parent, Some(text)));
            let (nodes, hasher) = (&self.nodes, &self.hasher);
            self.members.insert_unique(hash, member, |&number| {
                let node = nodes.get(number as usize);
                hasher.hash_one(node.map_or((NONE, ""), |node| (node.parent, node.name.as_deref().unwrap_or_default())))
            });
            member
        });
        let place = if before == NONE {
            self.node(parent).map(|node| &mut node.first)
        } else {
            self.node(before).map(|node| &mut node.next)
        };
        if let Some(place) = place {
            *place = member;
        }
        member
    }

    /// Counts a value that is being read; says whether it is not empty.
    fn value(&mut self, reader: &mut Reader, node: u32) -> Result<bool, Broken> {
        let mut full = false;
        match reader.peek() {
            b'{' => {
                self.objects += 1;
                let (object, mut before) = (self.objects, NONE);
                let mut more = reader.first_member()?;
                while more {
                    let member = self.next(reader, node, before)?;
                    before = member;
                    if let Some(member) = self.node(member) {
                        let twice = std::mem::replace(&mut member.seen, object) == object;
                        self.repeated |= twice;
                    }
                    full |= self.value(reader, member)?;
                    more = reader.next_member()?;
                }
                if full {
                    self.pending.push(u64::from(node) * 2 + 1);
                }
            }
            b'[' => {
                let element = self.element(node);
                reader.elements(|reader| {
                    full |= self.value(reader, element)?;
                    Ok(())
                })?;
            }
            b'"' => full = !reader.text()?.is_empty(),
            b'n' => reader.skip()?,
            _ => {
                reader.skip()?;
                full = true;
            }
        }
        if full {
            self.pending.push(u64::from(node) * 2);
        }
        Ok(full)
    }

    /// The same for a value with repeated names, of which the last counts.
    fn tree(&mut self, tree: &Tree, node: u32) -> bool {
        let mut full = false;
        match tree {
            Tree::Object(members) => {
                for (name, value) in members {
                    let member = self.member(node, NONE, name);
                    full |= self.tree(value, member);
                }
                if full {
                    self.pending.push(u64::from(node) * 2 + 1);
                }
            }
            Tree::List(items) => {
                let element = self.element(node);
                for item in items {
                    full |= self.tree(item, element);
                }
            }
            Tree::Scalar(raw) => {
                full = match Raw(raw).kind() {
                    Kind::Null => false,
                    Kind::Text => raw != "\"\"",
                    _ => true,
                }
            }
        }
        if full {
            self.pending.push(u64::from(node) * 2);
        }
        full
    }

    fn line<'a>(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken> {
        self.pending.clear();
        self.repeated = false;
        let mut again = reader.clone();
        self.value(reader, 0)?;
        reader.end()?;
        if self.repeated {
            self.pending.clear();
            let tree = tree::read(&mut again)?;
            self.tree(&tree, 0);
        }
        for place in std::mem::take(&mut self.pending) {
            if let Some(node) = self.node(u32::try_from(place / 2).unwrap_or(NONE)) {
                *(if place % 2 == 0 { &mut node.values } else { &mut node.objects }) += 1;
            }
        }
        Ok(())
    }

    /// Adds the counts of other lines. A node stands behind the one above it.
    fn merge(&mut self, other: &Self) {
        let mut here: Vec<u32> = Vec::with_capacity(other.nodes.len());
        for node in &other.nodes {
            let parent = here.get(node.parent as usize).copied();
            let number = match (parent, &node.name) {
                (None, _) => 0,
                (Some(parent), Some(name)) => self.member(parent, NONE, name),
                (Some(parent), None) => self.element(parent),
            };
            here.push(number);
            if let Some(own) = self.node(number) {
                own.values += node.values;
                own.objects += node.objects;
            }
        }
    }

    /// Every path that counts, as Cardinal writes it.
    fn counts(&self) -> BTreeMap<String, u64> {
        let mut paths: Vec<String> = Vec::with_capacity(self.nodes.len());
        let mut counts = BTreeMap::new();
        for node in &self.nodes {
            let above = paths.get(node.parent as usize).map_or("", String::as_str);
            let path = match &node.name {
                Some(name) => format!("{above}/{name}"),
                None if node.parent == NONE => String::new(),
                None => format!("{above}[]"),
            };
            // An empty name makes two paths one, and their counts are added.
            for (path, count) in [(path.clone(), node.values), (format!("{path}/"), node.objects)] {
                if count > 0 {
                    *counts.entry(path).or_default() += count;
                }
            }
            paths.push(path);
        }
        counts
    }
}

/// Counts the values at every path of the lines of a source.
///
/// # Errors
/// When it cannot be read.
pub fn coverage(source: impl Read + Send) -> io::Result<(BTreeMap<String, u64>, Notes)> {
    let (mut paths, mut notes) = (Paths::default(), Notes::default());
    if rayon::current_num_threads() == 1 {
        blocks::in_turn(blocks::unpacked(source)?, |block| {
            let mut said = Notes::default();
            lines::each(block, &mut said, |reader, _| paths.line(reader));
            notes.merge(said);
        })?;
        return Ok((paths.counts(), notes));
    }
    blocks::in_order(
        blocks::unpacked(source)?,
        |block| {
            let (mut paths, mut notes) = (Paths::default(), Notes::default());
            lines::each(block, &mut notes, |reader, _| paths.line(reader));
            (paths, notes)
        },
        |(part, said)| {
            paths.merge(&part);
            notes.merge(said);
            Ok::<(), io::Error>(())
        },
    )?;
    Ok((paths.counts(), notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &str) -> String {
        let (counts, _) = coverage(lines.as_bytes()).expect("it is in memory");
        serde_json::to_string(&counts).expect("it is plain")
    }

    #[test]
    fn an_object_counts_with_a_slash_and_as_a_value() {
        assert_eq!(counted(r#"{"a":[{"b":1}]}"#), r#"{"":1,"/":1,"/a":1,"/a[]":1,"/a[]/":1,"/a[]/b":1}"#);
        assert_eq!(counted("{\"a\":{\"b\":[null,\"\",[],{}]}}\n[0,[]]\n\"\""), r#"{"":1,"[]":1}"#);
    }

    #[test]
    fn of_a_repeated_name_the_last_value_counts() {
        assert_eq!(counted(r#"{"a":{"b":1},"a":null,"\u0061":{"c":[true]}}"#), counted(r#"{"a":{"c":[true]}}"#));
        assert_eq!(counted(r#"{"a":1,"a":null}"#), "{}");
        assert_eq!(counted("{\"a\":1} x\n{\"a\":1,}"), "{}");
    }
}
