//! An index in the making: texts go in, one after another, and bytes come out. One that was made before can go on with what
//! was recorded since, so that an import does not cost the whole library.

use super::index::Index;
use super::postings::{self, Places};
use super::stored::{Group, Head, Made, Parts, What, write};
use super::tokens::tokens;
use crate::law::stem::{DataError, Stemmer};
use jiff::Timestamp;
use probity_core::Language;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A stem and where it stands.
struct Term {
    stem: String,
    places: Vec<u8>,
    /// One more than the last place.
    last: u32,
}

/// Units of one language, gathered.
pub struct Gathered {
    stemmer: Stemmer,
    groups: Vec<Group>,
    lengths: Vec<u32>,
    eids: (Vec<u8>, Vec<u64>),
    terms: Vec<Term>,
    by_stem: HashMap<String, usize, foldhash::fast::FixedState>,
    /// By the stem of a word typed without Kazakh letters, the terms of such words.
    folds: BTreeMap<String, BTreeSet<usize>>,
    /// Words as they are printed: most stand in a library many times, and their stem is asked for once.
    by_word: HashMap<String, usize, foldhash::fast::FixedState>,
}

/// The end of what has been written, as a number of the head.
fn end<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

impl Gathered {
    /// Nothing yet.
    ///
    /// # Errors
    /// When the tables built into the program are damaged.
    pub fn new(language: Language) -> Result<Self, DataError> {
        Ok(Self {
            stemmer: Stemmer::new(language)?,
            groups: Vec::new(),
            lengths: Vec::new(),
            eids: Default::default(),
            terms: Vec::new(),
            by_stem: HashMap::default(),
            folds: BTreeMap::new(),
            by_word: HashMap::default(),
        })
    }

    /// What an index holds, to go on with it.
    pub fn behind(index: Index) -> Self {
        let eids = (index.eids().to_vec(), index.head.eids.clone());
        let mut terms = Vec::with_capacity(index.head.stems.len());
        let mut by_stem = HashMap::default();
        for at in 0..index.head.stems.len() {
            let (stem, places) = (index.stem(at).to_owned(), index.places(at).to_vec());
            let last = Places::new(&places).last().map_or(0, |(place, _)| place + 1);
            by_stem.insert(stem.clone(), at);
            terms.push(Term { stem, places, last });
        }
        let folds =
            (0..index.head.folded.len()).map(|at| (index.folded(at).to_owned(), index.members_at(at).collect()));
        let folds = folds.collect();
        let Index { stemmer, head, .. } = index;
        let (groups, lengths) = (head.groups, head.lengths);
        Self { stemmer, groups, lengths, eids, terms, by_stem, folds, by_word: HashMap::default() }
    }

    /// Adds units (identifier and text) of a work that were recorded together. Units beyond 4 thousand million are left out.
    pub fn add<'a>(
        &mut self,
        work: &str,
        what: What,
        recorded: Timestamp,
        units: impl IntoIterator<Item = (&'a str, String)>,
    ) {
        let mut group = Group::new(work, what, recorded);
        for (eid, text) in units {
            let Ok(place) = u32::try_from(self.lengths.len()) else { break };
            let mut found: Vec<usize> = tokens(&text).iter().map(|word| self.term(word.text)).collect();
            found.sort_unstable();
            for same in found.chunk_by(|a, b| a == b) {
                if let Some(term) = same.first().and_then(|at| self.terms.get_mut(*at)) {
                    let count = u32::try_from(same.len()).unwrap_or(u32::MAX);
                    postings::push(&mut term.places, &mut term.last, place, count);
                }
            }
            group.words += end(&found);
            self.lengths.push(u32::try_from(found.len()).unwrap_or(u32::MAX));
            self.eids.0.extend_from_slice(eid.as_bytes());
            self.eids.1.push(end(&self.eids.0));
        }
        group.end = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        self.groups.push(group);
    }

    /// The term of a word.
    fn term(&mut self, word: &str) -> usize {
        if let Some(at) = self.by_word.get(word) {
            return *at;
        }
        let stem = self.stemmer.stem(word);
        let next = self.terms.len();
        let at = *self.by_stem.entry(stem).or_insert_with_key(|stem| {
            self.terms.push(Term { stem: stem.clone(), places: Vec::new(), last: 0 });
            next
        });
        self.folds.entry(self.stemmer.folded(word)).or_default().insert(at);
        self.by_word.insert(word.to_owned(), at);
        at
    }

    /// The bytes of the index.
    pub fn finish(mut self, made: Made) -> Vec<u8> {
        let mut sorted: Vec<(usize, Term)> = self.terms.drain(..).enumerate().collect();
        sorted.sort_unstable_by(|(_, a), (_, b)| a.stem.cmp(&b.stem));
        let mut moved: Vec<u32> = vec![0; sorted.len()];
        let mut parts = Parts { eids: self.eids.0, ..Parts::<Vec<u8>>::default() };
        let (mut stems, mut places) = (Vec::new(), Vec::new());
        for ((before, term), at) in sorted.iter().zip(0..) {
            moved.get_mut(*before).into_iter().for_each(|slot| *slot = at);
            parts.stems.extend_from_slice(term.stem.as_bytes());
            parts.places.extend_from_slice(&term.places);
            stems.push(end(&parts.stems));
            places.push(end(&parts.places));
        }
        let (mut folded, mut members, mut members_end) = (Vec::new(), Vec::new(), Vec::new());
        for (form, terms) in &self.folds {
            parts.folded.extend_from_slice(form.as_bytes());
            let terms: BTreeSet<u32> = terms.iter().filter_map(|term| moved.get(*term).copied()).collect();
            members.extend(terms);
            folded.push(end(&parts.folded));
            members_end.push(end(&members));
        }
        let mut order: Vec<u32> = (0..).take(self.groups.len()).collect();
        let group = |at: &u32| usize::try_from(*at).ok().and_then(|at| self.groups.get(at));
        // `None` is less than any day; titles come last.
        order.sort_by_cached_key(|at| {
            group(at).map(|one| (one.work.clone(), Reverse(one.day.is_some()), one.day, one.recorded))
        });
        let (groups, lengths, eids) = (self.groups, self.lengths, self.eids.1);
        write(&Head { made, groups, order, lengths, eids, stems, places, folded, members, members_end }, &parts)
    }
}
