//! Who says what, side by side: the implementer claims, the analyst judges, the organ decides; then what others sent in,
//! in the same form as the state's own words; then the evidence, and whether it still shows what it showed.
//! (Three authors, three records: they are never one field.)

use super::link;
use crate::acts::words;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::evaluation::SubmissionKind;
use probity_commitments::record::programme::Measure;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::Kept;
use probity_commitments::view::Stale;
use probity_publication::page::table::{Column, Grid, code, day, text};
use std::collections::{BTreeMap, BTreeSet};

/// What the voices are about.
struct Subject<'a> {
    /// What sort of record the page is of.
    kind: Kind,
    measures: Vec<&'a Measure>,
    /// Keys of recommendations, as the views print them.
    recommendations: BTreeSet<String>,
    notices: BTreeSet<String>,
    submissions: BTreeSet<String>,
    stale: BTreeMap<String, Vec<Stale>>,
    reasons: Vec<Stale>,
}

/// All voices on a measure, a recommendation, a notice or an evaluation; nothing on others.
pub(super) fn all(desk: &Desk<'_>, kind: Kind, key: &str) -> Markup {
    let Some(subject) = subject(desk, kind, key) else { return Markup::default() };
    let say = desk.say();
    html! {
        (review(desk, &subject))
        section aria-labelledby="record-voices" {
            h2 id="record-voices" { (say.plain("record-voices")) }
            div class="three" {
                div { h3 { (say.plain("voice-claim")) } (claims(desk, &subject)) }
                div { h3 { (say.plain("voice-status")) } (statuses(desk, &subject)) }
                div { h3 { (say.plain("voice-verdict")) } (verdicts(desk, &subject)) }
            }
        }
        (others(desk, &subject))
        (evidence(desk, &subject))
    }
}

fn subject<'a>(desk: &'a Desk<'_>, kind: Kind, key: &str) -> Option<Subject<'a>> {
    let reader = &desk.reader;
    let state = reader.state;
    let same = |a: &str, b: &str| match (state.get(Kind::Recommendation, a), state.get(Kind::Recommendation, b)) {
        (Some(a), Some(b)) => a.seq == b.seq,
        _ => a == b,
    };
    let all_measures = || state.of_kind(Kind::Measure).filter_map(|(_, kept)| as_measure(kept));
    let answers = |it: &&Measure, key: &str| it.recommendations.iter().any(|own| same(own.as_str(), key));
    let (measures, asked): (Vec<&Measure>, Vec<String>) = match kind {
        Kind::Measure => {
            let measure = state.measure(key)?;
            (vec![measure], measure.recommendations.iter().map(ToString::to_string).collect())
        }
        Kind::Recommendation => (all_measures().filter(|it| answers(it, key)).collect(), vec![key.to_owned()]),
        Kind::Notice => match &state.get(Kind::Notice, key)?.record {
            Record::Notice(notice) => (state.measure(notice.measure.as_str()).into_iter().collect(), Vec::new()),
            _ => return None,
        },
        _ => return None,
    };
    let own_rows: Vec<_> =
        reader.status().filter(|row| asked.iter().any(|key| same(key, &row.row.recommendation))).collect();
    let mut reasons: Vec<Stale> = measures.iter().flat_map(|it| reader.view.stale_measure(it)).collect();
    reasons.extend(own_rows.iter().flat_map(|row| row.stale.clone()));
    reasons.sort();
    reasons.dedup();
    let mut stale: BTreeMap<String, Vec<Stale>> = BTreeMap::new();
    for it in &reasons {
        it.evidence.iter().for_each(|id| stale.entry(id.clone()).or_default().push(it.clone()));
    }
    let recommendations: BTreeSet<String> =
        own_rows.into_iter().map(|row| row.row.recommendation.clone()).chain(asked).collect();
    let of = |id: &str| measures.iter().any(|measure| measure.id.as_str() == id);
    let notices = state
        .of_kind(Kind::Notice)
        .filter(|(_, kept)| matches!(&kept.record, Record::Notice(it) if of(it.measure.as_str())));
    let notices = notices.map(|(key, _)| key.to_owned()).collect();
    let about = |kept: &Kept| match &kept.record {
        Record::Submission(it) => {
            it.measure.as_ref().is_some_and(|id| of(id.as_str()))
                || it.recommendation.as_ref().is_some_and(|id| recommendations.iter().any(|own| same(own, id.as_str())))
        }
        _ => false,
    };
    let submissions =
        state.of_kind(Kind::Submission).filter(|(_, kept)| about(kept)).map(|(key, _)| key.to_owned()).collect();
    Some(Subject { kind, measures, recommendations, notices, submissions, stale, reasons })
}

