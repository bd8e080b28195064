//! What the room of law calls things: languages of texts, states of provisions, relations, days.

use crate::locale;
use crate::message as say;
use jiff::civil::Date;
use probity_commitments::law::language;
use probity_commitments::law::library::{
    Change, GapState, Holding, LanguageCode, ProvisionState, Relation, Review, WorkState,
};
use probity_commitments::law::refs::{self, cite};
use probity_core::Language;

/// The three letters of a page's language.
pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::En => "eng",
        Language::Kk => "kaz",
        Language::Ru => "rus",
    }
}

/// The tag of a text's language for `lang`: two letters where there are two.
pub(super) fn tag(code: &LanguageCode) -> &str {
    match code.as_str() {
        "eng" => "en",
        "kaz" => "kk",
        "rus" => "ru",
        other => other,
    }
}

/// A provision as people cite it in the language of the page; its identifier where there are no words for it.
pub(super) fn provision(language: Language, eid: &str) -> String {
    cite(language, eid).unwrap_or_else(|| eid.to_owned())
}

/// What stands before the text of a provision, in the language of the text.
pub(super) fn head(text: &LanguageCode, kind: &str, num: &str) -> String {
    match language(tag(text)) {
        Ok(language) => refs::head(language, kind, num),
        Err(_) => num.to_owned(),
    }
}

/// The name of a text's language.
pub(super) fn language_name(language: Language, code: &LanguageCode) -> String {
    match code.as_str() {
        "eng" => say::law_language_eng(language),
        "kaz" => say::law_language_kaz(language),
        "rus" => say::law_language_rus(language),
        other => other.to_owned(),
    }
}

/// A day as readers write it.
pub(super) fn day(language: Language, date: Date) -> String {
    let written = date.to_string().parse().ok();
    written.map_or_else(|| date.to_string(), |day| locale::day(language, day))
}

/// The title in the page's language, else that of another text; the URI where there is none. With its language.
pub(super) fn title(holding: &Holding, language: Language) -> (String, Option<&LanguageCode>) {
    let own = holding.title.iter().find(|(known, _)| known.as_str() == code(language));
    let binding = holding.languages().find_map(|known| holding.title.get_key_value(known));
    let found = own.or(binding).or_else(|| holding.title.first_key_value());
    match found {
        Some((known, title)) => (title.clone(), Some(known).filter(|known| known.as_str() != code(language))),
        None => (holding.work.to_string(), None),
    }
}

/// A word for the state of a work.
pub(super) fn work_state(language: Language, state: WorkState) -> String {
    match state {
        WorkState::Repealed => say::law_state_repealed(language),
        WorkState::InForce => say::law_state_in_force(language),
        WorkState::PartlyInForce => say::law_state_partly(language),
        WorkState::NotInForce => say::law_state_not_in_force(language),
        WorkState::Unknown => say::law_state_unknown(language),
    }
}

/// A word for the state of a provision that does not simply apply.
pub(super) fn provision_state(language: Language, state: ProvisionState, work: WorkState) -> Option<String> {
    match state {
        ProvisionState::InForce => None,
        // Where nobody said when the act begins to apply, nothing is said of its provisions.
        ProvisionState::NotCommenced if work == WorkState::Unknown => None,
        ProvisionState::NotCommenced => Some(say::law_state_not_in_force(language)),
        ProvisionState::Repealed => Some(say::law_state_repealed(language)),
    }
}

/// A word for what happened to a provision.
pub(super) fn change(language: Language, change: Change) -> String {
    match change {
        Change::Added => say::law_change_added(language),
        Change::Removed => say::law_change_removed(language),
        Change::Changed => say::law_change_changed(language),
        Change::Moved => say::law_change_moved(language),
        Change::Renumbered => say::law_change_renumbered(language),
    }
}

/// A word for how a provision answers.
pub(super) fn relation(language: Language, relation: Relation) -> String {
    match relation {
        Relation::Implements => say::law_relation_implements(language),
        Relation::Partly => say::law_relation_partly(language),
        Relation::Contradicts => say::law_relation_contradicts(language),
        Relation::Silent => say::law_relation_silent(language),
    }
}

/// Whether somebody else looked at a row.
pub(super) fn review(language: Language, review: Review) -> String {
    match review {
        Review::Draft => say::law_review_draft(language),
        Review::Reviewed => say::law_review_reviewed(language),
    }
}

/// A word for how an obligation stands.
pub(super) fn gap(language: Language, state: GapState) -> String {
    match state {
        GapState::Implemented => say::law_gap_implemented(language),
        GapState::Partly => say::law_gap_partly(language),
        GapState::Contradicted => say::law_gap_contradicted(language),
        GapState::Silent => say::law_gap_silent(language),
        GapState::Draft => say::law_gap_draft(language),
        GapState::None => say::law_gap_none(language),
        GapState::NeedsReview => say::law_gap_needs_review(language),
    }
}

/// A word for what an article asks.
pub(super) fn obligation(language: Language, obligation: &str) -> String {
    match obligation {
        "mandatory" => say::law_obligation_mandatory(language),
        "consider" => say::law_obligation_consider(language),
        "endeavour" => say::law_obligation_endeavour(language),
        "may" => say::law_obligation_may(language),
        "framework" => say::law_obligation_framework(language),
        other => other.to_owned(),
    }
}

/// A count in the page's language.
pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
