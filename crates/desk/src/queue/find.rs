//! Finds what waits, one function a sort. Whoever has a body is asked about what concerns that body; whoever coordinates
//! is asked about everything.

use super::window;
use crate::acts::{address, words};
use crate::record::{is_outside, link, reason};
use crate::settings::SETTINGS;
use crate::work::Desk;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use probity_commitments::record::party::Role;
use probity_commitments::record::programme::{Measure, MeasureState, StatusValue};
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::Kept;
use probity_publication::page::table::text;

/// One sort of things that wait.
pub(super) struct Waiting {
    /// The key of its heading, and its anchor.
    pub key: &'static str,
    pub rows: Vec<Row>,
}

/// One thing that waits.
pub(super) struct Row {
    pub what: Markup,
    pub who: Markup,
    pub when: Markup,
    /// The address of the next step, below the desk, and what it is called.
    pub next: Option<(String, String)>,
}

/// Who is asked about a sort of things.
type Sort = (&'static str, &'static [Role], fn(&Desk<'_>) -> Vec<Row>);

const SORTS: [Sort; 9] = [
    ("queue-sign", &[Role::ValidatingAuthority], to_sign),
    ("queue-approve", &[Role::ValidatingAuthority], to_approve),
    ("queue-status", &[Role::Analyst], to_judge),
    ("queue-reports", &[Role::HeadOfDelegation], to_authorise),
    ("queue-drafts", &[Role::Secretariat, Role::Plenary], to_adopt),
    ("queue-recommendations", &[Role::Ministry, Role::FocalPoint, Role::HeadOfDelegation], recommendations),
    ("queue-measures", &[Role::Ministry, Role::FocalPoint], measures),
    ("queue-review", &[Role::Secretariat, Role::Analyst, Role::FocalPoint, Role::Ministry], to_review),
    ("queue-outside", &[Role::Secretariat, Role::Analyst, Role::FocalPoint, Role::Rapporteur], from_outside),
];

/// Everything that waits, sorts of which nothing waits left out.
pub(super) fn all(desk: &Desk<'_>) -> Vec<Waiting> {
    let mine = SORTS.iter().filter(|(_, roles, _)| roles.iter().any(|role| desk.work.person.has(*role)));
    let found = mine.map(|(key, _, find)| Waiting { key, rows: find(desk) });
    found.filter(|it| !it.rows.is_empty()).collect()
}

/// Whether a body is one's own, or its successor. Somebody without a body is asked about all.
fn concerns(desk: &Desk<'_>, body: &str) -> bool {
    desk.work.person.body.as_deref().is_none_or(|own| desk.reader.state.succeeds(own, body))
}

/// Whether the person coordinates, and is asked about everybody's.
fn coordinates(desk: &Desk<'_>) -> bool {
    [Role::FocalPoint, Role::Analyst, Role::Secretariat].into_iter().any(|role| desk.work.person.has(role))
}

/// Whether a measure concerns the person.
fn my_measure(desk: &Desk<'_>, measure: &Measure) -> bool {
    let bodies = std::iter::once(&measure.lead).chain(&measure.co_leads);
    let mut bodies = bodies.map(|body| body.as_str());
    coordinates(desk) || bodies.any(|body| concerns(desk, body))
}

/// Whether an actor records for the person's body.
fn of_my_body(desk: &Desk<'_>, actor: &str) -> bool {
    desk.reader.state.actor(actor).is_some_and(|actor| concerns(desk, actor.body.as_str()))
}

fn soon(desk: &Desk<'_>, date: Date) -> bool {
    desk.reader.today.checked_add(SETTINGS.soon_days.days()).is_ok_and(|limit| date <= limit)
}

/// A date by which something is due, in words.
fn due(desk: &Desk<'_>, date: Date) -> Markup {
    let key = if date < desk.reader.today { "queue-overdue" } else { "queue-due" };
    text(desk.say().with(key, &[("date", &date.to_string())]))
}

fn to_sign(desk: &Desk<'_>) -> Vec<Row> {
    let state = desk.reader.state;
    let mut rows = Vec::new();
    for (key, kept) in state.of_kind(Kind::Notice).filter(|(key, _)| desk.reader.unsigned(key)) {
        let Record::Notice(notice) = &kept.record else { continue };
        let lead = state.measure(notice.measure.as_str()).is_some_and(|it| concerns(desk, it.lead.as_str()));
        if lead || of_my_body(desk, &kept.first_actor) {
            rows.push(Row {
                what: link(desk, Kind::Notice, key),
                who: text(&kept.actor),
                when: text(notice.sent.0.to_string()),
                next: next(desk, Kind::Sign, &[("notice", key)]),
            });
        }
    }
    rows
}

/// The next step as an act, when it is called as the act is.
fn next(desk: &Desk<'_>, kind: Kind, fields: &[(&str, &str)]) -> Option<(String, String)> {
    Some((address(kind, fields), words::act(kind, desk.asked.language)))
}

fn to_approve(desk: &Desk<'_>) -> Vec<Row> {
    let actor = desk.work.person.actor.as_deref();
    let mut rows = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        let proposed = measure.state == Some(MeasureState::Proposed) && Some(kept.first_actor.as_str()) != actor;
        if proposed && (concerns(desk, measure.lead.as_str()) || of_my_body(desk, &kept.first_actor)) {
            rows.push(Row {
                what: link(desk, Kind::Measure, key),
                who: text(&kept.first_actor),
                when: due(desk, measure.term_to.0),
                next: Some((address(Kind::Measure, &[("approve", key)]), desk.say().plain("form-approve"))),
            });
        }
    }
    rows
}

fn to_judge(desk: &Desk<'_>) -> Vec<Row> {
    let (say, reader) = (desk.say(), &desk.reader);
    let mut rows = Vec::new();
    for (key, kept) in reader.state.of_kind(Kind::Notice) {
        let Record::Notice(notice) = &kept.record else { continue };
        let Some(measure) = reader.state.measure(notice.measure.as_str()) else { continue };
        let judged = reader.view.judged(measure.id.as_str()).iter().any(|(_, status)| status.seq > kept.seq);
        if judged || reader.state.is_withdrawn(&format!("notice:{key}")) {
            continue;
        }
        let window = window::of(reader.state, measure, reader.today);
        // A cut-off that has not come yet is no day of a judgement.
        let open = window.filter(|window| window.opens <= reader.today).map(|window| window.cutoff.to_string());
        let mut fields = vec![("measure", measure.id.as_str()), ("notice", key)];
        fields.extend(open.as_deref().map(|cutoff| ("cutoff", cutoff)));
        let review = window.map(|window| match window.opens <= reader.today {
            true => say.with("queue-window-open", &[("date", &window.closes.to_string())]),
            false => say.with("queue-window-next", &[("date", &window.opens.to_string())]),
        });
        let kind = words::word("notice_kind", &words::written(notice.kind), desk.asked.language);
        rows.push(Row {
            what: html! { (link(desk, Kind::Measure, measure.id.as_str())) " · " (link(desk, Kind::Notice, key)) " · " (kind) },
            who: text(&kept.actor),
            when: html! { (notice.sent.0) @if let Some(review) = review { ", " (review) } },
            next: next(desk, Kind::Status, &fields),
        });
    }
    rows
}

fn to_authorise(desk: &Desk<'_>) -> Vec<Row> {
    let state = desk.reader.state;
    let own = desk.work.person.body.as_deref().and_then(|body| state.body(body)).and_then(|body| body.state.as_ref());
    let mut rows = Vec::new();
    for (key, kept) in state.of_kind(Kind::Report).filter(|(_, kept)| desk.reader.sees(kept)) {
        let Record::Report(report) = &kept.record else { continue };
        let given =
            report.authorised.is_some() || report.published.is_some() || state.get(Kind::Authorisation, key).is_some();
        let mine = state.evaluation(report.evaluation.as_str()).is_some_and(|it| own == Some(&it.state));
        if mine && !given {
            rows.push(Row {
                what: link(desk, Kind::Report, key),
                who: text(&kept.actor),
                when: text(report.adopted.0.to_string()),
                next: next(desk, Kind::Authorisation, &[("report", key)]),
            });
        }
    }
    rows
}

fn to_adopt(desk: &Desk<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for kept in desk.reader.state.drafts() {
        let Record::Verdict(verdict) = &kept.record else { continue };
        if desk.reader.state.get(Kind::Verdict, &kept.record.key()).is_some() {
            continue;
        }
        let (recommendation, report, value) =
            (verdict.recommendation.as_str(), verdict.report.as_str(), verdict.value.as_str());
        let fields = [("recommendation", recommendation), ("report", report), ("value", value)];
        rows.push(Row {
            what: html! { (link(desk, Kind::Recommendation, recommendation)) ": " (value) },
            who: text(&kept.actor),
            when: text(kept.effective.to_string()),
            next: Some((address(Kind::Verdict, &fields), desk.say().plain("queue-adopt"))),
        });
    }
    rows
}

fn recommendations(desk: &Desk<'_>) -> Vec<Row> {
    let state = desk.reader.state;
    // The state answers for all its recommendations, a ministry for those addressed to it.
    let all_of_them = [Role::FocalPoint, Role::HeadOfDelegation].into_iter().any(|role| desk.work.person.has(role));
    let mut rows = Vec::new();
    for it in desk.reader.status() {
        let key = it.row.recommendation.as_str();
        let record = state.get(Kind::Recommendation, key).map(|kept| &kept.record);
        let addressed = match record {
            Some(Record::Recommendation(found)) => found.addressed_to.clone(),
            _ => Vec::new(),
        };
        let mine = all_of_them || addressed.iter().any(|body| concerns(desk, body.as_str()));
        let Some(date) = it.row.due.filter(|date| mine && soon(desk, *date)) else { continue };
        rows.push(Row {
            what: html! { (link(desk, Kind::Recommendation, key)) " · " code { (key) } },
            who: html! { @for (n, body) in addressed.iter().enumerate() { @if n > 0 { ", " } (desk.reader.called(Kind::Body, body.as_str())) } },
            when: due(desk, date),
            next: next(desk, Kind::Measure, &[("recommendations", key)]).filter(|_| desk.work.person.has(Role::Ministry)),
        });
    }
    rows
}

fn measures(desk: &Desk<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        let last = desk.reader.view.judged(key).last().map(|(status, _)| status.value);
        let closed = matches!(last, Some(StatusValue::Implemented | StatusValue::Cancelled));
        if !closed && soon(desk, measure.term_to.0) && my_measure(desk, measure) {
            rows.push(Row {
                what: link(desk, Kind::Measure, key),
                who: text(desk.reader.called(Kind::Body, measure.lead.as_str())),
                when: due(desk, measure.term_to.0),
                next: next(desk, Kind::Notice, &[("measure", key)]),
            });
        }
    }
    rows
}

