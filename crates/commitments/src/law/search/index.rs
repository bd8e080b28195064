//! An index that answers: the units of a day are chosen, and those that hold words of a query are ranked. It is the bytes as
//! they were kept and the numbers of their head, so that opening one costs little more than reading its file.

use super::postings::Places;
use super::stored::{Head, Made, Parts, number, piece, read};
use super::tokens::{Token, tokens};
use crate::law::stem::{DataError, Stemmer};
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::Language;
use serde::Deserialize;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

const RANKING: &str = include_str!("../../../data/law/ranking.toml");

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranking {
    saturation: f64,
    length: f64,
    snippet: usize,
}

/// Why bytes are not used as an index; then it is made anew.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// They are damaged, or not of the form this program writes.
    #[error("the index is damaged or of another form")]
    Damaged,
    /// The tables built into the program are damaged.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// A unit that a query found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<'a> {
    /// From 1.
    pub rank: usize,
    /// The work.
    pub work: &'a str,
    /// The provision; empty for a title.
    pub eid: &'a str,
    /// BM25 over the words of the query; comparable within one answer.
    pub score: f64,
    /// Whether a word matches as written, not only with Kazakh letters folded.
    pub exact: bool,
}

/// The units that are asked: those of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    units: Vec<bool>,
    count: usize,
    words: u64,
}

/// The provisions of one language.
pub struct Index {
    pub(super) stemmer: Stemmer,
    ranking: Ranking,
    pub(super) head: Head,
    parts: Parts<Range<usize>>,
    bytes: Vec<u8>,
}

impl Index {
    /// The index in its bytes.
    ///
    /// # Errors
    /// When it is to be made anew.
    pub fn open(bytes: Vec<u8>, language: Language) -> Result<Self, Unusable> {
        let ranking = toml::from_str(RANKING).map_err(|error| DataError::new("ranking.toml", &error))?;
        let (head, parts) = read(&bytes).ok_or(Unusable::Damaged)?;
        Ok(Self { stemmer: Stemmer::new(language)?, ranking, head, parts, bytes })
    }

    /// From what it was made.
    pub fn made(&self) -> &Made {
        &self.head.made
    }

    fn part(&self, part: &Range<usize>) -> &[u8] {
        self.bytes.get(part.clone()).unwrap_or_default()
    }

    pub(super) fn eids(&self) -> &[u8] {
        self.part(&self.parts.eids)
    }

    pub(super) fn stem(&self, at: usize) -> &str {
        std::str::from_utf8(piece(self.part(&self.parts.stems), &self.head.stems, at)).unwrap_or_default()
    }

    /// Where a stem stands.
    pub(super) fn places(&self, at: usize) -> &[u8] {
        piece(self.part(&self.parts.places), &self.head.places, at)
    }

    /// The texts that are those of a day, as they were known at an instant, with or without titles. Of a work that is the
    /// latest text that is not after the day; before the first one, the first.
    pub fn choose(&self, at: Date, known: Option<Timestamp>, titles: bool) -> Chosen {
        let (at, known) = (number(at), known.map(|known| known.as_nanosecond()));
        let mut chosen = Chosen { units: vec![false; self.head.lengths.len()], count: 0, words: 0 };
        let (mut work, mut text, mut title) = ("", None, None);
        for place in self.head.order.iter().filter_map(|place| usize::try_from(*place).ok()) {
            let Some(group) = self.head.groups.get(place) else { continue };
            if known.is_some_and(|known| group.recorded > known) {
                continue;
            }
            if group.work != work {
                work = &group.work;
                [text.take().map(|(_, place)| place), title.take()]
                    .iter()
                    .flatten()
                    .for_each(|one| self.take(&mut chosen, *one));
            }
            match (group.day, text) {
                (None, _) => title = Some(place).filter(|_| titles),
                // In the order of days; of one day the text recorded last.
                (Some(day), Some((other, _))) if day > at && day != other => {}
                (Some(day), _) => text = Some((day, place)),
            }
        }
        [text.map(|(_, place)| place), title].iter().flatten().for_each(|one| self.take(&mut chosen, *one));
        chosen
    }

    fn take(&self, chosen: &mut Chosen, place: usize) {
        let end = |place: usize| self.head.groups.get(place).and_then(|group| usize::try_from(group.end).ok());
        let from = place.checked_sub(1).map_or(Some(0), end);
        let units = from.zip(end(place)).and_then(|(from, to)| chosen.units.get_mut(from..to)).unwrap_or_default();
        units.fill(true);
        chosen.count += units.len();
        chosen.words += self.head.groups.get(place).map_or(0, |group| group.words);
    }

