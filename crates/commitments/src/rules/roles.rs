//! S1 to S11: who may say what. Whoever implements a measure claims, somebody else judges, the organ decides; no role in a
//! form can stand in for that, because an edited log would not pass through the form.

use super::state::State;
use super::{Act, Rule, Say};
use crate::record::evaluation::{Authorisation, Report, SubmissionKind, Verdict};
use crate::record::evidence::Evidence;
use crate::record::party::Role;
use crate::record::programme::{Measure, MeasureState, Notice, NoticeKind, Sign, Status, StatusValue};
use crate::record::value::Id;
use crate::record::{Kind, Record};
use probity_store::event::day;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// `data/roles.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    speaks_for_others: Vec<Role>,
    outside: Vec<Role>,
    outside_submissions: Vec<SubmissionKind>,
    adopts: Vec<Role>,
    needs_reference: Vec<Role>,
    drafts: Vec<Role>,
    pub(super) corrects_all: Vec<Role>,
    approves: Vec<Role>,
    records: BTreeMap<Kind, Vec<Role>>,
}

// An unreadable file would allow nothing, and `tests::the_lists_of_roles_can_be_read` keeps it readable.
pub(super) static ROLES: LazyLock<Roles> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/roles.toml")).unwrap_or_default());

/// Whether submissions of this kind come from outside.
pub(crate) fn is_outside_submission(kind: SubmissionKind) -> bool {
    ROLES.outside_submissions.contains(&kind)
}