fn as_measure(kept: &Kept) -> Option<&Measure> {
    match &kept.record {
        Record::Measure(measure) => Some(measure),
        _ => None,
    }
}

/// Why it needs review, above everything else.
fn review(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let say = desk.say();
    html! {
        @if !subject.reasons.is_empty() {
            section class="caution" aria-labelledby="record-review" {
                h2 id="record-review" { (say.plain("record-review")) }
                ul class="plain" { @for it in &subject.reasons { li { (reason(desk, it)) } } }
            }
        }
    }
}

/// One reason, with the evidence it is about.
pub(crate) fn reason(desk: &Desk<'_>, it: &Stale) -> Markup {
    let say = desk.say();
    let key = format!("reason-{}", words::written(it.reason));
    html! {
        (say.plain(&key))
        @if let Some(evidence) = &it.evidence { " · " (link(desk, Kind::Evidence, evidence)) }
        @if let Some(since) = it.since { " · " (say.with("reason-since", &[("date", &since.to_string())])) }
    }
}

fn nothing(desk: &Desk<'_>) -> Markup {
    html! { p class="absent" { (desk.say().plain("voice-none")) } }
}

/// What implementers say, and whether somebody signed it.
fn claims(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let (say, language, state) = (desk.say(), desk.asked.language, desk.reader.state);
    html! {
        @if subject.notices.is_empty() { (nothing(desk)) }
        @for key in &subject.notices {
            @if let Some(Record::Notice(notice)) = state.get(Kind::Notice, key).map(|kept| &kept.record) {
                @let gone = state.is_withdrawn(&format!("notice:{key}"));
                article class="voice" {
                    p { strong { (words::word("notice_kind", &words::written(notice.kind), language)) } " · " (notice.sent.0) }
                    p { @if gone { del { (link(desk, Kind::Notice, key)) } " " (say.plain("voice-withdrawn")) } @else { (link(desk, Kind::Notice, key)) } }
                    p class="small" {
                        (desk.reader.called(Kind::Measure, notice.measure.as_str())) " · "
                        @if state.get(Kind::Sign, key).is_some() { (say.plain("voice-signed")) } @else { (say.plain("voice-unsigned")) }
                    }
                }
            }
        }
    }
}

/// What analysts made of it.
fn statuses(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let language = desk.asked.language;
    let mut judged: Vec<_> = subject.measures.iter().flat_map(|it| desk.reader.view.judged(it.id.as_str())).collect();
    judged.sort_by_key(|(status, kept)| (status.cutoff.0, kept.seq));
    html! {
        @if judged.is_empty() { (nothing(desk)) }
        @for (status, kept) in judged.iter().rev() {
            article class="voice" {
                p { strong { (words::word("status_value", &words::written(status.value), language)) } " · " (status.cutoff.0) }
                @if let Some(found) = status.reason.as_ref().and_then(|texts| desk.reader.found(texts)) {
                    p lang=(found.language) { (found.text) }
                }
                @if subject.kind != Kind::Measure {
                    p class="small" { (desk.reader.called(Kind::Measure, status.measure.as_str())) }
                }
                p class="small" { (link(desk, Kind::Status, &kept.record.key())) " · " (kept.actor) }
            }
        }
    }
}

/// What the organ says. Verdicts of reports that the reader may not read are not there.
fn verdicts(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let say = desk.say();
    let own: Vec<_> =
        desk.reader.status().filter(|row| subject.recommendations.contains(&row.row.recommendation)).collect();
    let title = |value: &str| verdict_name(desk, value);
    html! {
        @if own.iter().all(|row| row.history.is_empty()) { (nothing(desk)) }
        @for row in &own {
            @for said in row.history.iter().rev() {
                article class="voice" {
                    p { @if said.replaced { del { (title(&said.value)) } } @else { strong { (title(&said.value)) } } " · " (said.adopted) }
                    @if subject.kind != Kind::Recommendation {
                        p class="small" { (link(desk, Kind::Recommendation, &row.row.recommendation)) }
                    }
                    p class="small" { (link(desk, Kind::Report, &said.report)) }
                    @if said.replaced { p class="small" { (say.plain("history-replaced")) } }
                }
            }
        }
    }
}

