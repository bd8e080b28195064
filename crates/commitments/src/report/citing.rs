//! What the log says under one standard of a treaty: the recommendations that cite it with their verdicts, the measures that
//! serve it, and the evidence on both. A page of an article puts it beside what national law says.

use super::Kind;
use super::case::Case;
use super::situation::measures;
use super::tell::{StateNames, Teller};
use super::tree::{Cell, Phrase, Section, Table, Writer};
use crate::law::library::is_under;
use crate::record::evidence::Evidence;
use crate::record::programme::Measure;
use crate::record::value::Id;
use crate::view::View;
use probity_core::Language;
use std::collections::BTreeMap;

/// The sections, in a language; one that says so where nothing cites the standard.
pub fn citing(view: &View<'_>, states: &dyn StateNames, language: Language, standard: &str) -> Vec<Section> {
    let tell = Teller::new(language, view, states);
    let cites = |standards: &[Id]| standards.iter().any(|own| is_under(own.as_str(), standard));
    let mut rows = Vec::new();
    let mut serving: BTreeMap<&str, &Measure> = BTreeMap::new();
    let mut pieces: BTreeMap<&str, &Evidence> = BTreeMap::new();
    let evaluations: Vec<&str> = view.all(crate::record::Kind::Evaluation).map(|(id, _)| id).collect();
    for case in evaluations.into_iter().filter_map(|id| Case::of(view, id)) {
        for item in case.items.iter().filter(|item| item.record.is_some_and(|record| cites(&record.standards))) {
            let key = format!("{}/{}", case.evaluation.id, item.number);
            rows.push(vec![
                Cell::text(Phrase::plain(&*key).leading_to(Kind::Recommendation, &key)),
                Cell::text(tell.state(&case.evaluation.state)),
                Cell::text(tell.maybe(item.record.and_then(|record| record.text.as_ref()))),
                Cell::text(tell.verdict(case.procedure, &item.row.verdict)),
            ]);
            serving.extend(item.measures.iter().map(|measure| (measure.id.as_str(), *measure)));
            let found = view.evidence_for(&item.numbered, &item.measures);
            pieces.extend(found.into_iter().map(|(id, (evidence, _))| (id, evidence)));
        }
    }
    let own = view.every_measure().filter(|measure| cites(&measure.standards));
    serving.extend(own.map(|measure| (measure.id.as_str(), measure)));
    for id in serving.keys() {
        pieces.extend(view.evidence_behind(id).into_iter().map(|(id, (evidence, _))| (id, evidence)));
    }
    let mut out = Writer::default();
    recommendations(&tell, rows, &mut out);
    if !serving.is_empty() {
        out.section("measures", "", tell.plain("section-citing-measures"));
        out.table(measures(&tell, tell.plain("section-citing-measures"), serving.into_values()));
    }
    if !pieces.is_empty() {
        out.section("evidence", "", tell.plain("section-citing-evidence"));
        out.list(pieces.into_values().map(|evidence| tell.evidence(evidence)).collect());
    }
    out.finish()
}

fn recommendations(tell: &Teller<'_>, rows: Vec<Vec<Cell>>, out: &mut Writer) {
    out.section("recommendations", "", tell.plain("section-citing-recommendations"));
    if rows.is_empty() {
        out.add(tell.plain("citing-none"));
    }
    let header = ["column-recommendation", "cover-state", "column-text", "column-verdict"];
    out.table(Table { caption: tell.plain("section-citing-recommendations"), header: tell.header(&header), rows });
}

/// What the log calls a state, or else the program; the code itself when nobody gave a name.
pub fn state_name(view: &View<'_>, states: &dyn StateNames, language: Language, code: &str) -> String {
    Teller::new(language, view, states).state_code(code)
}

/// What the log calls an instrument; its identifier when it does not know it.
pub fn instrument_name(view: &View<'_>, states: &dyn StateNames, language: Language, id: &str) -> String {
    Teller::new(language, view, states).instrument(id).text()
}
