//! # What it finds
//! A description of what is bought that names a make without "or equivalent", or is far longer than in comparable
//! purchases.
//! # Why it matters
//! A specification that only one product meets decides the procedure before it begins.
//! # Formula
//!     texts = tender.description, tender.items[].description
//!     a text names a make when it has one of the words `makes`; it is open when it, or tender.description, has one of the
//!     words `equivalents` (whole words in lower case, English, Russian, Kazakh and Spanish)
//!     length = characters of all texts; peers and fence as in R006
//!     flagged when a text names a make and is not open, or length > upper fence; value = length
//! # Exclusions
//! Cancelled tenders; processes without any text. Of texts in other languages than `languages` (by `language` of the
//! release, else of the tender's documents; English where none is named, as the schema of OCDS has it) or in letters that
//! are neither Latin nor Cyrillic only the length is judged: their words are not known, so that what is not too long is
//! `unknown_language`. Without a make, fewer than 30 peers (`n<30`). Only descriptions are read, not documents; whether a
//! text repeats one supplier's catalogue is not looked at. Words name makes, they do not prove an intention: spare parts
//! for a machine must fit it.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R007. The lists of words are ours and grow
//! in the method's parameters.

use super::lengths;
use crate::compare::peers::{Group, Peers};
use crate::compare::words as words_of;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Subject, erase};
use crate::flags::gate_all;
use foldhash::fast::FixedState;
use probity_core::State;
use std::collections::HashMap;
use std::fmt::{self, Display};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R007",
    of: &[Subject::Process],
    source: include_str!("r007.rs"),
    build: |setup| {
        let list = |name: &str| setup.parameters.get(name)?.list(name).map(Phrases::new);
        let rule = lengths::Rule::new(setup)?;
        let (makes, equivalents) = (list("makes")?, list("equivalents")?);
        Ok(erase(Specification { makes, equivalents, languages: words_of(setup, "languages")?, rule }))
    },
};

struct Specification {
    makes: Phrases,
    equivalents: Phrases,
    languages: Vec<String>,
    rule: lengths::Rule,
}

/// Phrases of whole words, by their first word.
struct Phrases {
    by_first: HashMap<String, Vec<Vec<String>>, FixedState>,
    /// Which lengths first words have, by their first byte: one bit a length. Most words of a text are ruled out by it.
    lengths: [u64; 256],
}

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let mut own = Self { by_first: HashMap::default(), lengths: [0; 256] };
        for phrase in phrases {
            let phrase: Vec<String> = words(&phrase.to_lowercase()).map(str::to_owned).collect();
            if let Some(first) = phrase.first() {
                let byte = first.bytes().next().map_or(0, usize::from);
                own.lengths.get_mut(byte).into_iter().for_each(|lengths| *lengths |= length(first.as_bytes()));
                own.by_first.entry(first.clone()).or_default().push(phrase);
            }
        }
        own
    }

    /// Whether a word of a text, in letters of any size, begins a phrase: only then it is worth while to write the text in
    /// small ones.
    fn may_occur(&self, text: &str) -> bool {
        // The small form of the first depends on its neighbours, and that of the second has a mark that ends a word.
        if !text.is_ascii() && text.contains(['Σ', 'İ']) {
            return true;
        }
        let begins = |word: &str| self.by_first.contains_key(&word.to_lowercase());
        let has_length = |word: &[u8]| {
            let lengths = word.first().and_then(|first| self.lengths.get(usize::from(first.to_ascii_lowercase())));
            lengths.is_some_and(|lengths| lengths & length(word) != 0)
        };
        // Other letters than those of ASCII, and other marks, are looked at only where they stand.
        let between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let mut parts = text.as_bytes().split(between).filter(|part| !part.is_ascii() || has_length(part));
        parts.any(|part| str::from_utf8(part).is_ok_and(|part| words(part).any(begins)))
    }

    /// The first phrase that occurs.
    fn find(&self, text: &str) -> Option<String> {
        let mut rest = words(text);
        loop {
            let from = rest.clone();
            let phrases = self.by_first.get(rest.next()?);
            if let Some(phrase) = phrases.and_then(|phrases| phrases.iter().find(|own| begins(from.clone(), own))) {
                return Some(phrase.join(" "));
            }
        }
    }
}

/// The bit of a word's length.
fn length(word: &[u8]) -> u64 {
    1 << word.len().min(63)
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn begins<'t>(mut text: impl Iterator<Item = &'t str>, phrase: &[String]) -> bool {
    phrase.iter().all(|word| text.next() == Some(word))
}

impl Flag for Specification {
    type State = Peers;

