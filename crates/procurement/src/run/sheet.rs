//! What flags said of the processes of a block, as compact as it is said: a number for the phrase, and only where there is
//! more, the rest. Texts stand apart from numbers, so that they are checked once a process when they come back.

use super::phrases::{Phrases, When};
use crate::flag::{Observed, Outcome};

/// What an answer has beside its phrase.
pub(super) const VALUE: u8 = 1;
pub(super) const RANGE: u8 = 1 << 1;
pub(super) const EVIDENCE: u8 = 1 << 2;
pub(super) const PARTIES: u8 = 1 << 3;
pub(super) const KEY: u8 = 1 << 4;

/// The observations of a block.
#[derive(Debug, Default)]
pub struct Sheet {
    texts: String,
    numbers: Vec<u8>,
    processes: Vec<Entry>,
    /// What its answers have in common.
    pub(super) phrases: Phrases,
    /// The phrase that each flag used last, by its place, and whose turn it is.
    last: Vec<u32>,
    place: usize,
    /// Rows about quality, in the order of the input.
    pub rows: String,
}

/// Where the texts and the numbers of a process begin, and how long its ocid is, with which the texts begin.
#[derive(Debug, Clone, Copy)]
struct Entry {
    texts: (usize, usize),
    numbers: (usize, usize),
    ocid: usize,
}

impl Sheet {
    /// Begins a process; `publisher` is the length of the publisher's prefix of the ocid.
    pub fn begin(&mut self, ocid: &str, publisher: usize) {
        let (texts, numbers) = (self.texts.len(), self.numbers.len());
        self.processes.push(Entry { texts: (texts, texts), numbers: (numbers, numbers), ocid: ocid.len() });
        self.text(ocid);
        number(&mut self.numbers, publisher);
        self.place = 0;
    }

    /// Adds what a flag said.
    pub fn push(&mut self, observed: &Observed) {
        match observed {
            Observed::Nothing => self.numbers.push(0),
            Observed::Row(outcome) => self.put(When::Always, "", outcome),
            Observed::IfPublished(path, outcome) => self.put(When::Published(path), "", outcome),
            Observed::Pending(key, outcome) => self.put(When::Judged, key, outcome),
        }
        self.place += 1;
    }

    /// Ends the process.
    pub fn end(&mut self) {
        if let Some(last) = self.processes.last_mut() {
            (last.texts.1, last.numbers.1) = (self.texts.len(), self.numbers.len());
        }
    }

    /// Brings the processes into the order of ocids.
    pub fn sort(&mut self) {
        let texts = self.texts.as_bytes();
        let ocid = |entry: &Entry| texts.get(entry.texts.0..entry.texts.0 + entry.ocid).unwrap_or_default();
        self.processes.sort_by(|a, b| ocid(a).cmp(ocid(b)));
    }

    /// The texts and the numbers of each process.
    pub(super) fn processes(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.processes.iter().map(|entry| {
            let texts = self.texts.get(entry.texts.0..entry.texts.1).unwrap_or_default();
            (texts, self.numbers.get(entry.numbers.0..entry.numbers.1).unwrap_or_default())
        })
    }

    /// Empties it for another block; its room stays.
    pub fn clear(&mut self) {
        self.texts.clear();
        self.numbers.clear();
        self.processes.clear();
        self.phrases.clear();
        self.last.clear();
        self.rows.clear();
    }

    fn put(&mut self, when: When, key: &str, outcome: &Outcome) {
        let Outcome { value, range, evidence, parties, .. } = outcome;
        let phrase = self.phrase(when, outcome);
        let bit = |there: bool, bit: u8| if there { bit } else { 0 };
        let more = bit(value.is_some(), VALUE)
            | bit(range.is_some(), RANGE)
            | bit(!evidence.elements().is_empty(), EVIDENCE)
            | bit(!parties.is_empty(), PARTIES)
            | bit(!key.is_empty(), KEY);
        number(&mut self.numbers, (phrase as usize + 1) << 1 | usize::from(more != 0));
        if more == 0 {
            return;
        }
        self.numbers.push(more);
        if more & KEY != 0 {
            self.text(key);
        }
        let floats = value.iter().copied().chain(range.iter().flat_map(|(low, high)| [*low, *high]));
        floats.for_each(|value| self.numbers.extend_from_slice(&value.to_le_bytes()));
        if more & EVIDENCE != 0 {
            self.text(evidence.elements());
        }
        if more & PARTIES != 0 {
            number(&mut self.numbers, parties.len());
        }
        for party in parties {
            self.text(&party.id);
            self.numbers.push(u8::from(party.value.is_some()));
            party.value.iter().for_each(|value| self.numbers.extend_from_slice(&value.to_le_bytes()));
        }
    }

    fn phrase(&mut self, when: When, outcome: &Outcome) -> u32 {
        if self.last.len() <= self.place {
            self.last.resize(self.place + 1, u32::MAX);
        }
        let Some(last) = self.last.get_mut(self.place) else { return 0 };
        *last = self.phrases.number(when, outcome.state, &outcome.reason, *last);
        *last
    }

    fn text(&mut self, text: &str) {
        number(&mut self.numbers, text.len());
        self.texts.push_str(text);
    }
}

/// Adds a number, seven bits a byte.
pub(super) fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
