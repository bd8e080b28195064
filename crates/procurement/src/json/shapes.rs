//! What stands between the scalars of a document, remembered: publishers write the same keys in the same order a million
//! times. A joint was read letter by letter before it is remembered, together with the containers it stands in, so that
//! letters that are equal need no second reading.

use super::wanted::{Place, Take, Wanted};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::collections::HashMap;
use std::hash::BuildHasher;
use wide::u8x16;

/// Letters of the longest joint that is remembered.
const LENGTH: u32 = 48;
/// Joints remembered at once.
const KNOWN: usize = 2048;
/// Joints tried after another one.
const TRIED: usize = 8;
/// What was not expected so often for each that was, says that remembering more is of no use.
const WORTH: u64 = 4;
/// No joint.
const NONE: u32 = u32::MAX;

/// The containers around a place, by the number they have here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Levels(u32);

impl Levels {
    /// How many levels can be told apart.
    pub(super) const MAX: u32 = 60;

    /// Whether it is outside all containers.
    #[inline(always)]
    pub(super) fn none(self) -> bool {
        self.0 == 0
    }
}

/// A container inside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Level {
    outside: Levels,
    object: bool,
    place: Place,
}

/// Letters that are looked for, sixteen at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    letters: [[u8; 16]; 3],
    /// One bit for each of its letters.
    bits: [u32; 3],
    length: u32,
}

impl Letters {
    /// These letters; `None` if they are too many.
    pub fn new(all: &[u8]) -> Option<Self> {
        let mut letters = [[0; 16]; 3];
        letters.iter_mut().flatten().zip(all).for_each(|(place, letter)| *place = *letter);
        let length = u32::try_from(all.len()).ok().filter(|length| *length <= LENGTH)?;
        let bits = [0, 16, 32].map(|from| (1 << length.saturating_sub(from).min(16)) - 1);
        Some(Self { letters, bits, length })
    }

    /// How many they are.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.length as usize
    }

    /// Whether a text begins with them.
    #[inline(always)]
    pub fn begin(&self, bytes: &[u8]) -> bool {
        let here = bytes.first_chunk::<48>().and_then(|here| here.as_chunks::<16>().0.first_chunk::<3>());
        let Some([first, second, third]) = here else { return self.end(bytes) };
        let ([one, two, three], [in_first, in_second, in_third]) = (&self.letters, self.bits);
        equal(one, first) & in_first == in_first
            && (in_second == 0
                || (equal(two, second) & in_second == in_second && equal(three, third) & in_third == in_third))
    }
}

impl Letters {
    /// The same near the end of a text.
    fn end(&self, bytes: &[u8]) -> bool {
        let letters = self.letters.as_flattened().get(..self.length());
        letters.is_some_and(|letters| bytes.starts_with(letters))
    }
}

/// One bit for each letter that is the same.
#[inline(always)]
fn equal(letters: &[u8; 16], here: &[u8; 16]) -> u32 {
    u8x16::new(*here).cmp_eq(u8x16::new(*letters)).move_mask().cast_unsigned()
}

/// What follows a joint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// A string, whose quote is part of the joint.
    Text,
    /// Another scalar.
    Bare,
    /// Nothing: everything is closed.
    Nothing,
}

/// What stands between two scalars, the quotes of strings included.
#[derive(Debug, Clone, Copy)]
struct Known {
    letters: Letters,
    /// The containers before it and after it.
    outside: Levels,
    levels: Levels,
    then: Then,
    /// What is told of it, if anything is.
    told: u32,
    /// What followed the last times.
    next: [u32; TRIED],
}

/// What a joint says of places that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    /// Containers that begin in it, and whether they are objects.
    pub(super) opened: Vec<(Place, bool)>,
    /// The place of the scalar behind it.
    pub(super) scalar: Place,
}

impl Told {
    fn is_nothing(&self) -> bool {
        self.opened.is_empty() && self.scalar == 0
    }
}

/// A joint that was found in a text.
pub(super) struct Found<'b> {
    pub(super) number: u32,
    pub(super) then: Then,
    told: u32,
    /// What stands behind it.
    pub(super) rest: &'b [u8],
}

