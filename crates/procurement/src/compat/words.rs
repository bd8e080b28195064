//! Names kept once and called by number. One run of letters and one table of numbers cost a third of a map of boxed
//! strings, and a file of a million processes names a million of them.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Distinct texts, numbered from 0 in order of first appearance.
#[derive(Default)]
pub struct Words {
    letters: String,
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: RandomState,
}

impl Words {
    /// The number of a text, new or not.
    pub fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let (letters, ends, hasher) = (&self.letters, &self.ends, &self.hasher);
        let found = self.table.entry(
            hash,
            |&number| spelled(letters, ends, number) == text,
            |&number| hasher.hash_one(spelled(letters, ends, number)),
        );
        let slot = match found {
            hashbrown::hash_table::Entry::Occupied(slot) => return *slot.get(),
            hashbrown::hash_table::Entry::Vacant(slot) => slot,
        };
        // Four thousand million names are more than memory holds; the last number would then be shared.
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        slot.insert(number);
        self.letters.push_str(text);
        self.ends.push(self.letters.len());
        number
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
