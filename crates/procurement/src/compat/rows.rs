//! Cardinal's answer as rows, for those who keep flags in a table: one for every code of a process, and one for every
//! organisation flagged in a process. A later run adds what the table does not have and leaves what it has, so that flags
//! stay although fences move.

use super::answer::{Answer, Codes};
use super::maps::{Maps, OF_TENDERERS, Pair};

/// The columns.
pub const COLUMNS: [&str; 8] =
    ["ocid", "subject", "code", "result", "buyer_id", "procuring_entity_id", "tenderer_id", "created_at"];

/// One row, without the time at which it was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The process.
    pub ocid: &'a str,
    /// The group of Cardinal's JSON: `OCID`, `Buyer`, `ProcuringEntity` or `Tenderer`.
    pub subject: &'static str,
    /// The indicator.
    pub code: &'static str,
    /// Its value; a number that is none in Cardinal's JSON is none here.
    pub result: Option<f64>,
    /// The organisation that is flagged, empty for processes.
    pub organisation: &'a str,
}

impl Row<'_> {
    /// Buyer, procuring entity and tenderer, of which one has the organisation.
    pub fn organisations(&self) -> [&str; 3] {
        let own = |subject: &str| if self.subject == subject { self.organisation } else { "" };
        ["Buyer", "ProcuringEntity", "Tenderer"].map(own)
    }
}

/// The map that says in which processes an organisation is flagged as tenderer.
fn of_tenderers(code: &str) -> usize {
    let own = OF_TENDERERS
        .iter()
        .position(|name| name.strip_prefix("ocid_tenderer_").is_some_and(|of| of.eq_ignore_ascii_case(code)));
    own.unwrap_or(0)
}

/// Gives all rows: processes, buyers, procuring entities, tenderers, each in byte order.
///
/// # Errors
/// Those of `each`.
pub fn rows<E>(answer: &Answer<'_>, mut each: impl FnMut(Row<'_>) -> Result<(), E>) -> Result<(), E> {
    for (place, id) in (0..).zip(&answer.ocids) {
        for (code, value) in answer.process(*id) {
            let (ocid, result) = (answer.ocid_at(place), Some(value).filter(|value| value.is_finite()));
            each(Row { ocid, subject: "OCID", code, result, organisation: "" })?;
        }
    }
    let Maps { buyers, entities, tenderers } = Maps::of(answer);
    let (buyers, entities, tenderers) =
        (by_organisation(buyers), by_organisation(entities), tenderers.map(by_organisation));
    of_group(answer, "Buyer", |id| answer.buyer(id), |_| &buyers, &mut each)?;
    of_group(answer, "ProcuringEntity", |id| answer.entity(id), |_| &entities, &mut each)?;
    of_group(answer, "Tenderer", |id| answer.tenderer(id), |code| &tenderers[of_tenderers(code)], &mut each)
}

/// Organisation first, then process.
fn by_organisation(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
    pairs.sort_unstable();
    pairs
}

fn of_group<'m, E>(
    answer: &Answer<'_>,
    subject: &'static str,
    codes: impl Fn(u32) -> Codes,
    map: impl Fn(&str) -> &'m [Pair],
    each: &mut impl FnMut(Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    for (place, id) in (0..).zip(&answer.organisations) {
        for (code, value) in codes(*id) {
            let pairs = map(code);
            let from = pairs.partition_point(|pair| pair.0 < place);
            let own = pairs.get(from..).unwrap_or_default().iter().take_while(|pair| pair.0 == place);
            for (_, ocid) in own {
                let (ocid, organisation) = (answer.ocid_at(*ocid), answer.organisation_at(place));
                each(Row { ocid, subject, code, result: Some(value).filter(|value| value.is_finite()), organisation })?;
            }
        }
    }
    Ok(())
}
