//! Two ways to hold a text column of findings. One that holds few words many times, such as states and codes: a word is
//! kept once for a group of rows, and a row is its number, from the moment it is pushed until it is in the file. And one
//! whose texts hardly repeat: they stand one behind the other as they will in the file.

use super::chunk::{Chunk, Pages, Press, presence, text};
use super::packed::{Runs, width};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use parquet::basic::Encoding;
use parquet::errors::Result;
use parquet::schema::types::ColumnDescPtr;
use std::hash::BuildHasher as _;

/// Bytes from which on a page of texts is full.
const PAGE: usize = 1 << 20;

/// A word that a table knows by number, so that a cell need not be looked up by its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(u32);

/// Words, each kept once, numbered as they come.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// All words, one behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl Vocabulary {
    pub(super) fn word(&mut self, word: &str) -> Word {
        Word(self.number(word))
    }

    pub(super) fn text(&self, word: Word) -> &str {
        at(&self.text, &self.ends, word.0)
    }

    fn number(&mut self, word: &str) -> u32 {
        let Self { text, ends, numbers, hasher } = self;
        let hash = hasher.hash_one(word);
        if let Some(number) = numbers.find(hash, |number| at(text, ends, *number) == word) {
            return *number;
        }
        let number = ends.len() as u32;
        text.push_str(word);
        ends.push(text.len());
        numbers.insert_unique(hash, number, |number| hasher.hash_one(at(text, ends, *number)));
        number
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.numbers.clear();
    }
}

fn at<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let place = number as usize;
    let from = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(place).and_then(|to| text.get(from..*to)).unwrap_or_default()
}

/// A column of few words.
#[derive(Default)]
pub(super) struct Words {
    /// The words of the group.
    own: Vocabulary,
    /// By number in the table's vocabulary, the number in that of the group and one more; nought for a word that the group
    /// does not have.
    of_table: Vec<u32>,
    numbers: Runs,
    there: Runs,
    rows: usize,
}

impl Words {
    pub(super) fn push(&mut self, text: &str, rows: usize) {
        // Rows of one process or subject stand together.
        let again = self.numbers.last().filter(|last| at(&self.own.text, &self.own.ends, *last) == text);
        let number = again.unwrap_or_else(|| self.own.number(text));
        self.add(number, rows);
    }

    pub(super) fn push_word(&mut self, word: Word, table: &Vocabulary, rows: usize) {
        let place = word.0 as usize;
        let number = match self.of_table.get(place) {
            Some(number) if *number > 0 => number - 1,
            _ => {
                let number = self.own.number(table.text(word));
                self.of_table.resize(self.of_table.len().max(place + 1), 0);
                self.of_table.iter_mut().skip(place).take(1).for_each(|known| *known = number + 1);
                number
            }
        };
        self.add(number, rows);
    }

    pub(super) fn push_missing(&mut self, rows: usize) {
        self.there.push(0, rows);
        self.rows += rows;
    }

    fn add(&mut self, number: u32, rows: usize) {
        self.numbers.push(number, rows);
        self.there.push(1, rows);
        self.rows += rows;
    }

    /// The column of the group; the next one begins.
    pub(super) fn finish(&mut self, column: ColumnDescPtr, press: &mut Press) -> Result<Chunk> {
        let count = self.own.ends.len();
        let mut pages = Pages::new(press);
        pages.words(count, |page| {
            (0..count).for_each(|number| text(at(&self.own.text, &self.own.ends, number as u32), page));
        })?;
        pages.rows(self.rows, Encoding::RLE_DICTIONARY, |page| {
            presence(&self.there, page);
            page.push(width(count) as u8);
            self.numbers.pack(width(count), page);
        })?;
        self.own.clear();
        self.of_table.clear();
        self.numbers.clear();
        self.there.clear();
        self.rows = 0;
        pages.close(column)
    }
}

/// A column of texts that hardly repeat.
#[derive(Default)]
pub(super) struct Texts {
    /// Pages, so many of them full; their room is used again for other groups.
    pages: Vec<TextPage>,
    full: usize,
}

#[derive(Default)]
struct TextPage {
    texts: Vec<u8>,
    there: Runs,
    rows: usize,
}

impl TextPage {
    fn push(&mut self, value: Option<&str>) {
        if let Some(value) = value {
            text(value, &mut self.texts);
        }
        self.there.push(u32::from(value.is_some()), 1);
        self.rows += 1;
    }
}

impl Texts {
    pub(super) fn push(&mut self, value: Option<&str>) {
        if self.pages.get(self.full).is_some_and(|page| page.texts.len() >= PAGE) {
            self.full += 1;
        }
        if self.pages.len() <= self.full {
            self.pages.push(TextPage::default());
        }
        if let Some(page) = self.pages.get_mut(self.full) {
            page.push(value);
        }
    }

    /// The column of the group; the next one begins.
    pub(super) fn finish(&mut self, column: ColumnDescPtr, press: &mut Press) -> Result<Chunk> {
        let mut pages = Pages::new(press);
        for own in self.pages.iter_mut().take(self.full + 1) {
            pages.rows(own.rows, Encoding::PLAIN, |page| {
                presence(&own.there, page);
                page.extend_from_slice(&own.texts);
            })?;
            own.texts.clear();
            own.there.clear();
            own.rows = 0;
        }
        self.full = 0;
        pages.close(column)
    }
}