fn to_review(desk: &Desk<'_>) -> Vec<Row> {
    let reader = &desk.reader;
    let reasons = |stale: &[probity_commitments::view::Stale]| html! { @for it in stale { p { (reason(desk, it)) } } };
    let mut rows = Vec::new();
    let everybody = coordinates(desk);
    for it in reader.status().filter(|_| everybody) {
        if !it.stale.is_empty() {
            let key = it.row.recommendation.as_str();
            rows.push(read(desk, Kind::Recommendation, key, reasons(&it.stale)));
        }
    }
    for (key, kept) in reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        let stale = reader.view.stale_measure(measure);
        if !stale.is_empty() && my_measure(desk, measure) {
            rows.push(read(desk, Kind::Measure, key, reasons(&stale)));
        }
    }
    rows
}

/// Something to be read first.
fn read(desk: &Desk<'_>, kind: Kind, key: &str, why: Markup) -> Row {
    Row {
        what: link(desk, kind, key),
        who: text(words::kind(kind, desk.asked.language)),
        when: why,
        next: Some((crate::record::path(kind, key), desk.say().plain("queue-read"))),
    }
}

fn from_outside(desk: &Desk<'_>) -> Vec<Row> {
    let new = |kept: &Kept| {
        let since = desk.reader.today.checked_sub(SETTINGS.new_days.days());
        since.is_ok_and(|since| probity_store::event::day(kept.at) >= since)
    };
    let mut rows = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Submission).filter(|(_, kept)| new(kept)) {
        let Record::Submission(it) = &kept.record else { continue };
        if is_outside(it.kind) {
            let kind = words::word("submission_kind", &words::written(it.kind), desk.asked.language);
            rows.push(Row {
                what: html! { (link(desk, Kind::Submission, key)) " · " (kind) },
                who: text(desk.reader.called(Kind::Body, it.by.as_str())),
                when: text(it.received.0.to_string()),
                next: Some((crate::record::path(Kind::Submission, key), desk.say().plain("queue-read"))),
            });
        }
    }
    rows
}