/// A role as files write it.
pub(super) fn name(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(super) fn check(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    own_roles(state, act, record, say);
    outside(state, act, record, say);
    own_business(state, act, record, say);
    match record {
        Record::Status(status) => {
            not_the_implementer(state, act, status, say);
            not_the_author(state, act, status, say);
            rests_on_something(state, status, say);
        }
        Record::Report(report) => {
            let cited = report.plenary.is_some() || report.reference.is_some();
            the_organ(act, "report", report.draft, cited, say);
            no_own_rapporteur(state, report, say);
        }
        Record::Verdict(verdict) => the_organ(act, "verdict", verdict.draft, cites(state, verdict), say),
        Record::Authorisation(given) => head_of_delegation(state, act, given, say),
        Record::Sign(sign) => countersigned(state, act, sign, say),
        Record::Measure(measure) => approved_by_another(state, act, measure, say),
        _ => {}
    }
}

/// S1.
fn not_the_implementer(state: &State, act: &Act, status: &Status, say: Say<'_>) {
    if act.role == Role::Ministry {
        say(Rule::S1, Some("role"), "the role `ministry` records no status of a measure".to_owned());
        return;
    }
    let (Some(measure), Some(actor)) = (state.measure(status.measure.as_str()), state.actor(&act.actor)) else {
        return;
    };
    if measure.lead == actor.body || measure.co_leads.contains(&actor.body) {
        let message = format!("`{}` acts for `{}`, which leads or co-leads `{}`", act.actor, actor.body, measure.id);
        say(Rule::S1, Some("actor"), message);
    }
}

/// S2: those cited, or, of a sort that is not cited, the latest on the measure.
fn not_the_author(state: &State, act: &Act, status: &Status, say: Say<'_>) {
    let measure = status.measure.as_str();
    let latest = |kept: &&super::Kept| (kept.effective, kept.seq);
    let notice = match &status.notice {
        Some(id) => state.notice(id.as_str()),
        None => state.notices_of(measure).max_by_key(|(_, kept)| latest(kept)),
    };
    let mut evidence: Vec<&super::Kept> =
        status.evidence.iter().filter_map(|id| state.evidence(id.as_str())).map(|(_, kept)| kept).collect();
    if status.evidence.is_empty() {
        evidence.extend(state.evidence_on(&format!("measure:{measure}")).map(|(_, kept)| kept).max_by_key(latest));
    }
    // What a notice rests on, the status rests on: what it cites and what was added to it.
    if let Some((notice, _)) = notice {
        evidence.extend(notice.evidence.iter().filter_map(|id| state.evidence(id.as_str())).map(|(_, kept)| kept));
        evidence.extend(state.evidence_on(&format!("notice:{}", notice.id)).map(|(_, kept)| kept));
    }
    evidence.sort_by_key(|kept| kept.seq);
    evidence.dedup_by_key(|kept| kept.seq);
    for kept in notice
        .map(|(_, kept)| kept)
        .into_iter()
        .chain(evidence)
        .filter(|kept| kept.actor == act.actor || kept.first_actor == act.actor)
    {
        let message =
            format!("`{}` recorded the {} `{}` it rests on", act.actor, kept.record.kind(), kept.record.key());
        say(Rule::S2, Some("actor"), message);
    }
}

/// S3.
fn rests_on_something(state: &State, status: &Status, say: Say<'_>) {
    if status.value != StatusValue::Implemented {
        return;
    }
    let measure = status.measure.as_str();
    let results: Vec<&Notice> = state
        .notices_of(measure)
        .map(|(notice, _)| notice)
        .filter(|notice| notice.kind == NoticeKind::Result)
        .collect();
    if results.is_empty() {
        say(Rule::S3, Some("value"), format!("`{measure}` has no result notice, so it cannot be implemented"));
        return;
    }
    let live = |id: &Id| state.evidence(id.as_str()).is_some() && !state.is_withdrawn(&format!("evidence:{id}"));
    let in_notice = |notice: &&Notice| {
        notice.evidence.iter().any(live) || state.evidence_on(&format!("notice:{}", notice.id)).next().is_some()
    };
    if state.evidence_on(&format!("measure:{measure}")).next().is_none() && !results.iter().any(in_notice) {
        let message =
            format!("there is no evidence on `{measure}` or in its result notice, so it cannot be implemented");
        say(Rule::S3, Some("value"), message);
    }
}

/// S4.
fn the_organ(act: &Act, what: &str, draft: bool, cited: bool, say: Say<'_>) {
    let role = name(act.role);
    if draft {
        if !ROLES.drafts.contains(&act.role) {
            say(Rule::S4, Some("role"), format!("the role `{role}` records no draft of a {what}"));
        }
    } else if !ROLES.adopts.contains(&act.role) {
        let only = if ROLES.drafts.contains(&act.role) { " but with `draft = true`" } else { "" };
        say(Rule::S4, Some("role"), format!("the role `{role}` records no {what}{only}"));
    } else if ROLES.needs_reference.contains(&act.role) && !cited {
        let message =
            format!("the role `{role}` records a {what} only with the plenary or the reference of the report");
        say(Rule::S4, Some(if what == "report" { "id" } else { "report" }), message);
    }
}

/// Whether the report of a verdict has its plenary or reference. One that is not there is R1's business.
fn cites(state: &State, verdict: &Verdict) -> bool {
    state.report(verdict.report.as_str()).is_none_or(|report| report.plenary.is_some() || report.reference.is_some())
}

/// S5.
fn no_own_rapporteur(state: &State, report: &Report, say: Say<'_>) {
    let own = state.evaluation(report.evaluation.as_str()).filter(|found| report.rapporteurs.contains(&found.state));
    if let Some(evaluation) = own {
        let message = format!("`{}` is evaluated and cannot be a rapporteur", evaluation.state);
        say(Rule::S5, Some("rapporteurs"), message);
    }
}

/// S6.
fn head_of_delegation(state: &State, act: &Act, given: &Authorisation, say: Say<'_>) {
    if act.role != Role::HeadOfDelegation {
        let message = format!("only the role `head_of_delegation` authorises publication, not `{}`", name(act.role));
        say(Rule::S6, Some("role"), message);
        return;
    }
    let report = state.report(given.report.as_str());
    let Some(evaluation) = report.and_then(|report| state.evaluation(report.evaluation.as_str())) else { return };
    let own =
        state.actor(&act.actor).and_then(|actor| state.body(actor.body.as_str())).and_then(|body| body.state.as_ref());
    if own != Some(&evaluation.state) {
        let message = format!("`{}` does not act for a body of `{}`, which is evaluated", act.actor, evaluation.state);
        say(Rule::S6, Some("actor"), message);
    }
}

/// S7.
fn countersigned(state: &State, act: &Act, sign: &Sign, say: Say<'_>) {
    if act.role != Role::ValidatingAuthority {
        let message = format!("only the role `validating_authority` signs a notice, not `{}`", name(act.role));
        say(Rule::S7, Some("role"), message);
    }
    let author = state.notice(sign.notice.as_str()).map(|(_, kept)| [&kept.actor, &kept.first_actor]);
    if author.is_some_and(|authors| authors.contains(&&act.actor)) {
        say(Rule::S7, Some("actor"), format!("`{}` is the author of the notice `{}`", act.actor, sign.notice));
    }
}

/// S8: who approves is the one that is named, else the one that records it as approved after another proposed it.
fn approved_by_another(state: &State, act: &Act, measure: &Measure, say: Say<'_>) {
    if measure.state != Some(MeasureState::Approved) {
        return;
    }
    let before = state.get(Kind::Measure, measure.id.as_str());
    let proposer = before.map_or(act.actor.as_str(), |kept| kept.first_actor.as_str());
    let named = measure.approved_by.as_ref().map(Id::as_str);
    // Who may propose measures and records one as approved from the beginning proposes it by that, and names another who
    // approved it; others enter what was approved elsewhere.
    let approved_here = match before.map(|kept| &kept.record) {
        Some(Record::Measure(earlier)) => earlier.state != Some(MeasureState::Approved) && act.actor == proposer,
        _ => named.is_none() && ROLES.records.get(&Kind::Measure).is_some_and(|own| own.contains(&act.role)),
    };
    if named == Some(proposer) || approved_here {
        let field = if named.is_some() { "approved_by" } else { "actor" };
        say(Rule::S8, Some(field), format!("`{proposer}` proposed `{}` and cannot approve it", measure.id));
    }
}

/// Whether a record only approves the measure that another proposed: who may do that is no author of it, so C2 does not ask
/// for the proposer's role.
pub(super) fn is_approval(act: &Act, before: &Record, record: &Record) -> bool {
    let (Record::Measure(proposed), Record::Measure(approved)) = (before, record) else { return false };
    let agreed = |measure: &Measure| measure.state == Some(MeasureState::Approved);
    let same = Measure { state: proposed.state, approved_by: proposed.approved_by.clone(), ..(**approved).clone() };
    ROLES.approves.contains(&act.role) && !agreed(proposed) && agreed(approved) && same == **proposed
}

/// S9.
fn outside(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    if !ROLES.outside.contains(&act.role) {
        return;
    }
    let role = name(act.role);
    match record {
        Record::Submission(submission) if is_outside_submission(submission.kind) => {}
        Record::Submission(_) => {
            let message = format!("the role `{role}` records submissions of kind `shadow` or `comment` only");
            say(Rule::S9, Some("kind"), message);
        }
        Record::Evidence(evidence) if is_on_outside(state, evidence) => {}
        Record::Evidence(_) => {
            let message = format!("the role `{role}` records evidence only on its shadow reports and comments");
            say(Rule::S9, Some("on"), message);
        }
        _ => say(Rule::S9, Some("role"), format!("the role `{role}` records no {}", record.kind())),
    }
}

/// Evidence belongs to a submission that cites it, or that it names.
fn is_on_outside(state: &State, evidence: &Evidence) -> bool {
    let names_outside = |on: &Id| {
        let id = on.as_str().strip_prefix("submission:");
        let found = id.and_then(|id| state.get(Kind::Submission, id)).map(|kept| &kept.record);
        matches!(found, Some(Record::Submission(submission)) if is_outside_submission(submission.kind))
    };
    let named = !evidence.on.is_empty() && evidence.on.iter().all(names_outside);
    named || state.is_cited_outside(evidence.id.as_str())
}

/// S11: what is for certain roles. Those who hold the observatory's key enter what others do; corrections and approvals of
/// what another role recorded have rules of their own (C2, S8), and a role the actor does not have was said already.
fn own_business(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    let Some(may) = ROLES.records.get(&record.kind()).filter(|may| !may.contains(&act.role)) else { return };
    let enters = act.by_observatory && (record.kind() == Kind::Actor || ROLES.speaks_for_others.contains(&act.role));
    let elsewhere = ROLES.outside.contains(&act.role)
        || matches!((record, act.role), (Record::Status(_), Role::Ministry))
        || state.before(record).is_some_and(|before| before.first_role != act.role);
    let has_role = state.actor(&act.actor).is_some_and(|actor| actor.roles.contains(&act.role));
    if has_role && !enters && !elsewhere {
        let may: Vec<String> = may.iter().map(|role| name(*role)).collect();
        let message =
            format!("the role `{}` records no {}, which is for `{}`", name(act.role), record.kind(), may.join("`, `"));
        say(Rule::S11, Some("role"), message);
    }
}

/// S10.
fn own_roles(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    let Some(actor) = state.actor(&act.actor) else {
        if !act.by_observatory {
            let message = format!("nobody is recorded as `{}`, and the observatory's key does not sign", act.actor);
            say(Rule::S10, Some("actor"), message);
        }
        return;
    };
    let today = day(act.at);
    if actor.from.is_some_and(|from| today < from.0) || actor.to.is_some_and(|to| to.0 < today) {
        let side = |day: Option<crate::record::value::Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
        let term = format!("from {} to {}", side(actor.from), side(actor.to));
        say(Rule::S10, Some("actor"), format!("`{}` may record {term}, not on {today}", act.actor));
    }
    if !actor.roles.contains(&act.role) {
        let held: Vec<String> = actor.roles.iter().map(|role| name(*role)).collect();
        let message = format!("`{}` has the roles `{}`, not `{}`", act.actor, held.join("`, `"), name(act.role));
        say(Rule::S10, Some("role"), message);
    }
    if let Record::Submission(submission) = record
        && !ROLES.speaks_for_others.contains(&act.role)
        && !state.succeeds(actor.body.as_str(), submission.by.as_str())
    {
        let message = format!("`{}` acts for `{}`, not for `{}`", act.actor, actor.body, submission.by);
        say(Rule::S10, Some("by"), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_roles_can_be_read() {
        let roles: Roles = toml::from_str(include_str!("../../data/roles.toml")).unwrap();
        assert_eq!(roles.outside, [Role::Ngo, Role::Public]);
    }
}
