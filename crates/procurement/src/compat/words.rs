//! Names kept once and called by number. One run of letters and one table of numbers cost a third of a map of boxed
//! strings, and a file of a million processes names a million of them.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Letters of a text that are kept beside its number: as many as identifiers of organisations mostly have.
const NEAR: usize = 16;

/// A number with the beginning of its text, so that most texts are told apart without looking where the letters lie: in a
/// large file that is a place that no cache holds.
#[derive(Clone, Copy)]
struct Entry {
    near: [u8; NEAR],
    length: u32,
    number: u32,
}

impl Entry {
    fn new(text: &str, number: u32) -> Self {
        let mut near = [0; NEAR];
        match text.as_bytes().first_chunk::<NEAR>() {
            Some(first) => near = *first,
            None => near.iter_mut().zip(text.bytes()).for_each(|(place, letter)| *place = letter),
        }
        Self { near, length: u32::try_from(text.len()).unwrap_or(u32::MAX), number }
    }

    /// Whether another entry is of the same text, as far as the two say; the second word says whether that is all.
    fn is_like(&self, other: &Self) -> (bool, bool) {
        (self.near == other.near && self.length == other.length, self.length as usize <= NEAR)
    }
}

/// Distinct texts, numbered from 0 in order of first appearance.
#[derive(Default)]
pub struct Words {
    letters: String,
    ends: Vec<usize>,
    table: HashTable<Entry>,
    hasher: RandomState,
    last: u32,
}

impl Words {
    /// The number of a text, new or not.
    pub fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let (letters, ends, hasher) = (&self.letters, &self.ends, &self.hasher);
        // Four thousand million names are more than memory holds; the last number would then be shared.
        let new = Entry::new(text, u32::try_from(ends.len()).unwrap_or(u32::MAX));
        let same = |known: &Entry| {
            let (like, all) = known.is_like(&new);
            like && (all || spelled(letters, ends, known.number) == text)
        };
        let found = self.table.entry(hash, same, |known| hasher.hash_one(spelled(letters, ends, known.number)));
        match found {
            hashbrown::hash_table::Entry::Occupied(slot) => return slot.get().number,
            hashbrown::hash_table::Entry::Vacant(slot) => slot.insert(new),
        };
        self.letters.push_str(text);
        self.ends.push(self.letters.len());
        new.number
    }

    /// The same where the text is mostly the one that was asked for before.
    pub fn number_again(&mut self, text: &str) -> u32 {
        if self.ends.is_empty() || self.text(self.last) != text {
            self.last = self.number(text);
        }
        self.last
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> &str {
        spelled(&self.letters, &self.ends, number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Every text in the order of its number.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.text(u32::try_from(number).unwrap_or(u32::MAX)))
    }

    /// All numbers in byte order of their texts.
    pub fn sorted(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.len()).filter_map(|number| u32::try_from(number).ok()).collect();
        numbers.sort_unstable_by(|a, b| self.text(*a).cmp(self.text(*b)));
        numbers
    }
}

fn spelled<'w>(letters: &'w str, ends: &[usize], number: u32) -> &'w str {
    let index = number as usize;
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(index).and_then(|end| letters.get(start..*end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number() {
        let mut words = Words::default();
        let numbers: Vec<u32> = ["b", "", "a", "b", ""].map(|text| words.number(text)).to_vec();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        assert_eq!((0..3).map(|number| words.text(number)).collect::<Vec<_>>(), ["b", "", "a"]);
        assert_eq!(words.sorted(), [1, 2, 0]);
    }
}
