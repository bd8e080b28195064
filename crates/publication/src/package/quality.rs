//! Quality reports as data: how many cells have a value, an interval, or a reason why not; which periods there are;
//! what was read from each source. A confidential source is not described, because names and sizes tell too.

use super::passing::passing;
use crate::dataflow::{Dataflow, Observation};
use crate::observatory::Records;
use probity_core::Digest;
use probity_registers::observatory::{Import, Passing};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A source that may be named.
pub struct NamedSource<'a> {
    /// The first import of the file.
    pub import: &'a Import,
    /// Whether its bytes are in the package.
    pub shipped: bool,
}

/// The sources that may be named, each once, in the order of import.
pub fn named_sources(records: &Records) -> Vec<NamedSource<'_>> {
    let mut sources: BTreeMap<Digest, NamedSource<'_>> = BTreeMap::new();
    for import in &records.imports {
        let passing = passing(records, &import.source);
        if !matches!(passing, Passing::Confidential { .. }) {
            sources.entry(import.source).or_insert(NamedSource { import, shipped: passing.is_open() });
        }
    }
    let mut sources: Vec<NamedSource<'_>> = sources.into_values().collect();
    sources.sort_by_key(|source| source.import.import);
    sources
}

/// The report: a part a data set, a part a source.
pub fn quality(records: &Records, flows: &[Dataflow]) -> Value {
    json!({
        "format": "probity.quality/v1",
        "datasets": flows.iter().map(|flow| dataset(records, flow)).collect::<Vec<_>>(),
        "sources": named_sources(records).iter().map(|named| source(named.import)).collect::<Vec<_>>(),
    })
}

fn dataset(records: &Records, flow: &Dataflow) -> Value {
    let rows = &flow.observations;
    let all = |of: fn(&Observation) -> &str| count(rows.iter().map(of));
    let with = |is: fn(&&Observation) -> bool| rows.iter().filter(is).count();
    let periods = flow.time().map(|time| time.codes.iter().map(|code| code.id.as_str()).collect::<Vec<_>>());
    let dimensions: BTreeMap<&str, usize> =
        flow.dimensions.iter().map(|dimension| (dimension.id.as_str(), dimension.codes.len())).collect();
    let methodology = records.methodologies.get(&flow.dataset);
    json!({
        "dataset": flow.dataset,
        "structure": flow.structure_id(),
        "method": methodology.map(|methodology| json!({"id": methodology.id, "version": methodology.version})),
        "observations": rows.len(),
        "values": with(|row| row.value.is_some()),
        "intervals": with(|row| row.interval.is_some()),
        "withheld": with(|row| row.obs_status.code() == "Q"),
        "obs_status": all(|row| row.obs_status.code()),
        "conf_status": all(|row| row.conf_status.code()),
        "reasons": all(|row| &row.reason),
        "units": all(|row| &row.unit),
        "codes": dimensions,
        "periods": periods,
    })
}

fn count<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u64> {
    let mut counts = BTreeMap::new();
    words.filter(|word| !word.is_empty()).for_each(|word| *counts.entry(word).or_default() += 1);
    counts
}

fn source(import: &Import) -> Value {
    json!({
        "register": import.register, "name": import.name, "sha256": import.source,
        "rows": {"read": import.read, "kept": import.kept, "rejected": import.rejected},
        "records": import.records,
    })
}
