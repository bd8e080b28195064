//! A text column that holds few words many times, such as states and codes: a word is kept once for a group of rows, and
//! a row is its number. The file has the same bytes as if every row had its own text.

use arrow_array::builder::StringBuilder;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array};
use arrow_schema::DataType;
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher as _;
use std::sync::Arc;

/// The words of a group of rows.
#[derive(Default)]
pub(super) struct Words {
    /// All words, one behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<i32>,
    hasher: RandomState,
    rows: Vec<Option<i32>>,
}

impl Words {
    /// How Arrow calls such a column.
    pub(super) fn data_type() -> DataType {
        DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
    }

    pub(super) fn push(&mut self, word: &str) {
        let (text, ends) = (&self.text, &self.ends);
        // Rows of one process or subject stand together.
        if let Some(Some(last)) = self.rows.last()
            && at(text, ends, *last) == word
        {
            self.rows.push(Some(*last));
            return;
        }
        let hash = self.hasher.hash_one(word);
        let number = match self.numbers.find(hash, |number| at(text, ends, *number) == word) {
            Some(number) => *number,
            None => self.append(hash, word),
        };
        self.rows.push(Some(number));
    }

    fn append(&mut self, hash: u64, word: &str) -> i32 {
        // A group has 65,536 rows.
        let number = i32::try_from(self.ends.len()).unwrap_or(i32::MAX);
        self.text.push_str(word);
        self.ends.push(self.text.len());
        let Self { text, ends, numbers, hasher, .. } = self;
        numbers.insert_unique(hash, number, |number| hasher.hash_one(at(text, ends, *number)));
        number
    }

    pub(super) fn push_missing(&mut self) {
        self.rows.push(None);
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The column of the group; the next one begins.
    pub(super) fn finish(&mut self) -> ArrayRef {
        let mut words = StringBuilder::with_capacity(self.ends.len(), self.text.len());
        (0..self.ends.len()).for_each(|number| words.append_value(at(&self.text, &self.ends, number as i32)));
        let rows = Int32Array::from(std::mem::take(&mut self.rows));
        self.text.clear();
        self.ends.clear();
        self.numbers.clear();
        match DictionaryArray::<Int32Type>::try_new(rows, Arc::new(words.finish())) {
            Ok(column) => Arc::new(column),
            // Numbers are those of words; without them the table would say that the columns differ in length.
            Err(_) => Arc::new(StringBuilder::new().finish()),
        }
    }
}

fn at<'t>(text: &'t str, ends: &[usize], number: i32) -> &'t str {
    let place = usize::try_from(number).unwrap_or(usize::MAX);
    let from = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(place).and_then(|to| text.get(from..*to)).unwrap_or_default()
}
