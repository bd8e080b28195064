//! T4 for decisions: each effect has what it needs, and is about something it can be about. A decision that says half of what
//! it does would change views in a way that nobody decided.

use super::references::word;
use super::state::{State, normal};
use super::{Rule, Say};
use crate::record::evaluation::{Decision, Effect};
use crate::record::number::split;

pub(super) fn check(state: &State, decision: &Decision, say: Say<'_>) {
    if let Some(key) = &decision.recommendation {
        let own = normal(key.as_str());
        if split(&own).is_none_or(|(evaluation, _)| evaluation != decision.evaluation.as_str()) {
            let message = format!("the recommendation `{key}` is not of `{}`", decision.evaluation);
            say(Rule::T4, Some("recommendation"), message);
        }
    }
    match decision.effect {
        Effect::Reopen if decision.recommendation.is_none() => {
            let message = "`reopen` puts one closed recommendation in question again: `recommendation` says which";
            say(Rule::T4, Some("effect"), message.to_owned());
        }
        Effect::SetDue if decision.due.is_none() => {
            say(Rule::T4, Some("effect"), "`set_due` sets a date: `due` says which".to_owned());
        }
        Effect::Ladder if decision.step.is_none() => {
            say(Rule::T4, Some("effect"), "`ladder` takes a step: `step` says which".to_owned());
        }
        _ => {}
    }
    if let Some(words) = state.evaluation(decision.evaluation.as_str()).and_then(|found| state.words(found)) {
        word(&words.steps, decision.step.as_ref().map(|it| it.as_str()), "step", "step of the ladder", say);
    }
}
