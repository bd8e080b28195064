//! # What it finds
//! The rank of every country in tables of published scores whose sources are not public, with the number of countries
//! that share the score, and what a step in the ranking was worth in points.
//!
//! # Why it matters
//! "105th of 178, up 15 places" is quoted for years. In the table it rests on, the step is 0.2 on a scale of ten, from a
//! six-way tie to a five-way tie, and no interval can be recomputed.
//!
//! # Formula
//!     rank   = 1 + number of countries with a higher published score
//!     tied   = number of countries with the same score
//!     places = rank before - rank now
//!     points = score now - score before
//!
//! The interval of a rank runs over its tie: from `rank` to `rank + tied - 1`.
//!
//! # Exclusions
//! Nothing is said about uncertainty beyond ties where the sources are not public: the change is `insufficient`.
//! Editions before 2012 (0-10, matching percentiles) and after are never compared.
//!
//! # Source
//! Transparency International, published tables from 1998 on.

use crate::published::{PublishedRank, rank_change, ranks};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{
    Decimal, Evidence, Finding, FindingId, Input, Interval, Kernel, Method, Origin, Parameters, RowView, canonical,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ranks from published scores alone.
pub struct PublishedRanks;

const ID: &str = "published-ranks";
const PUBLISHED: Input =
    Input { register: "perception-published", columns: &["edition", "iso3", "score"], required: true };

impl Method for PublishedRanks {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("published_ranks.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[PUBLISHED]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        let new_scale = parameters.get("new_scale_from")?.integer("new_scale_from")?;
        Ok(Box::new(Tables { new_scale: i16::try_from(new_scale).unwrap_or(i16::MAX) }))
    }
}

struct Tables {
    new_scale: i16,
}

struct Row<'a> {
    edition: i16,
    iso3: &'a str,
    score: f64,
    origin: Origin,
    import: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Score {
    value: f64,
    origin: Origin,
}

/// By import, edition and country. The latest import that holds an edition counts.
type Scores = BTreeMap<i16, BTreeMap<u64, BTreeMap<String, Score>>>;

impl Kernel for Tables {
    type Row<'a> = Row<'a>;
    type Key = ();
    type State = Scores;

    fn row<'a>(&self, _input: usize, row: &'a dyn RowView) -> Option<Row<'a>> {
        Some(Row {
            edition: i16::try_from(row.integer(0)?).ok()?,
            iso3: row.text(1)?,
            score: row.number(2)?,
            origin: row.origin(),
            import: row.import(),
        })
    }

    fn key(&self, _row: &Row<'_>) -> Option<()> {
        Some(())
    }

    fn observe(&self, state: &mut Scores, row: &Row<'_>) {
        let score = Score { value: row.score, origin: row.origin.clone() };
        put(state, row.edition, row.import, row.iso3.to_owned(), score);
    }

    fn merge(&self, into: &mut Scores, other: Scores) {
        for (edition, imports) in other {
            for (import, scores) in imports {
                for (iso3, score) in scores {
                    put(into, edition, import, iso3, score);
                }
            }
        }
    }

    fn finish(&self, _key: &(), state: Scores) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut previous: Option<(i16, BTreeMap<String, PublishedRank>)> = None;
        for (year, imports) in state {
            let Some((_, scores)) = imports.into_iter().next_back() else { continue };
            let table: BTreeMap<String, PublishedRank> =
                ranks(&decimals(&scores)).into_iter().map(|rank| (rank.iso3.clone(), rank)).collect();
            let comparable = previous
                .as_ref()
                .filter(|(before, _)| *before + 1 == year && (*before < self.new_scale) == (year < self.new_scale));
            for (iso3, rank) in &table {
                let evidence = scores.get(iso3).map(evidence).unwrap_or_else(|| Arc::new([]));
                findings.extend(place(rank, year).map(|finding| finding.on(evidence.clone())));
                if let Some((_, before)) = comparable
                    && let Some(before) = before.get(iso3)
                {
                    findings.extend(step(before, rank, year).map(|finding| finding.on(evidence.clone())));
                }
            }
            previous = Some((year, table));
        }
        findings
    }
}

fn put(state: &mut Scores, edition: i16, import: u64, iso3: String, score: Score) {
    let scores = state.entry(edition).or_default().entry(import).or_default();
    let first = scores.get(&iso3).is_none_or(|there| score.origin < there.origin);
    if first {
        scores.insert(iso3, score);
    }
}

fn decimals(scores: &BTreeMap<String, Score>) -> Vec<(String, Decimal)> {
    let decimal = |(iso3, score): (&String, &Score)| Some((iso3.clone(), Decimal::from_shortest(score.value)?));
    scores.iter().filter_map(decimal).collect()
}

fn evidence(score: &Score) -> Arc<[Evidence]> {
    Arc::new([Evidence {
        register: PUBLISHED.register.to_owned(),
        role: "score".to_owned(),
        value: canonical::number(score.value),
        origin: score.origin.clone(),
    }])
}

fn id(measure: &str, iso3: &str, period: String) -> FindingId {
    FindingId { method: ID.into(), measure: measure.into(), subject: iso3.into(), period }
}

fn place(rank: &PublishedRank, year: i16) -> [Finding; 3] {
    let number = |measure: &str, value: u32, unit: &str| {
        Finding::value(id(measure, &rank.iso3, year.to_string()), f64::from(value), unit)
    };
    let tie = Interval::closed(f64::from(rank.rank), f64::from(rank.rank + rank.tied - 1));
    [
        Finding { interval: tie, ..number("rank", rank.rank, "places") },
        number("tied", rank.tied, "countries"),
        number("of", rank.of, "countries"),
    ]
}

/// A step in the ranking with what it is worth. Its uncertainty cannot be known without the sources.
fn step(before: &PublishedRank, now: &PublishedRank, year: i16) -> [Finding; 3] {
    let change = rank_change(before, now);
    let period = || format!("{}-{year}", year - 1);
    let places = Finding::new(id("step", &now.iso3, period()), change.interval, "places").because(change.reason);
    [
        Finding { value: Some(change.places as f64), ..places },
        Finding::value(id("step_points", &now.iso3, period()), change.points.to_f64(), "points"),
        Finding::value(id("step_ties", &now.iso3, period()), f64::from(change.within_ties), "places"),
    ]
}
