//! The situation report: what a state can answer on its open recommendations, each with what was concluded, what is being
//! done and what it rests on. It is a draft from the records, and says where these are silent.

use super::Kind;
use super::case::{Case, Item};
use super::compliance::sides;
use super::tell::Teller;
use super::tree::{Block, Cell, Phrase, Section, Table, Writer};
use super::wording::Values;
use crate::record::programme::Measure;
use crate::rules::roles::is_outside_submission;

/// The sections.
pub(super) fn sections(tell: &Teller<'_>, case: &Case<'_>) -> Vec<Section> {
    let mut out = Writer::default();
    out.section("overview", "I", tell.plain("section-overview"));
    overview(tell, case, &mut out);
    out.section("situation", "II", tell.plain("section-situation"));
    let (told, bare): (Vec<&Item<'_>>, Vec<&Item<'_>>) =
        case.items.iter().filter(|item| item.open).partition(|item| is_told(case, item));
    told.into_iter().for_each(|item| recommendation(tell, case, item, &mut out));
    if !bare.is_empty() {
        let numbers = bare.iter().map(|item| item.number.as_str()).collect::<Vec<_>>().join(", ");
        let values = Values::new().text("numbers", numbers).text("known", known_open(case));
        out.say(tell.say("situation-bare", values));
    }
    out.finish()
}

/// Whether those that are not known to be closed are known to be open: where a report counts some as closed without saying
/// which, they are not.
fn known_open(case: &Case<'_>) -> &'static str {
    if case.counted_only().is_some_and(|(_, count)| count.is_partial()) { "no" } else { "yes" }
}

fn overview(tell: &Teller<'_>, case: &Case<'_>, out: &mut Writer) {
    let open = case.items.iter().filter(|item| item.open).count();
    let values = Values::new().count("count", u64::try_from(open).unwrap_or(u64::MAX));
    out.say(tell.say("situation-open", values.text("known", known_open(case))));
    if !case.is_assessed() {
        out.say(tell.plain("situation-not-assessed"));
    }
    printed(tell, case, out);
    let row = |item: &Item<'_>| {
        let said = item.last();
        let report = said.and_then(|said| case.report(&said.report));
        vec![
            Cell::text(
                Phrase::plain(&*item.number)
                    .leading_to(Kind::Recommendation, &format!("{}/{}", case.evaluation.id, item.number)),
            ),
            Cell::text(tell.themes(item.record)),
            Cell::text(tell.verdict(case.procedure, &item.row.verdict)),
            Cell::text(report.map_or_else(Phrase::default, |report| {
                Phrase::plain(tell.document(report)).leading_to(Kind::Compliance, report.id.as_str())
            })),
            Cell::number(item.row.measures),
            Cell::number(item.row.evidence),
            tell.yes_no(item.row.needs_review),
        ]
    };
    let header = ["recommendation", "themes", "verdict", "report", "measure", "evidence", "review"];
    out.table(Table {
        caption: tell.plain("table-recommendations"),
        header: header.iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows: case.items.iter().map(row).collect(),
    });
}

/// Counts that a report prints without saying which recommendations they are of.
fn printed(tell: &Teller<'_>, case: &Case<'_>, out: &mut Writer) {
    if let Some((report, count)) = case.counted_only() {
        let values = Values::new().text("evaluation", case.evaluation.id.as_str());
        let values = tell.words.dated(values, "date", report.adopted.0);
        out.say(tell.counts_printed(values, count));
    }
}

/// Whether more than its number and subjects is recorded.
fn is_told(case: &Case<'_>, item: &Item<'_>) -> bool {
    item.record.is_some_and(|record| record.text.is_some())
        || !item.said.is_empty()
        || item.row.measures + item.row.evidence > 0
        || case.about(item).next().is_some()
}

fn recommendation(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>, out: &mut Writer) {
    let numbered = |key: &str| tell.say(key, Values::new().text("number", item.number.as_str()));
    let label = numbered("recommendation");
    out.heading(label.clone());
    out.block(Block::Boxed { label, text: tell.maybe(item.record.and_then(|record| record.text.as_ref())) });
    out.say(match item.last() {
        None => tell.plain("earlier-none"),
        Some(said) => {
            let document = case.report(&said.report).map(|report| tell.document(report)).unwrap_or_default();
            let values = tell.words.dated(Values::new().text("document", document), "date", said.adopted);
            tell.say("earlier", values.text("verdict", tell.verdict(case.procedure, &said.value).text()))
        }
    });
    if !item.reasons.is_empty() {
        let reasons: Vec<String> = item.reasons.iter().map(|reason| tell.reason(*reason)).collect();
        let values = Values::new().text("number", item.number.as_str());
        out.say(tell.say("situation-review", values.text("reasons", tell.words.list(&reasons))));
    }
    if item.measures.is_empty() {
        out.say(numbered("situation-no-measures"));
    }
    out.table(measures(tell, numbered("table-measures"), item.measures.iter().copied()));
    evidence(tell, item, out);
    let said = |shadow: bool| -> Vec<Phrase> {
        case.about(item).filter(|it| is_outside_submission(it.kind) == shadow).map(|it| tell.submission(it)).collect()
    };
    let (official, shadow) = (said(false), said(true));
    if !official.is_empty() || !shadow.is_empty() {
        out.block(sides(tell, &item.number, official, shadow));
    }
}

pub(super) fn evidence(tell: &Teller<'_>, item: &Item<'_>, out: &mut Writer) {
    let pieces = tell.view.evidence_for(&item.numbered, &item.measures);
    let key = if pieces.is_empty() { "evidence-none" } else { "evidence-list" };
    out.say(tell.say(key, Values::new().text("number", item.number.as_str())));
    out.list(pieces.values().map(|(evidence, _)| tell.evidence(evidence)).collect());
}

/// Measures with their status and, apart from it, their punctuality.
pub(super) fn measures<'a>(tell: &Teller<'_>, caption: String, measures: impl Iterator<Item = &'a Measure>) -> Table {
    let header = ["measure", "lead", "term", "status", "punctuality", "evidence", "review"];
    let row = |measure: &Measure| {
        let row = tell.view.measure_row(measure);
        vec![
            Cell::text(Phrase::plain(format!("{}: ", measure.id)).and(tell.texts(&measure.names))),
            Cell::text(tell.duty(measure.lead.as_str(), &row.lead)),
            tell.day_cell(Some(row.term_to)),
            Cell::text(tell.status(row.status)),
            Cell::text(tell.punctuality(row.punctuality)),
            Cell::number(row.evidence),
            tell.yes_no(row.needs_review),
        ]
    };
    Table {
        caption,
        header: header.iter().map(|key| tell.plain(&format!("column-{key}"))).collect(),
        rows: measures.map(row).collect(),
    }
}
