//! Deadlines of national programmes: the terms of measures, and the windows in which statuses are reviewed after every
//! cut-off. A term is met on the day on which the measure was completed; a window, when every measure whose term had begun
//! and that was still open was judged at that cut-off.

use super::View;
use super::measures::done;
use super::rows::{Draft, End, Row};
use crate::note::Note;
use crate::procedure::{InForce, Procedure, WindowDates};
use crate::record::programme::{Measure, Programme, Status, StatusValue};
use crate::record::value::Id;
use crate::record::{Kind, Record};
use crate::rules::Kept;
use jiff::civil::Date;
use probity_store::event::day;

impl<'a> View<'a> {
    /// The terms of measures.
    pub(super) fn terms(&self) -> Vec<Row> {
        self.every_measure().map(|measure| self.term(measure)).collect()
    }

    /// The term of a measure.
    pub(super) fn term(&self, measure: &Measure) -> Row {
        let judged = self.judged(measure.id.as_str());
        let last = judged.last();
        let given_up = last.filter(|(status, _)| status.value == StatusValue::Cancelled);
        let programme = measure.programme.as_ref().and_then(|id| self.programme_of(id));
        let rules = programme.and_then(|programme| self.windows_of(programme));
        let set_on = self.measure(measure.id.as_str()).map_or(measure.term_to.0, |(_, kept)| kept.effective);
        let began = measure.term_from.or(programme.map(|programme| programme.from)).map_or(set_on, |day| day.0);
        Draft {
            subject: format!("measure:{}", measure.id),
            deadline: "term".to_owned(),
            rule: rules.map(|rules| format!("{}#term", rules.key())).unwrap_or_default(),
            started: began,
            computed: None,
            set: Some((began, measure.term_to.0)),
            satisfied_on: last.and_then(|(status, _)| done(status)),
            end: given_up.map(|(_, kept)| End::Void(kept.effective)),
            notes: Vec::new(),
        }
        .row(self.at)
    }

    /// The programme that a measure names, in the version it names; without one, in the latest there is.
    fn programme_of(&self, id: &Id) -> Option<&'a Programme> {
        let exact = self.programme(id.as_str()).map(|(programme, _)| programme);
        exact.or_else(|| self.every_programme().filter(|programme| programme.id == *id).max_by_key(|it| it.from))
    }

    /// The procedure whose windows a programme has.
    pub(crate) fn windows_of(&self, programme: &Programme) -> Option<&Procedure> {
        let named = programme.windows.as_ref()?;
        self.procedures.named(named.as_str(), programme.from.0).map(InForce::procedure)
    }

    /// All versions of programmes.
    pub(crate) fn every_programme(&self) -> impl Iterator<Item = &'a Programme> {
        self.all(Kind::Programme).filter_map(|(_, kept)| match &kept.record {
            Record::Programme(programme) => Some(&**programme),
            _ => None,
        })
    }

    /// The windows of programmes whose cut-off has come.
    pub(super) fn windows(&self) -> Vec<Row> {
        self.every_programme().flat_map(|programme| self.windows_in(programme)).collect()
    }

    /// The windows of one programme whose cut-off has come.
    pub(super) fn windows_in(&self, programme: &Programme) -> Vec<Row> {
        let Some(rules) = self.windows_of(programme) else { return Vec::new() };
        let years = programme.from.0.year()..=programme.to.0.year().min(self.at.year());
        let measures = self.every_measure().filter(|measure| is_in(measure, programme));
        let measures: Vec<Judged<'a>> = measures.map(|it| (it, self.judged(it.id.as_str()))).collect();
        let mut rows = Vec::new();
        for year in years {
            for window in &rules.windows {
                let dates = window.days.and_then(|days| days.of_year(year));
                let runs = |it: &WindowDates| {
                    it.cutoff <= self.at && programme.from.0 <= it.cutoff && it.cutoff <= programme.to.0
                };
                if let Some(dates) = dates.filter(runs) {
                    rows.push(self.window(programme, rules, &window.id, dates, &measures));
                }
            }
        }
        rows
    }

    fn window(
        &self,
        programme: &Programme,
        rules: &Procedure,
        id: &str,
        dates: WindowDates,
        all: &[Judged<'_>],
    ) -> Row {
        let open: Vec<&Judged<'_>> = all.iter().filter(|measure| is_open(measure, dates.cutoff)).collect();
        let judged: Option<Vec<Date>> = open.iter().map(|it| self.judged_at(it, dates.cutoff)).collect();
        let mut notes = vec![Note::Window { cutoff: dates.cutoff, opens: dates.opens }];
        if open.is_empty() {
            notes.push(Note::NoMeasureOpen);
        }
        notes.extend((!rules.verified).then_some(Note::Unverified));
        Draft {
            subject: format!("programme:{}@{}", programme.id, programme.version),
            deadline: id.to_owned(),
            rule: format!("{}#{id}", rules.key()),
            started: dates.cutoff,
            computed: Some(dates.closes),
            set: None,
            satisfied_on: judged.and_then(|days| days.into_iter().max()),
            end: open.is_empty().then_some(End::Void(dates.cutoff)),
            notes,
        }
        .row(self.at)
    }

    /// The day on which a measure was judged at a cut-off, when that was by now.
    fn judged_at(&self, (_, judged): &Judged<'_>, cutoff: Date) -> Option<Date> {
        let (_, kept) = judged.iter().find(|(status, _)| status.cutoff.0 == cutoff)?;
        Some(day(kept.first().at)).filter(|recorded| *recorded <= self.at)
    }
}

/// A measure and what analysts said of it, by cut-off.
type Judged<'a> = (&'a Measure, Vec<(&'a Status, &'a Kept)>);

/// Whether the term of a measure had begun at a cut-off and nothing before it had closed the measure.
fn is_open((measure, judged): &Judged<'_>, cutoff: Date) -> bool {
    let before = judged.iter().rfind(|(status, _)| status.cutoff.0 < cutoff);
    let closed = before.is_some_and(|(it, _)| {
        matches!(it.value, StatusValue::Implemented | StatusValue::Cancelled | StatusValue::NotImplemented)
    });
    measure.term_from.is_none_or(|from| from.0 <= cutoff) && !closed
}

/// Whether a measure belongs to a version of a programme; one that names no version belongs to all.
pub(crate) fn is_in(measure: &Measure, programme: &Programme) -> bool {
    let Some(named) = &measure.programme else { return false };
    let version = named.as_str().strip_prefix(programme.id.as_str());
    version.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('@') == Some(programme.version.as_str()))
}
