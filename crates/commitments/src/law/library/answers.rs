//! What national law answers to an obligation, provision by provision: the rows of the concordance under a standard, each
//! with the mark that its text is another one by now.

use super::collection::{Collection, Holding};
use super::concordance::Row;
use super::gaps::{Judge, key};
use super::instrument::is_under;
use super::value::Work;
use crate::view::{Proposal, Reason};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A row of the concordance on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The row.
    pub row: &'a Row,
    /// Why it needs review on that day, if it does.
    pub doubt: Option<Reason>,
}

/// The rows under a standard (`uncac`, `uncac/5`, `uncac/5/2`), by number; with a country only those of its acts.
pub fn answers<'a>(
    collection: &'a Collection,
    standard: &str,
    country: Option<&str>,
    at: Date,
) -> impl Iterator<Item = Answer<'a>> {
    let of_it = |row: &&Row| {
        let own = row.work.as_ref().map(Work::country);
        is_under(&row.standard, standard) && (country.is_none() || own == country)
    };
    let mut rows: Vec<&Row> = collection.rows().filter(of_it).collect();
    rows.sort_by_cached_key(|row| key(&row.standard));
    let mut judge = Judge::new(collection, at);
    rows.into_iter().map(move |row| Answer { row, doubt: judge.doubt(row) })
}

/// The rows about one act that `wanted` asks for, by instrument and number. Only what is wanted is held against the texts: a
/// page of an act must not pay for the rows of all others.
pub fn answers_of<'a>(
    collection: &'a Collection,
    holding: &Holding,
    wanted: impl Fn(&Row) -> bool,
    at: Date,
) -> Vec<Answer<'a>> {
    let of_it = |row: &&Row| {
        let work = row.work.as_ref().and_then(|work| collection.work(work.as_str()));
        work.is_some_and(|work| work.work == holding.work) && wanted(row)
    };
    let mut rows: Vec<&Row> = collection.rows().filter(of_it).collect();
    rows.sort_by_cached_key(|row| (row.standard.split('/').next().unwrap_or_default(), key(&row.standard)));
    let mut judge = Judge::new(collection, at);
    rows.into_iter().map(|row| Answer { row, doubt: judge.doubt(row) }).collect()
}

/// The instruments that rows are about, sorted.
pub fn named_instruments(collection: &Collection) -> BTreeSet<&str> {
    collection.rows().filter_map(|row| row.standard.split('/').next()).collect()
}

impl Collection {
    /// The same for a form that a state is to fill (ISO 3166 alpha-2).
    pub fn proposals(&self, standard: &str, state: &str, at: Date) -> Vec<Proposal> {
        let country = state.to_lowercase();
        let proposal = |answer: Answer<'_>| {
            let Answer { row, doubt } = answer;
            let to = row.eid_to.as_ref().map(|to| format!("..{to}")).unwrap_or_default();
            let provision = row.work.as_ref().map(|work| match &row.eid {
                Some(eid) => format!("{work}#{eid}{to}"),
                None => work.to_string(),
            });
            Proposal { provision, relation: row.relation, review: row.review, doubt }
        };
        answers(self, standard, Some(&country), at).map(proposal).collect()
    }
}
