//! A process as it was put aside, read back: a damaged file reads as nothing rather than as something else.

use super::phrases::Phrase;
use super::sheet::{EVIDENCE, KEY, PARTIES, RANGE, VALUE};
use crate::flag::{Evidence, Outcome, Party};

/// What is left of a process.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    numbers: &'a [u8],
    texts: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(numbers: &'a [u8], texts: &'a str) -> Self {
        Self { numbers, texts }
    }

    /// How many bytes of numbers are left.
    pub(super) fn left(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn number(&mut self) -> usize {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 || shift >= usize::BITS {
                return value;
            }
        }
    }

    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        *byte
    }

    fn float(&mut self) -> f64 {
        let Some((bytes, rest)) = self.numbers.split_first_chunk() else { return 0.0 };
        self.numbers = rest;
        f64::from_le_bytes(*bytes)
    }

    fn text(&mut self) -> &'a str {
        let (taken, rest) = self.texts.split_at_checked(self.number()).unwrap_or_default();
        self.texts = rest;
        taken
    }

    fn party(&mut self) -> (&'a str, Option<f64>) {
        (self.text(), (self.byte() == 1).then(|| self.float()))
    }

    fn parties(&mut self) -> Parties<'a> {
        let all = Parties { count: self.number(), rest: *self };
        (0..all.count).for_each(|_| {
            self.party();
        });
        all
    }
}

/// The ocid with which the texts of a process begin.
pub(super) fn ocid<'a>(numbers: &[u8], texts: &'a [u8]) -> &'a [u8] {
    let length = Cursor::new(numbers, "").number();
    texts.get(..length).unwrap_or(texts)
}

/// Tenderers flagged with a process.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    count: usize,
    rest: Cursor<'a>,
}

impl<'a> Parties<'a> {
    /// Their identifiers and numbers.
    pub fn iter(mut self) -> impl Iterator<Item = (&'a str, Option<f64>)> {
        (0..self.count).map(move |_| self.rest.party())
    }
}

/// An answer as it was put aside.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The number of what it has in common with others.
    pub phrase: u32,
    /// What the judge gets.
    pub key: &'a str,
    /// The number compared.
    pub value: Option<f64>,
    /// Its range.
    pub range: Option<(f64, f64)>,
    /// Elements of the evidence.
    pub evidence: &'a str,
    /// Tenderers flagged with the process.
    pub parties: Parties<'a>,
}

impl Said<'_> {
    /// The answer as flags give it, its evidence in the room of `room`.
    pub fn outcome(&self, phrase: &Phrase, mut room: String) -> Outcome {
        room.clear();
        room.push_str(self.evidence);
        Outcome {
            state: phrase.state,
            value: self.value,
            range: self.range,
            reason: phrase.reason.clone(),
            evidence: Evidence::from_elements(room),
            parties: self.parties.iter().map(|(id, value)| Party { id: id.to_owned(), value }).collect(),
        }
    }
}

/// One process as it was put aside.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its ocid.
    pub ocid: &'a str,
    /// Its publisher.
    pub publisher: &'a str,
    said: Cursor<'a>,
    /// Phrases by their number in its sheet.
    phrases: &'a [u32],
}

impl<'a> Record<'a> {
    pub(super) fn new(numbers: &'a [u8], texts: &'a [u8], phrases: &'a [u32]) -> Self {
        // Only texts were written; to make sure of it once a process costs little.
        let mut said = Cursor::new(numbers, std::str::from_utf8(texts).unwrap_or_default());
        let ocid = said.text();
        let length = said.number();
        Self { ocid, publisher: ocid.get(..length).unwrap_or(ocid), said, phrases }
    }

    /// What the flags said, in their order; `None` of a flag without process rows.
    pub fn said(&self) -> impl Iterator<Item = Option<Said<'a>>> {
        let (mut rest, phrases) = (self.said, self.phrases);
        std::iter::from_fn(move || if rest.numbers.is_empty() { None } else { Some(said(&mut rest, phrases)) })
    }
}

fn said<'a>(rest: &mut Cursor<'a>, phrases: &[u32]) -> Option<Said<'a>> {
    let head = rest.number();
    let phrase = *phrases.get((head >> 1).checked_sub(1)?)?;
    let more = if head & 1 == 0 { 0 } else { rest.byte() };
    let key = if more & KEY == 0 { "" } else { rest.text() };
    let value = (more & VALUE != 0).then(|| rest.float());
    let range = (more & RANGE != 0).then(|| (rest.float(), rest.float()));
    let evidence = if more & EVIDENCE == 0 { "" } else { rest.text() };
    let none = Parties { count: 0, rest: Cursor::new(&[], "") };
    let parties = if more & PARTIES == 0 { none } else { rest.parties() };
    Some(Said { phrase, key, value, range, evidence, parties })
}
