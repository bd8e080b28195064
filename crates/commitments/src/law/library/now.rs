//! What a pinned provision looks like on a later day: the same text, another one, none, or one that never began to apply.
//! A new expression that leaves the provision's text as it was changes nothing.

use super::collection::{Collection, Holding};
use super::value::LanguageCode;
use super::view::{ProvisionState, View};
use crate::record::evidence::Provision;
use crate::view::ProvisionNow;
use jiff::civil::Date;

impl Collection {
    /// Where a pinned provision stands on a day. A work the library does not have is unknown.
    pub fn now(&self, pin: &Provision, at: Date) -> ProvisionNow {
        let language: Option<LanguageCode> = match pin.language.as_deref().map(str::parse).transpose() {
            Ok(language) => language,
            Err(_) => return ProvisionNow::Unknown,
        };
        let Some(holding) = self.work(pin.work.as_str()) else { return ProvisionNow::Unknown };
        let Some(view) = holding.view(at, language.as_ref()) else { return ProvisionNow::Unknown };
        if let Some(gone) = gone(holding, &view, pin.eid.as_deref()) {
            return gone;
        }
        let text = |day: Date| {
            self.pinned(pin.work.as_str(), pin.eid.as_deref(), language.as_ref(), day).map(|(_, sha256)| sha256)
        };
        let Some(sha256) = text(at) else {
            return ProvisionNow::Gone { since: Some(view.expression.expression_date.0) };
        };
        let mut days: Vec<Date> = holding
            .expressions()
            .filter(|one| one.language == view.expression.language)
            .map(|one| one.expression_date.0)
            .filter(|day| *day <= view.expression.expression_date.0)
            .collect();
        days.sort();
        let same = days.iter().rev().take_while(|day| text(**day) == Some(sha256));
        let since = same.last().copied().unwrap_or(view.expression.expression_date.0);
        ProvisionNow::Text { sha256, since }
    }
}

/// Why a provision, or without one the whole work, does not apply on a day.
fn gone(holding: &Holding, view: &View<'_>, eid: Option<&str>) -> Option<ProvisionNow> {
    let ended = || holding.repealed.as_ref().map(|repeal| repeal.date.0).filter(|date| *date <= view.at);
    let state = match eid {
        Some(eid) => view.seen(eid)?.state,
        None if ended().is_some() => ProvisionState::Repealed,
        None => return None,
    };
    match state {
        ProvisionState::Repealed => {
            Some(ProvisionNow::Gone { since: ended().or(Some(view.expression.expression_date.0)) })
        }
        // Where nobody said when a work begins to apply, nothing can be said about its provisions.
        ProvisionState::NotCommenced => Some(match holding.commencements.is_empty() {
            true => ProvisionNow::Unknown,
            false => ProvisionNow::NotInForce,
        }),
        ProvisionState::InForce => None,
    }
}