    /// The best units for a query, at most `limit`: those that match as written first, by score, equal ones by work and
    /// provision.
    pub fn search(&self, chosen: &Chosen, query: &str, limit: usize) -> Vec<Hit<'_>> {
        let (stems, folded) = self.words_of(query);
        let exact: Vec<Vec<usize>> = stems.iter().map(|stem| self.term(stem).into_iter().collect()).collect();
        let loose: Vec<Vec<usize>> = folded.iter().map(|form| self.members(form)).collect();
        let same = exact.iter().flatten().collect::<BTreeSet<_>>() == loose.iter().flatten().collect::<BTreeSet<_>>();
        let (exact, loose) = (self.scores(chosen, &exact), if same { Vec::new() } else { self.scores(chosen, &loose) });
        let mut found: Vec<(bool, f64, usize)> = Vec::new();
        for unit in 0..chosen.units.len() {
            let score = |scores: &[f64]| scores.get(unit).copied().filter(|score| *score > 0.0);
            let own = score(&exact);
            found.extend(own.or_else(|| score(&loose)).map(|score| (own.is_some(), score, unit)));
        }
        let better = |a: &(bool, f64, usize), b: &(bool, f64, usize)| -> Ordering {
            b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then_with(|| self.name(a.2).cmp(&self.name(b.2)))
        };
        if limit < found.len() {
            if limit > 0 {
                found.select_nth_unstable_by(limit, better);
            }
            found.truncate(limit);
        }
        found.sort_unstable_by(better);
        let ranked = found.into_iter().zip(1..);
        ranked
            .map(|((exact, score, unit), rank)| {
                let (work, eid) = self.name(unit);
                Hit { rank, work, eid, score, exact }
            })
            .collect()
    }

    /// The stems of a query and their folded forms, each once.
    fn words_of(&self, query: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let words = tokens(query);
        let stems = words.iter().map(|word| self.stemmer.stem(word.text)).collect();
        (stems, words.iter().map(|word| self.stemmer.folded(word.text)).collect())
    }

    fn term(&self, stem: &str) -> Option<usize> {
        find(self.part(&self.parts.stems), &self.head.stems, stem)
    }

    /// The terms that are folded to a form.
    fn members(&self, form: &str) -> Vec<usize> {
        let at = find(self.part(&self.parts.folded), &self.head.folded, form);
        at.map(|at| self.members_at(at).collect()).unwrap_or_default()
    }

    pub(super) fn members_at(&self, at: usize) -> impl Iterator<Item = usize> {
        let members = piece(&self.head.members, &self.head.members_end, at);
        members.iter().filter_map(|member| usize::try_from(*member).ok())
    }

    pub(super) fn folded(&self, at: usize) -> &str {
        std::str::from_utf8(piece(self.part(&self.parts.folded), &self.head.folded, at)).unwrap_or_default()
    }

    /// BM25 of every unit that holds one of the words; a word is the terms that count as it.
    fn scores(&self, chosen: &Chosen, words: &[Vec<usize>]) -> Vec<f64> {
        let units = chosen.count as f64;
        let mean = (chosen.words as f64 / units).max(1.0);
        let Ranking { saturation, length, .. } = self.ranking;
        let mut scores = vec![0.0; chosen.units.len()];
        for terms in words {
            let found = self.counts(chosen, terms);
            let holding = found.len() as f64;
            let rarity = libm::log1p((units - holding + 0.5) / (holding + 0.5));
            for (at, count) in found {
                let size = self.head.lengths.get(at).map_or(0.0, |words| f64::from(*words));
                let damping = saturation * (1.0 - length + length * size / mean);
                if let Some(score) = scores.get_mut(at) {
                    *score += rarity * count * (saturation + 1.0) / (count + damping);
                }
            }
        }
        scores
    }

    /// In which of the chosen units a word stands, and how often.
    fn counts(&self, chosen: &Chosen, terms: &[usize]) -> Vec<(usize, f64)> {
        let mut found: Vec<(usize, f64)> = Vec::new();
        for term in terms {
            let places = Places::new(self.places(*term));
            let places = places.filter_map(|(place, count)| Some((usize::try_from(place).ok()?, f64::from(count))));
            found.extend(places.filter(|(place, _)| chosen.units.get(*place) == Some(&true)));
        }
        if terms.len() > 1 {
            found.sort_unstable_by_key(|(place, _)| *place);
            found.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += if same { next.1 } else { 0.0 };
                same
            });
        }
        found
    }

    /// Work and provision of a unit.
    fn name(&self, unit: usize) -> (&str, &str) {
        let behind = |end: u32| usize::try_from(end).is_ok_and(|end| end <= unit);
        let group = self.head.groups.get(self.head.groups.partition_point(|group| behind(group.end)));
        let eid = std::str::from_utf8(piece(self.eids(), &self.head.eids, unit)).unwrap_or_default();
        (group.map_or("", |group| &group.work), eid)
    }

    /// The words of a text around the first that a query asks for, with an ellipsis where text is left out.
    pub fn snippet(&self, text: &str, query: &str) -> String {
        let (_, folded) = self.words_of(query);
        let words = tokens(text);
        let matches = |word: &Token<'_>| folded.contains(&self.stemmer.folded(word.text));
        let at = words.iter().position(matches).unwrap_or_default();
        let first = at.saturating_sub(self.ranking.snippet);
        let last = (at + self.ranking.snippet).min(words.len().saturating_sub(1));
        let start = if first == 0 { 0 } else { words.get(first).map_or(0, |word| word.start) };
        let end = if last + 1 >= words.len() { text.len() } else { words.get(last).map_or(text.len(), Token::end) };
        let shown = text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" });
        format!("{before}{shown}{after}")
    }
}

/// The place of a text among sorted ones.
fn find(all: &[u8], ends: &[u64], wanted: &str) -> Option<usize> {
    let (mut from, mut to) = (0, ends.len());
    while from < to {
        let middle = from + (to - from) / 2;
        match piece(all, ends, middle).cmp(wanted.as_bytes()) {
            Ordering::Less => from = middle + 1,
            Ordering::Greater => to = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}
