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
use probity_commitments::record::programme::{Measure, MeasureState, Notice, StatusValue};
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::Kept;
use probity_commitments::view::Stale;
use probity_publication::page::table::{day, text};

/// One sort of things that wait, what waits longest first.
pub(super) struct Waiting<'a> {
    /// The key of its heading, and its anchor.
    pub key: &'static str,
    pub found: Vec<Found<'a>>,
}

/// One thing that waits. There may be thousands, and a page shows few, so a row is made when it is shown.
pub(super) struct Found<'a> {
    /// The day it is due, or since when it waits.
    when: Date,
    pub row: Box<dyn Fn() -> Row + 'a>,
}

fn at<'a>(when: Date, row: impl Fn() -> Row + 'a) -> Found<'a> {
    Found { when, row: Box::new(row) }
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
type Sort = (&'static str, &'static [Role], for<'a> fn(&'a Desk<'a>) -> Vec<Found<'a>>);

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
pub(super) fn all<'a>(desk: &'a Desk<'a>) -> Vec<Waiting<'a>> {
    let mine = SORTS.iter().filter(|(_, roles, _)| roles.iter().any(|role| desk.work.person.has(*role)));
    let all = mine.map(|(key, _, find)| {
        let mut found = find(desk);
        found.sort_by_key(|it| it.when);
        Waiting { key, found }
    });
    all.filter(|it| !it.found.is_empty()).collect()
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

fn to_sign<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let state = desk.reader.state;
    let mut found = Vec::new();
    for (key, kept) in state.of_kind(Kind::Notice).filter(|(key, _)| desk.reader.unsigned(key)) {
        let Record::Notice(notice) = &kept.record else { continue };
        let lead = state.measure(notice.measure.as_str()).is_some_and(|it| concerns(desk, it.lead.as_str()));
        if lead || of_my_body(desk, &kept.first_actor) {
            let row = move || Row {
                what: link(desk, Kind::Notice, key),
                who: text(&kept.actor),
                when: day(notice.sent.0),
                next: next(desk, Kind::Sign, &[("notice", key)]),
            };
            found.push(at(notice.sent.0, row));
        }
    }
    found
}

/// The next step as an act, when it is called as the act is.
fn next(desk: &Desk<'_>, kind: Kind, fields: &[(&str, &str)]) -> Option<(String, String)> {
    Some((address(kind, fields), words::act(kind, desk.asked.language)))
}

fn to_approve<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let actor = desk.work.person.actor.as_deref();
    let mut found = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        let proposed = measure.state == Some(MeasureState::Proposed) && Some(kept.first_actor.as_str()) != actor;
        if proposed && (concerns(desk, measure.lead.as_str()) || of_my_body(desk, &kept.first_actor)) {
            let row = move || Row {
                what: link(desk, Kind::Measure, key),
                who: text(&kept.first_actor),
                when: due(desk, measure.term_to.0),
                next: Some((address(Kind::Measure, &[("approve", key)]), desk.say().plain("form-approve"))),
            };
            found.push(at(measure.term_to.0, row));
        }
    }
    found
}

fn to_judge<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let reader = &desk.reader;
    let mut found = Vec::new();
    for (key, kept) in reader.state.of_kind(Kind::Notice) {
        let Record::Notice(notice) = &kept.record else { continue };
        let Some(measure) = reader.state.measure(notice.measure.as_str()) else { continue };
        let judged = reader.view.judged(measure.id.as_str()).iter().any(|(_, status)| status.seq > kept.seq);
        if !judged && !reader.state.is_withdrawn(&format!("notice:{key}")) {
            found.push(at(notice.sent.0, move || to_be_judged(desk, notice, measure, kept)));
        }
    }
    found
}

fn to_be_judged(desk: &Desk<'_>, notice: &Notice, measure: &Measure, kept: &Kept) -> Row {
    let (say, reader) = (desk.say(), &desk.reader);
    let window = window::of(reader.state, measure, reader.today);
    // A cut-off that has not come yet is no day of a judgement.
    let open = window.filter(|window| window.opens <= reader.today).map(|window| window.cutoff.to_string());
    let mut fields = vec![("measure", measure.id.as_str()), ("notice", notice.id.as_str())];
    fields.extend(open.as_deref().map(|cutoff| ("cutoff", cutoff)));
    let review = window.map(|window| match window.opens <= reader.today {
        true => say.with("queue-window-open", &[("date", &window.closes.to_string())]),
        false => say.with("queue-window-next", &[("date", &window.opens.to_string())]),
    });
    let kind = words::word("notice_kind", &words::written(notice.kind), desk.asked.language);
    let (of, own) = (link(desk, Kind::Measure, measure.id.as_str()), link(desk, Kind::Notice, notice.id.as_str()));
    Row {
        what: html! { (of) " · " (own) " · " (kind) },
        who: text(&kept.actor),
        when: html! { (notice.sent.0) @if let Some(review) = review { ", " (review) } },
        next: next(desk, Kind::Status, &fields),
    }
}

fn to_authorise<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let state = desk.reader.state;
    let own = desk.work.person.body.as_deref().and_then(|body| state.body(body)).and_then(|body| body.state.as_ref());
    let mut found = Vec::new();
    for (key, kept) in state.of_kind(Kind::Report).filter(|(_, kept)| desk.reader.sees(kept)) {
        let Record::Report(report) = &kept.record else { continue };
        let given =
            report.authorised.is_some() || report.published.is_some() || state.get(Kind::Authorisation, key).is_some();
        let mine = state.evaluation(report.evaluation.as_str()).is_some_and(|it| own == Some(&it.state));
        if mine && !given {
            let row = move || Row {
                what: link(desk, Kind::Report, key),
                who: text(&kept.actor),
                when: day(report.adopted.0),
                next: next(desk, Kind::Authorisation, &[("report", key)]),
            };
            found.push(at(report.adopted.0, row));
        }
    }
    found
}