    fn observe(&self, peers: &mut Peers, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let texts = texts(facts);
        if texts.is_empty() {
            let path = "tender/description+tender/items/description";
            return Outcome::insufficient(facts.process.tender.description.lack(path)).into();
        }
        let length: u64 = texts.iter().map(|(_, text)| lengths::characters(text)).sum();
        let row = self.unknown_language(facts, &texts).unwrap_or_else(|| {
            let (named, evidence) = self.makes(&texts);
            Outcome::flagged_if(named).on(evidence)
        });
        let evidence = row.evidence.with("characters", length);
        let row = Outcome { evidence, value: Some(length as f64), ..row };
        match Group::of(facts) {
            Ok(group) => {
                peers.add(group, length as f64);
                Observed::Pending(group.key().to_owned(), row)
            }
            Err(reason) if row.state == State::Clear => Outcome::insufficient(reason).on(row.evidence).into(),
            Err(_) if row.state == State::Insufficient => Outcome { value: None, ..row }.into(),
            Err(_) => row.into(),
        }
    }

    fn merge(&self, into: &mut Peers, other: Peers) {
        into.merge(other);
    }

    fn finish(&self, peers: Peers) -> Box<dyn Judge> {
        Box::new(self.rule.judge(peers))
    }
}

impl Specification {
    /// Whether the lists have words of a language, such as `en` or `kk-KZ`.
    fn knows(&self, language: &str) -> bool {
        let own = language.split(['-', '_']).next().unwrap_or_default();
        self.languages.iter().any(|known| known.eq_ignore_ascii_case(own))
    }

    /// The answer where the words of the lists say nothing about a text.
    fn unknown_language(&self, facts: &Facts<'_>, texts: &[(Pointer, &str)]) -> Option<Outcome> {
        let unknown = |pointer: String, language: &str| {
            Some(Outcome::insufficient("unknown_language").on(Evidence::at(pointer, language)))
        };
        let own = facts.process.language.text().trim();
        if !own.is_empty() && !self.knows(own) {
            return unknown("/language".to_owned(), own);
        }
        // Many publishers name the language of documents only; the texts are in one of theirs.
        let documents = facts.process.tender.documents.iter().map(|(at, own)| (at, own.language.text().trim()));
        let mut named = documents.filter(|(_, language)| own.is_empty() && !language.is_empty());
        if let Some((at, first)) = named.next()
            && !self.knows(first)
            && !named.any(|(_, language)| self.knows(language))
        {
            return unknown(format!("/tender/documents/{at}/language"), first);
        }
        let is_foreign = |c: char| !matches!(c, '\0'..='\u{24f}' | '\u{400}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}');
        if !texts.iter().any(|(_, text)| !text.is_ascii() && text.contains(is_foreign)) {
            return None;
        }
        let (mut letters, mut foreign) = (0_u64, 0_u64);
        for c in texts.iter().flat_map(|(_, text)| text.chars()).filter(|c| c.is_alphabetic()) {
            letters += 1;
            foreign += u64::from(is_foreign(c));
        }
        let evidence = || texts.first().map(|(pointer, _)| Evidence::at(pointer, "other letters")).unwrap_or_default();
        (2 * foreign > letters).then(|| Outcome::insufficient("unknown_language").on(evidence()))
    }

    /// Whether a text names a make and nothing opens it, and which.
    fn makes(&self, texts: &[(Pointer, &str)]) -> (bool, Evidence) {
        let open = |text: &str| self.equivalents.find(text).is_some();
        let mut found = Vec::new();
        for (pointer, text) in texts {
            if !self.makes.may_occur(text) {
                continue;
            }
            let small = text.to_lowercase();
            // Few texts name a make, so only theirs are read for what opens them.
            if let Some(make) = self.makes.find(&small).filter(|_| !open(&small)) {
                found.push((pointer, make));
            }
        }
        let general = texts.first().filter(|(pointer, _)| *pointer == Pointer::Tender);
        if found.is_empty() || general.is_some_and(|(_, text)| open(&text.to_lowercase())) {
            return (false, Evidence::default());
        }
        (true, found.into_iter().fold(Evidence::default(), |all, (pointer, make)| all.and(pointer, make)))
    }
}

/// Where a description stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pointer {
    Tender,
    Item(usize),
}

impl Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tender => f.write_str("/tender/description"),
            Self::Item(at) => write!(f, "/tender/items/{at}/description"),
        }
    }
}

/// The descriptions with where they stand; that of the tender first.
fn texts<'p>(facts: &Facts<'p>) -> Vec<(Pointer, &'p str)> {
    let tender = &facts.process.tender;
    let own = tender.description.get().map(|text| (Pointer::Tender, text.as_ref()));
    let items = tender.items.iter();
    let items = items.filter_map(|(at, item)| Some((Pointer::Item(at), item.description.get()?.as_ref())));
    own.into_iter().chain(items).collect()
}
