//! What a treaty asks and the law does not answer: each obligation with the state that the concordance gives it. A judgement
//! about a text that changed since is no judgement about the text of today.

use super::collection::{Collection, Expression};
use super::concordance::{Relation, Review, Row};
use super::form::{digest, flatten, form};
use super::instrument::{Instrument, is_under};
use super::part;
use super::view::{ProvisionState, Seen, View, WorkState};
use crate::view::Reason;
use jiff::civil::Date;
use probity_core::Digest;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How an obligation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    /// A reviewed row says that it is implemented.
    Implemented,
    /// A reviewed row says that part of it is.
    Partly,
    /// A reviewed row says that the law does the opposite.
    Contradicted,
    /// A reviewed row says that the law is silent.
    Silent,
    /// There are only rows that nobody reviewed.
    Draft,
    /// There is no row.
    None,
    /// A provision that a row rests on has another text than was read, or does not apply.
    NeedsReview,
}

/// A row of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// `uncac/5`, `uncac/5/2`.
    pub standard: String,
    /// `mandatory`, `consider`, `endeavour`, `may`, `framework`; nothing when it is not known.
    pub obligation: String,
    /// How it stands.
    pub state: GapState,
    /// How many rows of the concordance are about it.
    pub rows: usize,
    /// The provisions, as URIs with a portion.
    pub provisions: Vec<String>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// An instrument (`uncac`), or an article or paragraph of it.
    pub standard: &'a str,
    /// Only provisions of this country, two lower-case letters.
    pub country: Option<&'a str>,
    /// The day on which it is asked.
    pub at: Date,
    /// Also what is implemented, and what is not mandatory.
    pub all: bool,
}

const MANDATORY: &str = "mandatory";

impl GapState {
    /// As in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Implemented => "implemented",
            Self::Partly => "partly",
            Self::Contradicted => "contradicted",
            Self::Silent => "silent",
            Self::Draft => "draft",
            Self::None => "none",
            Self::NeedsReview => "needs_review",
        }
    }
}

/// A step of an obligation for sorting: numbers by their value, then what follows them.
fn step(text: &str) -> (u64, String) {
    let digits = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    (number.parse().unwrap_or(u64::MAX), rest.to_owned())
}

/// What standards are sorted by: numbers by their value.
pub(super) fn key(standard: &str) -> Vec<(u64, String)> {
    standard.split('/').skip(1).map(step).collect()
}

/// The obligations of a standard, sorted by number; `None` when neither the program nor the library knows the standard.
pub fn gaps(collection: &Collection, question: &Question<'_>) -> Option<Vec<Gap>> {
    let instrument = question.standard.split('/').next().unwrap_or_default();
    let known = Instrument::shipped(instrument);
    let is_of = |standard: &str| is_under(standard, question.standard);
    let mut rows: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    let mut named = false;
    for row in collection.rows().filter(|row| is_of(&row.standard)) {
        named = true;
        let country = row.work.as_ref().map(super::value::Work::country);
        if question.country.is_none() || country == question.country {
            rows.entry(&row.standard).or_default().push(row);
        }
    }
    let mut asked: BTreeSet<String> = rows.keys().map(|standard| (*standard).to_owned()).collect();
    let articles = known.map_or(&[][..], |known| known.articles.as_slice());
    for article in articles {
        let whole = format!("{instrument}/{}", article.number);
        let part = format!("{whole}/");
        // Where rows name paragraphs, the article is judged by them.
        if !rows.keys().any(|standard| standard.starts_with(&part)) && is_of(&whole) {
            asked.insert(whole);
        }
    }
    if asked.is_empty() && !named {
        return None;
    }
    let obligation = |standard: &str| known.and_then(|known| known.obligation(standard)).unwrap_or_default().to_owned();
    let mut judge = Judge::new(collection, question.at);
    let mut found: Vec<Gap> = asked
        .into_iter()
        .map(|standard| {
            let rows = rows.get(standard.as_str()).map(Vec::as_slice).unwrap_or_default();
            let obligation = obligation(&standard);
            Gap { obligation, state: state(&mut judge, rows), rows: rows.len(), provisions: named_in(rows), standard }
        })
        .collect();
    if !question.all {
        let listed = |gap: &Gap| gap.obligation == MANDATORY || (known.is_none() && gap.obligation.is_empty());
        found.retain(|gap| listed(gap) && gap.state != GapState::Implemented);
    }
    found.sort_by_cached_key(|gap| key(&gap.standard));
    Some(found)
}

fn state(judge: &mut Judge<'_>, rows: &[&Row]) -> GapState {
    let says = |relation: Relation| rows.iter().any(|row| row.review == Review::Reviewed && row.relation == relation);
    match rows {
        [] => GapState::None,
        // A row that nobody reviewed counts for nothing yet, whether or not its provision applies.
        _ if rows
            .iter()
            .any(|row| judge.changed(row) || (row.review == Review::Reviewed && judge.missing(row).is_some())) =>
        {
            GapState::NeedsReview
        }
        _ if says(Relation::Implements) => GapState::Implemented,
        _ if says(Relation::Partly) => GapState::Partly,
        _ if says(Relation::Contradicts) => GapState::Contradicted,
        _ if says(Relation::Silent) => GapState::Silent,
        _ => GapState::Draft,
    }
}