fn to_adopt<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for kept in desk.reader.state.drafts() {
        let Record::Verdict(verdict) = &kept.record else { continue };
        if desk.reader.state.get(Kind::Verdict, &kept.record.key()).is_some() {
            continue;
        }
        let row = move || {
            let (recommendation, report, value) =
                (verdict.recommendation.as_str(), verdict.report.as_str(), verdict.value.as_str());
            let fields = [("recommendation", recommendation), ("report", report), ("value", value)];
            Row {
                what: html! { (link(desk, Kind::Recommendation, recommendation)) ": " (value) },
                who: text(&kept.actor),
                when: text(kept.effective.to_string()),
                next: Some((address(Kind::Verdict, &fields), desk.say().plain("queue-adopt"))),
            }
        };
        found.push(at(kept.effective, row));
    }
    found
}

fn recommendations<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    // The state answers for all its recommendations, a ministry for those addressed to it.
    let all_of_them = [Role::FocalPoint, Role::HeadOfDelegation].into_iter().any(|role| desk.work.person.has(role));
    let mut found = Vec::new();
    for it in desk.reader.status() {
        let key = it.row.recommendation.as_str();
        let record = desk.reader.state.get(Kind::Recommendation, key).map(|kept| &kept.record);
        let addressed = match record {
            Some(Record::Recommendation(found)) => found.addressed_to.as_slice(),
            _ => &[],
        };
        let mine = all_of_them || addressed.iter().any(|body| concerns(desk, body.as_str()));
        let Some(date) = it.row.due.filter(|date| mine && soon(desk, *date)) else { continue };
        let row = move || {
            let act = next(desk, Kind::Measure, &[("recommendations", key)]);
            let bodies: Vec<String> =
                addressed.iter().map(|body| desk.reader.called(Kind::Body, body.as_str())).collect();
            Row {
                what: html! { (link(desk, Kind::Recommendation, key)) " · " code { (key) } },
                who: text(bodies.join(", ")),
                when: due(desk, date),
                next: act.filter(|_| desk.work.person.has(Role::Ministry)),
            }
        };
        found.push(at(date, row));
    }
    found
}

fn measures<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        if !soon(desk, measure.term_to.0) || !my_measure(desk, measure) {
            continue;
        }
        let last = desk.reader.view.judged(key).last().map(|(status, _)| status.value);
        if !matches!(last, Some(StatusValue::Implemented | StatusValue::Cancelled)) {
            let row = move || Row {
                what: link(desk, Kind::Measure, key),
                who: text(desk.reader.called(Kind::Body, measure.lead.as_str())),
                when: due(desk, measure.term_to.0),
                next: next(desk, Kind::Notice, &[("measure", key)]),
            };
            found.push(at(measure.term_to.0, row));
        }
    }
    found
}

fn to_review<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let reader = &desk.reader;
    let mut found = Vec::new();
    let everybody = coordinates(desk);
    for it in reader.status().filter(|it| everybody && !it.stale.is_empty()) {
        let (key, stale) = (it.row.recommendation.as_str(), it.stale.as_slice());
        found.push(at(since(desk, stale), move || read(desk, Kind::Recommendation, key, reasons(desk, stale))));
    }
    for (key, kept) in reader.state.of_kind(Kind::Measure) {
        let Record::Measure(measure) = &kept.record else { continue };
        if !my_measure(desk, measure) {
            continue;
        }
        let stale = reader.view.stale_measure(measure);
        if !stale.is_empty() {
            let when = since(desk, &stale);
            found.push(at(when, move || read(desk, Kind::Measure, key, reasons(desk, &stale))));
        }
    }
    found
}

fn reasons(desk: &Desk<'_>, stale: &[Stale]) -> Markup {
    html! { @for it in stale { p { (reason(desk, it)) } } }
}

/// Since when something needs review.
fn since(desk: &Desk<'_>, stale: &[Stale]) -> Date {
    stale.iter().filter_map(|it| it.since).min().unwrap_or(desk.reader.today)
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

fn from_outside<'a>(desk: &'a Desk<'a>) -> Vec<Found<'a>> {
    let new = |kept: &Kept| {
        let since = desk.reader.today.checked_sub(SETTINGS.new_days.days());
        since.is_ok_and(|since| probity_store::event::day(kept.at) >= since)
    };
    let mut found = Vec::new();
    for (key, kept) in desk.reader.state.of_kind(Kind::Submission).filter(|(_, kept)| new(kept)) {
        let Record::Submission(it) = &kept.record else { continue };
        if is_outside(it.kind) {
            let row = move || {
                let kind = words::word("submission_kind", &words::written(it.kind), desk.asked.language);
                Row {
                    what: html! { (link(desk, Kind::Submission, key)) " · " (kind) },
                    who: text(desk.reader.called(Kind::Body, it.by.as_str())),
                    when: day(it.received.0),
                    next: Some((crate::record::path(Kind::Submission, key), desk.say().plain("queue-read"))),
                }
            };
            found.push(at(it.received.0, row));
        }
    }
    found
}
