//! What may be done next with a record, in the roles a person has: links to forms with the record already named in them.

use crate::acts::{address, form, words};
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::programme::MeasureState;
use probity_commitments::record::{Kind, Record};

/// The kind of the record, the act, and the field of its form that names the record; `on` and `of` name its kind too.
const NEXT: [(Kind, Kind, &str); 20] = [
    (Kind::Measure, Kind::Notice, "measure"),
    (Kind::Measure, Kind::Evidence, "on"),
    (Kind::Measure, Kind::Status, "measure"),
    (Kind::Measure, Kind::Submission, "measure"),
    (Kind::Recommendation, Kind::Measure, "recommendations"),
    (Kind::Recommendation, Kind::Evidence, "on"),
    (Kind::Recommendation, Kind::Submission, "recommendation"),
    (Kind::Recommendation, Kind::Verdict, "recommendation"),
    (Kind::Notice, Kind::Evidence, "on"),
    (Kind::Notice, Kind::Sign, "notice"),
    (Kind::Notice, Kind::Status, "notice"),
    (Kind::Notice, Kind::Withdraw, "of"),
    (Kind::Submission, Kind::Evidence, "on"),
    (Kind::Evidence, Kind::Observed, "evidence"),
    (Kind::Evidence, Kind::Withdraw, "of"),
    (Kind::Indicator, Kind::Observation, "indicator"),
    (Kind::Evaluation, Kind::Recommendation, "evaluation"),
    (Kind::Evaluation, Kind::Report, "evaluation"),
    (Kind::Report, Kind::Verdict, "report"),
    (Kind::Report, Kind::Authorisation, "report"),
];

/// The links, under a heading; nothing when there is nothing to do.
pub(super) fn acts(desk: &Desk<'_>, kind: Kind, key: &str, record: Option<&Record>) -> Markup {
    let say = desk.say();
    let own = NEXT.iter().filter(|(of, _, _)| *of == kind).filter_map(|(_, act, field)| {
        let senseless = *act == Kind::Sign && !desk.reader.unsigned(key);
        (offered(desk, *act, false) && !senseless).then(|| link(desk, *act, field, (kind, key), record))
    });
    let mut links: Vec<(String, String)> = own.collect();
    let proposed = matches!(record, Some(Record::Measure(it)) if it.state == Some(MeasureState::Proposed));
    if proposed && offered(desk, Kind::Measure, true) {
        links.push((address(Kind::Measure, &[("approve", key)]), say.plain("form-approve")));
    }
    links.extend(participants(desk, record));
    if record.is_some() && offered(desk, kind, false) {
        let corrected = words::kind(kind, desk.asked.language);
        links.push((address(kind, &[("correct", key)]), say.with("form-correct", &[("kind", &corrected)])));
    }
    html! {
        @if !links.is_empty() {
            section aria-labelledby="record-acts" {
                h2 id="record-acts" { (say.plain("record-acts")) }
                ul class="plain" { @for (address, called) in &links { li { a href=(desk.href(address)) { (called) } } } }
            }
        }
    }
}

fn offered(desk: &Desk<'_>, act: Kind, approving: bool) -> bool {
    form::of(act).is_some_and(|form| !form.offered(&desk.work.person.roles, approving).is_empty())
}

fn link(desk: &Desk<'_>, act: Kind, field: &str, of: (Kind, &str), record: Option<&Record>) -> (String, String) {
    let (kind, key) = of;
    let named = if matches!(field, "on" | "of") { format!("{kind}:{key}") } else { key.to_owned() };
    let mut fields = vec![(field, named.as_str())];
    match (act, record) {
        (Kind::Submission, _) => fields.push(("kind", "shadow")),
        (Kind::Status, Some(Record::Notice(notice))) => fields.push(("measure", notice.measure.as_str())),
        _ => {}
    }
    (address(act, &fields), words::act(act, desk.asked.language))
}

/// Participants of a training, and any outcome of a measure, are values of the indicators of its result.
fn participants(desk: &Desk<'_>, record: Option<&Record>) -> Vec<(String, String)> {
    let Some(Record::Measure(measure)) = record else { return Vec::new() };
    if !offered(desk, Kind::Observation, false) {
        return Vec::new();
    }
    let act = words::act(Kind::Observation, desk.asked.language);
    let indicators = desk.reader.state.of_kind(Kind::Indicator).filter(|(_, kept)| match &kept.record {
        Record::Indicator(it) => measure.result.as_ref() == Some(&it.result),
        _ => false,
    });
    let link = |key: &str| {
        (
            address(Kind::Observation, &[("indicator", key)]),
            format!("{act}: {}", desk.reader.called(Kind::Indicator, key)),
        )
    };
    indicators.map(|(key, _)| link(key)).collect()
}