/// Joints by what stood before them.
#[derive(Debug)]
pub struct Shapes {
    wanted: Wanted,
    /// Whether documents may go over lines.
    over_lines: bool,
    known: Vec<Known>,
    /// What joints tell; the first is nothing, the second is told by the one that was too long.
    told: Vec<Told>,
    levels: Vec<(Level, u32)>,
    numbers: HashMap<Level, Levels, RandomState>,
    table: HashTable<u32>,
    hasher: RandomState,
    /// Joints that were expected, and those that were not, since everything was forgotten.
    expected: u64,
    missed: u64,
}

impl Default for Shapes {
    fn default() -> Self {
        Self::new(Wanted::default())
    }
}

impl Known {
    fn new(letters: &[u8], outside: Levels, levels: Levels, then: Then) -> Option<Self> {
        Some(Self { letters: Letters::new(letters)?, outside, levels, then, told: 0, next: [NONE; TRIED] })
    }

    /// What stands behind it, if the bytes begin with it.
    #[inline(always)]
    fn behind<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let rest = if self.letters.begin(bytes) { bytes.get(self.letters.length()..)? } else { return None };
        (self.then != Then::Bare || rest.first().is_some_and(|byte| bare(*byte))).then_some(rest)
    }

    fn is(&self, other: &Self) -> bool {
        self.outside == other.outside && self.then == other.then && self.letters == other.letters
    }
}

