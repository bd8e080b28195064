//! What stands between the scalars of a document, remembered: publishers write the same keys in the same order a million
//! times. A joint was read letter by letter before it is remembered, together with the containers it stands in, so that
//! letters that are equal need no second reading.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
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

/// The containers around a place, one bit each: is it an object? The uppermost bit stands for the place outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Levels(u64);

impl Default for Levels {
    fn default() -> Self {
        Self(1)
    }
}

impl Levels {
    /// How many levels can be told apart.
    pub(super) const MAX: u32 = 60;

    /// Inside one more container.
    #[inline(always)]
    pub(super) fn opened(self, object: bool) -> Option<Self> {
        (self.0 >> Self::MAX == 0).then_some(Self(self.0 << 1 | u64::from(object)))
    }

    /// Outside the innermost container.
    #[inline(always)]
    pub(super) fn closed(self) -> Self {
        Self(self.0 >> 1)
    }

    /// Whether the innermost container is an object.
    #[inline(always)]
    pub(super) fn in_object(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether it is outside all containers.
    #[inline(always)]
    pub(super) fn none(self) -> bool {
        self.0 == 1
    }
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

    /// Whether a text begins with them. Near its end nothing is found.
    #[inline(always)]
    pub fn begin(&self, bytes: &[u8]) -> bool {
        let here = bytes.first_chunk::<48>().and_then(|here| here.as_chunks::<16>().0.first_chunk::<3>());
        let Some([first, second, third]) = here else { return false };
        let ([one, two, three], [in_first, in_second, in_third]) = (&self.letters, self.bits);
        equal(one, first) & in_first == in_first
            && (in_second == 0
                || (equal(two, second) & in_second == in_second && equal(three, third) & in_third == in_third))
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
    /// What followed the last times.
    next: [u32; TRIED],
}

/// Joints by what stood before them.
#[derive(Debug)]
pub(super) struct Shapes {
    known: Vec<Known>,
    table: HashTable<u32>,
    hasher: RandomState,
    /// Joints that were expected, and those that were not, since everything was forgotten.
    expected: u64,
    missed: u64,
}

impl Default for Shapes {
    fn default() -> Self {
        let (table, hasher) = (HashTable::new(), RandomState::default());
        let mut shapes = Self { known: Vec::new(), table, hasher, expected: 0, missed: 0 };
        shapes.forget();
        shapes
    }
}

impl Known {
    fn new(letters: &[u8], outside: Levels, levels: Levels, then: Then) -> Option<Self> {
        Some(Self { letters: Letters::new(letters)?, outside, levels, then, next: [NONE; TRIED] })
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

    fn forget(&mut self) {
        let none = Levels::default();
        self.table.clear();
        self.known.clear();
        self.known.extend(Known::new(&[], none, none, Then::Nothing));
        (self.expected, self.missed) = (0, 0);
    }

    /// The joint that these bytes begin with, if it stood there before: its number, what follows it, and the bytes behind
    /// it. A joint that follows another one here stood in the same containers when it was read, so that they need not be
    /// compared.
    #[inline(always)]
    pub(super) fn expected<'b>(&mut self, before: u32, bytes: &'b [u8]) -> Option<(u32, Then, &'b [u8])> {
        let next = &self.known.get(before as usize)?.next;
        for (place, number) in next.iter().enumerate() {
            let number = *number;
            let known = self.known.get(number as usize)?;
            if let Some(rest) = known.behind(bytes) {
                let then = known.then;
                if place > 0 {
                    self.sooner(before, place);
                }
                return Some((number, then, rest));
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

    /// Remembers what was read letter by letter behind a joint; gives its number. `None` if it cannot be remembered.
    #[cold]
    pub(super) fn learn(&mut self, before: u32, letters: &[u8], levels: Levels, then: Then) -> Option<u32> {
        self.missed += 1;
        let new = Known::new(letters, self.levels(before)?, levels, then)?;
        let hash = hashed(&self.hasher, &new);
        let same = |number: &u32| self.known.get(*number as usize).is_some_and(|known| known.is(&new));
        let number = match self.table.find(hash, same) {
            Some(number) => *number,
            None => self.remember(hash, new)?,
        };
        let known = self.known.get_mut(before as usize)?;
        let free = known.next.iter().position(|next| *next == NONE).unwrap_or(TRIED - 1);
        *known.next.get_mut(free)? = number;
        Some(number)
    }

    fn remember(&mut self, hash: u64, new: Known) -> Option<u32> {
        if self.known.len() >= KNOWN {
            if self.expected > self.missed * WORTH {
                // Numbers have a meaning no more, so that the present one is not told either.
                self.forget();
            }
            return None;
        }
        let number = u32::try_from(self.known.len()).ok()?;
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
