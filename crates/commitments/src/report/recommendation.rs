//! One recommendation with everybody who spoke on it: the organ's verdicts, the authorities' word and what they claim was
//! done, the analyst's statuses, what others say. They stand side by side in equal form, because they are three authors and
//! none of them speaks for another.

use super::Kind;
use super::case::{Case, Item};
use super::situation::{evidence, measures};
use super::tell::Teller;
use super::tree::{Block, Cell, Fact, Phrase, Section, Side, Table, Writer};
use super::wording::Values;
use crate::rules::roles::is_outside_submission;
use jiff::civil::Date;

/// The facts of the cover.
pub(super) fn cover(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Vec<Fact> {
    let evaluation = case.evaluation.id.as_str();
    let round = tell.words.round_title(&case.evaluation.rounds);
    let bodies = item.record.into_iter().flat_map(|it| &it.addressed_to).map(|body| tell.body(body.as_str()));
    let bodies = bodies.reduce(|all, body| all.then("; ").and(body));
    let facts = [
        Some(("cover-state", Phrase::plain(tell.state(&case.evaluation.state)))),
        Some(("cover-evaluation", Phrase::plain(round).leading_to(Kind::Situation, evaluation))),
        Some(("column-verdict", tell.verdict(case.procedure, &item.row.verdict))),
        item.row.since.map(|since| ("column-since", Phrase::plain(tell.day(since)))),
        item.row.due.map(|due| ("cover-due", Phrase::plain(tell.day(due)))),
        bodies.map(|bodies| ("cover-addressed", bodies)),
        Some(("cover-at", Phrase::plain(tell.day(tell.view.at())))),
    ];
    facts.into_iter().flatten().map(|(key, value)| Fact { label: tell.plain(key), value }).collect()
}

/// The sections.
pub(super) fn sections(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Vec<Section> {
    let mut out = Writer::default();
    out.section("text", "", tell.plain("column-text"));
    let label = tell.say("recommendation", Values::new().text("number", item.number.as_str()));
    out.block(Block::Boxed { label, text: tell.maybe(item.record.and_then(|record| record.text.as_ref())) });
    if !item.reasons.is_empty() {
        let reasons: Vec<String> = item.reasons.iter().map(|reason| tell.reason(*reason)).collect();
        let values = Values::new().text("number", item.number.as_str());
        out.add(tell.say("situation-review", values.text("reasons", tell.words.list(&reasons))));
    }
    out.section("authors", "", tell.plain("section-authors"));
    out.add(tell.plain("authors-intro"));
    out.block(authors(tell, case, item));
    out.section("verdicts", "", tell.plain("section-verdicts"));
    verdicts(tell, case, item, &mut out);
    out.section("measures", "", tell.plain("section-measures"));
    let numbered = |key: &str| tell.say(key, Values::new().text("number", item.number.as_str()));
    if item.measures.is_empty() {
        out.add(numbered("situation-no-measures"));
    }
    out.table(measures(tell, numbered("table-measures"), item.measures.iter().copied()));
    evidence(tell, item, &mut out);
    out.finish()
}

/// Who says what, each in the order of time.
fn authors(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Block {
    let sides = [
        ("column-organ", organ(tell, case, item)),
        ("column-official", authorities(tell, case, item)),
        ("column-analyst", analyst(tell, item)),
        ("column-shadow", others(tell, case, item)),
    ];
    let side = |(key, mut said): (&str, Vec<(Date, Phrase)>)| {
        said.sort_by_key(|(date, _)| *date);
        let mut items: Vec<Phrase> = said.into_iter().map(|(_, phrase)| phrase).collect();
        if items.is_empty() {
            items.push(Phrase::plain(tell.plain("no-information")));
        }
        Side { label: tell.plain(key), items }
    };
    let caption = tell.say("table-authors", Values::new().text("number", item.number.as_str()));
    Block::Sides { caption, sides: sides.into_iter().map(side).collect() }
}

/// A day, then what was said on it.
fn on(tell: &Teller<'_>, date: Date, text: Phrase) -> (Date, Phrase) {
    (date, Phrase::plain(format!("{}: ", tell.day(date))).and(text))
}

fn organ(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Vec<(Date, Phrase)> {
    let said = item.said.iter().filter_map(|said| {
        let report = case.report(&said.report)?;
        let reasoning = case.verdict(tell.view, item, report).and_then(|verdict| verdict.reasoning.as_ref());
        let mut text = tell.verdict(case.procedure, &said.value);
        if let Some(reasoning) = reasoning {
            text = text.then(". ").and(tell.texts(reasoning));
        }
        Some(on(tell, said.adopted, text))
    });
    said.collect()
}

fn authorities(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Vec<(Date, Phrase)> {
    let own = case.about(item).filter(|it| !is_outside_submission(it.kind));
    let mut said: Vec<(Date, Phrase)> = own.map(|it| (it.received.0, tell.submission(it))).collect();
    for measure in &item.measures {
        let notices = tell.view.notices(measure.id.as_str());
        said.extend(notices.map(|notice| {
            let text = Phrase::plain(format!("{}: ", measure.id)).and(tell.texts(&notice.text));
            on(tell, notice.sent.0, text)
        }));
    }
    said
}

fn analyst(tell: &Teller<'_>, item: &Item<'_>) -> Vec<(Date, Phrase)> {
    let of = |measure: &str| {
        let judged = tell.view.judged(measure);
        let status = judged.iter().map(|(status, _)| {
            let mut text = Phrase::plain(format!("{measure}: {}", tell.status(Some(status.value))));
            if let Some(reason) = &status.reason {
                text = text.then(". ").and(tell.texts(reason));
            }
            on(tell, status.cutoff.0, text)
        });
        status.collect::<Vec<_>>()
    };
    item.measures.iter().flat_map(|measure| of(measure.id.as_str())).collect()
}

fn others(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>) -> Vec<(Date, Phrase)> {
    case.about(item)
        .filter(|it| is_outside_submission(it.kind))
        .map(|it| (it.received.0, tell.submission(it)))
        .collect()
}

fn verdicts(tell: &Teller<'_>, case: &Case<'_>, item: &Item<'_>, out: &mut Writer) {
    if item.said.is_empty() {
        out.add(tell.plain("earlier-none"));
    }
    let rows = item.said.iter().map(|said| {
        let report = case.report(&said.report);
        let verdict = report.and_then(|report| case.verdict(tell.view, item, report));
        let parts: Vec<String> = verdict
            .into_iter()
            .flat_map(|verdict| &verdict.parts)
            .map(|(part, value)| format!("({part}) {}", tell.verdict(case.procedure, value.as_str()).text()))
            .collect();
        let document = report.map(|report| tell.document(report)).unwrap_or_default();
        vec![
            Cell::text(Phrase::plain(document).leading_to(Kind::Compliance, &said.report)),
            tell.day_cell(Some(said.adopted)),
            Cell::text(tell.verdict(case.procedure, &said.value)),
            Cell::text(parts.join("; ")),
        ]
    });
    let header = ["column-report", "cover-adopted", "column-verdict", "column-parts"];
    out.table(Table {
        caption: tell.say("table-verdicts", Values::new().text("number", item.number.as_str())),
        header: tell.header(&header),
        rows: rows.collect(),
    });
}