/// Whether a scalar that is no string may begin with this byte.
#[inline(always)]
fn bare(byte: u8) -> bool {
    matches!(byte, b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}

impl Shapes {
    /// Before the first joint.
    pub(super) const START: u32 = 0;
    /// The last joint that was too long to be remembered.
    const LONG: u32 = 1;

    /// Nothing remembered yet. What stands at wanted places is told.
    pub fn new(wanted: Wanted) -> Self {
        let mut shapes = Self {
            wanted,
            over_lines: false,
            known: Vec::new(),
            told: Vec::new(),
            levels: Vec::new(),
            numbers: HashMap::default(),
            table: HashTable::new(),
            hasher: RandomState::default(),
            expected: 0,
            missed: 0,
        };
        shapes.forget();
        shapes
    }

    /// The same for documents that may go over lines.
    pub fn over_lines(wanted: Wanted) -> Self {
        Self { over_lines: true, ..Self::new(wanted) }
    }

    /// What stands behind white space.
    pub(super) fn spaces<'b>(&self, mut bytes: &'b [u8]) -> &'b [u8] {
        while let Some((first, rest)) = bytes.split_first() {
            match first {
                b' ' => bytes = rest,
                b'\n' | b'\r' | b'\t' if self.over_lines => bytes = rest,
                _ => break,
            }
        }
        bytes
    }

    fn forget(&mut self) {
        let none = Levels::default();
        self.table.clear();
        self.known.clear();
        // The two numbers that no joint has.
        self.known.extend(Known::new(&[], none, none, Then::Nothing));
        self.known.extend(Known::new(&[], none, none, Then::Nothing));
        self.told.clear();
        self.told.resize(2, Told::default());
        self.levels.clear();
        self.levels.push((Level { outside: none, object: false, place: 0 }, 0));
        self.numbers.clear();
        (self.expected, self.missed) = (0, 0);
    }

    /// What is wanted.
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Inside one more container; `None` if these are more than can be told apart.
    pub(super) fn opened(&mut self, outside: Levels, object: bool, place: Place) -> Option<Levels> {
        let level = Level { outside, object, place };
        if let Some(known) = self.numbers.get(&level) {
            return Some(*known);
        }
        let depth = self.levels.get(outside.0 as usize).map_or(0, |(_, depth)| depth + 1);
        if depth > Levels::MAX {
            return None;
        }
        if self.levels.len() >= KNOWN {
            self.make_room();
            return None;
        }
        let number = Levels(u32::try_from(self.levels.len()).ok()?);
        self.levels.push((level, depth));
        self.numbers.insert(level, number);
        Some(number)
    }

    fn level(&self, levels: Levels) -> Option<Level> {
        self.levels.get(levels.0 as usize).map(|(level, _)| *level)
    }

    /// Outside the innermost container.
    pub(super) fn closed(&self, levels: Levels) -> Levels {
        self.level(levels).map(|level| level.outside).unwrap_or_default()
    }

    /// Whether the innermost container is an object, and where it stands among what is wanted.
    pub(super) fn innermost(&self, levels: Levels) -> (bool, Place) {
        self.level(levels).map_or((false, 0), |level| (level.object, level.place))
    }

    /// Tells what a joint says; gives the place of the scalar behind it. `None` if somebody wants the text of a container.
    #[inline(always)]
    pub(super) fn tell<'b>(&self, found: &Found<'b>, take: &mut impl Take<'b>) -> Option<Place> {
        if found.told == 0 {
            return Some(0);
        }
        let told = self.told.get(found.told as usize)?;
        told.opened.iter().all(|(place, object)| take.opened(*place, *object)).then_some(told.scalar)
    }

    /// The joint that these bytes begin with, if it stood there before. A joint that follows another one here stood in the
    /// same containers when it was read, so that they need not be compared.
    #[inline(always)]
    pub(super) fn expected<'b>(&mut self, before: u32, bytes: &'b [u8]) -> Option<Found<'b>> {
        let next = &self.known.get(before as usize)?.next;
        for (place, number) in next.iter().enumerate() {
            let number = *number;
            let known = self.known.get(number as usize)?;
            if let Some(rest) = known.behind(bytes) {
                let (then, told) = (known.then, known.told);
                if place > 0 {
                    self.sooner(before, place);
                }
                return Some(Found { number, then, told, rest });
            }
        }
        None
    }

    /// The containers behind a joint.
    pub(super) fn levels(&self, number: u32) -> Option<Levels> {
        self.known.get(number as usize).map(|known| known.levels)
    }

    /// What was right is tried sooner the next time.
    #[inline(never)]
    fn sooner(&mut self, before: u32, place: usize) {
        if let Some(known) = self.known.get_mut(before as usize) {
            known.next.swap(place - 1, place);
        }
    }

    /// Counts what stood where it was expected.
    #[inline(always)]
    pub(super) fn count(&mut self, expected: u64) {
        self.expected += expected;
    }

    /// Remembers what was read letter by letter behind a joint. `None` if it cannot be remembered.
    #[cold]
    pub(super) fn learn<'b>(
        &mut self,
        before: u32,
        (letters, rest): (&[u8], &'b [u8]),
        (levels, then): (Levels, Then),
        told: Told,
    ) -> Option<Found<'b>> {
        self.missed += 1;
        let Some(new) = Known::new(letters, self.levels(before)?, levels, then) else {
            return self.long(rest, (levels, then), told);
        };
        let hash = hashed(&self.hasher, &new);
        let same = |number: &u32| self.known.get(*number as usize).is_some_and(|known| known.is(&new));
        let number = match self.table.find(hash, same) {
            Some(number) => *number,
            None => self.remember(hash, new, told)?,
        };
        let known = self.known.get_mut(before as usize)?;
        let free = known.next.iter().position(|next| *next == NONE).unwrap_or(TRIED - 1);
        *known.next.get_mut(free)? = number;
        let told = self.known.get(number as usize)?.told;
        Some(Found { number, then, told, rest })
    }

    /// Goes on behind a joint that is too long to be remembered.
    fn long<'b>(&mut self, rest: &'b [u8], (levels, then): (Levels, Then), told: Told) -> Option<Found<'b>> {
        let new = Known::new(&[], Levels::default(), levels, then)?;
        *self.known.get_mut(Self::LONG as usize)? = new;
        *self.told.get_mut(Self::LONG as usize)? = told;
        Some(Found { number: Self::LONG, then, told: Self::LONG, rest })
    }

    /// Forgets everything if that has been of use. Numbers have a meaning no more then.
    fn make_room(&mut self) {
        if self.expected > self.missed * WORTH {
            self.forget();
        }
    }

    fn remember(&mut self, hash: u64, mut new: Known, told: Told) -> Option<u32> {
        if self.known.len() >= KNOWN {
            self.make_room();
            return None;
        }
        let number = u32::try_from(self.known.len()).ok()?;
        if !told.is_nothing() {
            new.told = u32::try_from(self.told.len()).ok()?;
            self.told.push(told);
        }
        self.known.push(new);
        let (known, hasher) = (&self.known, &self.hasher);
        let hash_of = |number: &u32| known.get(*number as usize).map_or(0, |known| hashed(hasher, known));
        self.table.insert_unique(hash, number, hash_of);
        Some(number)
    }
}

fn hashed(hasher: &RandomState, known: &Known) -> u64 {
    hasher.hash_one((known.outside, known.letters.letters, known.letters.length))
}
