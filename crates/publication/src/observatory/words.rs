//! The codes of findings in words: what a finding is about, its period, unit, reason and the roles of its evidence.

use super::{Context, funnel, recorded};
use crate::message as say;
use crate::page::Named;
use probity_core::{FindingId, Language};
use probity_statistics::cube::TOTAL;

/// The subject and the period of findings about everything.
const ALL: &str = "all";

impl Context<'_> {
    /// What a finding is about, with its name.
    pub fn subject(&self, id: &FindingId) -> Named {
        let parts = self.records.parts(id);
        if !parts.is_empty() {
            let words = parts.iter().map(|(list, code)| self.records.part_title(list, code));
            let words: Vec<String> = words.map(|title| title.get(self.language).to_owned()).collect();
            return Named::new(id.subject.as_str(), words.join(" · "));
        }
        let name = match (id.method.as_str(), id.subject.as_str()) {
            (funnel::METHOD, TOTAL) => say::funnel_cohort_all(self.language),
            ("interval-coverage", interval) => self.coverage_name(interval),
            (_, ALL) => say::subject_all(self.language),
            _ => return self.named(&id.subject),
        };
        Named::new(id.subject.as_str(), name)
    }

    /// What a finding measures. At zero days all cases are followed: that is how many there are.
    pub fn finding_title(&self, id: &FindingId) -> String {
        if funnel::is_size(id) {
            return say::funnel_size(self.language);
        }
        self.measure_title(&id.method, &id.measure)
    }

    /// The period of a finding: days since the start of a case, two years compared, or the period as it stands.
    pub fn period(&self, id: &FindingId) -> String {
        if id.period == ALL {
            return say::period_all(self.language);
        }
        if funnel::is_size(id) {
            return say::period_start(self.language);
        }
        if id.method == funnel::METHOD {
            return id
                .period
                .parse()
                .map_or_else(|_| id.period.clone(), |days: u64| say::funnel_days(self.language, days));
        }
        match recorded::split(&id.period) {
            Some((from, to)) => crate::locale::range(from, to),
            None => id.period.clone(),
        }
    }

    /// What a cell did in the computation: a source's name, or the role in words.
    pub fn role(&self, role: &str) -> String {
        match role {
            "value" => say::role_value(self.language),
            "before" => say::role_before(self.language),
            "now" => say::role_now(self.language),
            "score" => say::role_score(self.language),
            other => self.named(other).name,
        }
    }

    /// A unit in words.
    pub fn unit(&self, unit: &str) -> String {
        self::unit(self.language, unit)
    }

    /// A reason in words; the code itself when there are none. Counts and scores change for different reasons.
    pub fn reason(&self, method: &str, code: &str) -> String {
        let language = self.language;
        if self.records.methodologies.get(method).is_some_and(|method| method.area == "procurement") {
            return crate::procurement::reason(language, code);
        }
        if method == recorded::CHANGE {
            match code {
                "rose" => return say::reason_count_rose(language),
                "fell" => return say::reason_count_fell(language),
                "no_clear_change" => return say::reason_count_no_clear_change(language),
                _ => {}
            }
        }
        match code {
            "too_few_sources" => say::reason_too_few_sources(language),
            "edition_without_rules" => say::reason_edition_without_rules(language),
            "rose" => say::reason_rose(language),
            "fell" => say::reason_fell(language),
            "no_clear_change" => say::reason_no_clear_change(language),
            "disclosure_primary" => say::reason_disclosure_primary(language),
            "disclosure_secondary" => say::reason_disclosure_secondary(language),
            "embargo" => say::reason_embargo(language),
            "missing" => say::reason_missing(language),
            "incomplete" => say::reason_incomplete(language),
            "complete" => say::reason_complete(language),
            "break" => say::recorded_break(language),
            "break_suspected" => say::recorded_break_suspected(language),
            "provisional" => say::recorded_provisional(language),
            "no_common_source" => say::reason_no_common_source(language),
            "too_few_common_sources" => say::reason_too_few_common_sources(language),
            "scored_in_one_edition" => say::reason_scored_in_one_edition(language),
            "map_changed" => say::reason_map_changed(language),
            "map_kept" => say::reason_map_kept(language),
            "levels_changed" => say::reason_levels_changed(language),
            "levels_kept" => say::reason_levels_kept(language),
            "first_map" => say::reason_first_map(language),
            "too_few_rows" => say::reason_too_few_rows(language),
            "sources_not_published" => say::reason_sources_not_published(language),
            "no_fit" => say::reason_no_fit(language),
            "no_interval" => say::reason_no_interval(language),
            "no_source" => say::reason_no_source(language),
            "all_rows" => say::reason_all_rows(language),
            other => other.to_owned(),
        }
    }
}

/// A unit in words; one that no page knows stays as the method says it.
pub(crate) fn unit(language: Language, unit: &str) -> String {
    match unit {
        "points" => say::unit_points(language),
        "places" => say::unit_places(language),
        "sources" => say::unit_sources(language),
        "countries" => say::unit_countries(language),
        "share" => say::unit_share(language),
        "probability" => say::unit_probability(language),
        "percentile" => say::unit_percentile(language),
        "per cent" => say::unit_per_cent(language),
        "standard deviations" => say::unit_standard_deviations(language),
        "offences" => say::unit_offences(language),
        "cases" => say::unit_cases(language),
        "persons" => say::unit_persons(language),
        "days" => say::unit_days(language),
        "ratio" => say::unit_ratio(language),
        "amendments" => say::unit_amendments(language),
        "awards" => say::unit_awards(language),
        "bidders" => say::unit_bidders(language),
        "bids" => say::unit_bids(language),
        "changes" => say::unit_changes(language),
        "characters" => say::unit_characters(language),
        "classes" => say::unit_classes(language),
        "complaints" => say::unit_complaints(language),
        "contacts" => say::unit_contacts(language),
        "contracts" => say::unit_contracts(language),
        "documents" => say::unit_documents(language),
        "findings" => say::unit_findings(language),
        "firms" => say::unit_firms(language),
        "hours" => say::unit_hours(language),
        "index" => say::unit_index(language),
        "milestones" => say::unit_milestones(language),
        "organisations" => say::unit_organisations(language),
        "owners" => say::unit_owners(language),
        "pairs" => say::unit_pairs(language),
        "processes" => say::unit_processes(language),
        "questions" => say::unit_questions(language),
        "shareholders" => say::unit_shareholders(language),
        "subjects" => say::unit_subjects(language),
        "tenders" => say::unit_tenders(language),
        "items" => say::unit_items(language),
        "none" => String::new(),
        other => other.to_owned(),
    }
}