/// What procedures call a verdict.
fn verdict_name(desk: &Desk<'_>, value: &str) -> String {
    let mut procedures = crate::acts::procedures(desk.reader.state);
    let found = procedures.find_map(|it| it.verdict(value)?.title.get(desk.asked.language.code()));
    found.map_or_else(|| value.to_owned(), |found| found.text.to_owned())
}

/// What was sent in: the state's words and everybody else's, in one table and one form.
fn others(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let (say, language, state) = (desk.say(), desk.asked.language, desk.reader.state);
    let mut grid = Grid::new(say.plain("others-caption"))
        .column(Column::Text, say.plain("others-what"))
        .column(Column::Text, say.plain("others-kind"))
        .column(Column::Text, say.plain("others-by"))
        .column(Column::Text, say.plain("others-received"));
    for key in &subject.submissions {
        if let Some(Record::Submission(it)) = state.get(Kind::Submission, key).map(|kept| &kept.record) {
            let kind = words::word("submission_kind", &words::written(it.kind), language);
            let by = link(desk, Kind::Body, it.by.as_str());
            grid.row(vec![link(desk, Kind::Submission, key), text(kind), by, day(it.received.0)]);
        }
    }
    html! {
        @if !subject.submissions.is_empty() {
            section aria-labelledby="record-others" {
                h2 id="record-others" { (say.plain("record-others")) }
                (grid.markup())
            }
        }
    }
}

/// Whether a submission comes from outside the state.
pub(crate) fn is_outside(kind: SubmissionKind) -> bool {
    matches!(kind, SubmissionKind::Shadow | SubmissionKind::Comment)
}

/// Evidence on it, on its measures and on their notices, with what has become of it.
fn evidence(desk: &Desk<'_>, subject: &Subject<'_>) -> Markup {
    let (say, language, state) = (desk.say(), desk.asked.language, desk.reader.state);
    let mut wanted: BTreeSet<String> =
        subject.recommendations.iter().map(|key| format!("recommendation:{key}")).collect();
    wanted.extend(subject.measures.iter().map(|it| format!("measure:{}", it.id)));
    wanted.extend(subject.notices.iter().map(|key| format!("notice:{key}")));
    wanted.extend(subject.submissions.iter().map(|key| format!("submission:{key}")));
    let cited = subject.notices.iter().chain(&subject.submissions).flat_map(|key| {
        let kept = state.get(Kind::Notice, key).or_else(|| state.get(Kind::Submission, key));
        match kept.map(|kept| &kept.record) {
            Some(Record::Notice(it)) => it.evidence.clone(),
            Some(Record::Submission(it)) => it.evidence.clone(),
            _ => Vec::new(),
        }
    });
    let cited: BTreeSet<String> = cited.map(|id| id.to_string()).collect();
    let mut grid = Grid::new(say.plain("evidence-caption"))
        .column(Column::Text, say.plain("evidence-what"))
        .column(Column::Text, say.plain("evidence-kind"))
        .column(Column::Code, say.plain("evidence-on"))
        .column(Column::Text, say.plain("evidence-now"));
    let mut any = false;
    for (key, kept) in state.of_kind(Kind::Evidence).filter(|(_, kept)| desk.reader.sees(kept)) {
        let Record::Evidence(it) = &kept.record else { continue };
        if cited.contains(key) || it.on.iter().any(|on| wanted.contains(on.as_str())) {
            any = true;
            let now = match (state.is_withdrawn(&format!("evidence:{key}")), subject.stale.get(key)) {
                (true, _) => text(say.plain("voice-withdrawn")),
                (false, None) => text(say.plain("evidence-fine")),
                (false, Some(stale)) => {
                    html! { @for it in stale { p { (say.plain(&format!("reason-{}", words::written(it.reason)))) } } }
                }
            };
            let kind = words::word("evidence_kind", &words::written(it.kind), language);
            let on = it.on.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            grid.row(vec![link(desk, Kind::Evidence, key), text(kind), code(on), now]);
        }
    }
    html! {
        @if any {
            section aria-labelledby="record-evidence" {
                h2 id="record-evidence" { (say.plain("record-evidence")) }
                (grid.markup())
            }
        }
    }
}