/// Holds rows against the library as it is on a day.
pub(super) struct Judge<'a> {
    collection: &'a Collection,
    at: Date,
    views: BTreeMap<&'a str, Option<View<'a>>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(collection: &'a Collection, at: Date) -> Self {
        Self { collection, at, views: BTreeMap::new() }
    }

    /// Why a row needs review: what it is about does not apply on the day, or has another text than was read.
    pub(super) fn doubt(&mut self, row: &Row) -> Option<Reason> {
        let missing = self.missing(row);
        missing.or_else(|| self.changed(row).then_some(Reason::ProvisionChanged))
    }

    fn changed(&self, row: &Row) -> bool {
        changed(self.collection, row, self.at)
    }

    /// Why what a row points to does not apply, if it does not. Works the library does not have say nothing, nor do those of
    /// which nobody said when they commence.
    fn missing(&mut self, row: &Row) -> Option<Reason> {
        let work = row.work.as_ref().and_then(|work| self.collection.work(work.as_str()));
        let holding = work?;
        let view = self.views.entry(holding.work.as_str()).or_insert_with(|| holding.view(self.at, None));
        let view = view.as_ref()?;
        let unknown = view.state == WorkState::Unknown;
        let stands = |seen: &Seen<'_>| match seen.state {
            ProvisionState::InForce => true,
            ProvisionState::NotCommenced => unknown,
            ProvisionState::Repealed => false,
        };
        let why = |all: &[Seen<'_>]| {
            let gone = all.iter().all(|seen| seen.state == ProvisionState::Repealed);
            let reason = if gone { Reason::ProvisionRepealed } else { Reason::ProvisionNotInForce };
            (!all.iter().any(stands)).then_some(reason)
        };
        if row.eid.is_none() {
            return why(&view.provisions);
        }
        let one = |eid: &String| match part::find(&view.expression.provisions, eid) {
            None => Some(Reason::ProvisionRepealed),
            // Of a paragraph of text, the provision it belongs to; of any other all that is in it.
            Some(_) => match (view.below(eid), view.seen(eid)) {
                ([], Some(seen)) => why(std::slice::from_ref(seen)),
                (all, _) => why(all),
            },
        };
        [&row.eid, &row.eid_to].into_iter().flatten().find_map(one)
    }
}

/// Whether the text that a row is about is another one on the day than the one that was read, in any language.
fn changed(collection: &Collection, row: &Row, at: Date) -> bool {
    let (Some(work), Some(read)) = (&row.work, row.at) else { return false };
    let Some(holding) = collection.work(work.as_str()) else { return false };
    holding.languages().any(|language| {
        let text = |day| holding.expression(day, Some(language));
        match (text(read), text(at)) {
            // Most rows end here: the text of both days is the same one.
            (Some(before), Some(after)) if std::ptr::eq(before, after) => false,
            (before, after) => said(before, row) != said(after, row),
        }
    })
}

/// What a text says where a row points: one provision, or every one between the first and the last; `None` where it has not
/// got them. Each text is gone through once, however many provisions lie between.
fn said(text: Option<&Expression>, row: &Row) -> Option<Vec<Digest>> {
    let text = text?;
    let (Some(first), Some(last)) = (&row.eid, &row.eid_to) else {
        let form = match &row.eid {
            Some(eid) => part::find(&text.provisions, eid)?.form(),
            None => form(&text.provisions),
        };
        return Some(vec![digest(&form)]);
    };
    let all = flatten(&text.provisions);
    let place = |eid: &str| all.iter().position(|one| one.provision.eid == eid);
    match (place(first), place(last)) {
        (Some(from), Some(to)) if from <= to => {
            // What is within the last one belongs to it.
            let within =
                all.iter().skip(to + 1).take_while(|one| one.parent.is_some_and(|parent| parent >= to)).count();
            Some(all.iter().take(to + 1 + within).skip(from).map(|one| digest(&one.provision.line())).collect())
        }
        _ => [first, last].iter().map(|eid| Some(digest(&part::find(&text.provisions, eid)?.form()))).collect(),
    }
}

/// The provisions of rows, each once.
fn named_in(rows: &[&Row]) -> Vec<String> {
    let one = |row: &&Row| {
        let work = row.work.as_ref()?;
        let to = row.eid_to.as_ref().map(|to| format!("..{to}")).unwrap_or_default();
        Some(row.eid.as_ref().map_or_else(|| work.to_string(), |eid| format!("{work}/~{eid}{to}")))
    };
    let all: BTreeSet<String> = rows.iter().filter_map(one).collect();
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obligations_are_sorted_by_number_and_not_as_text() {
        let mut all = ["uncac/15", "uncac/5/10", "uncac/5/2", "uncac/9"];
        all.sort_by_cached_key(|standard| key(standard));
        assert_eq!(all, ["uncac/5/2", "uncac/5/10", "uncac/9", "uncac/15"]);
    }
}
