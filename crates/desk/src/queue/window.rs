//! The review window a measure is in, or the next one: its programme names the procedure whose windows it has.

use crate::acts::procedures;
use jiff::civil::Date;
use probity_commitments::procedure::WindowDates;
use probity_commitments::record::programme::Measure;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::State;

/// The window that is open on a day, else the next one to open.
pub(super) fn of(state: &State, measure: &Measure, today: Date) -> Option<WindowDates> {
    let programme = state.get(Kind::Programme, measure.programme.as_ref()?.as_str())?;
    let Record::Programme(programme) = &programme.record else { return None };
    let named = programme.windows.as_ref()?.as_str();
    let procedure = procedures(state).filter(|it| it.id == named || it.key() == named).last()?;
    let years = today.year().saturating_sub(1)..=today.year().saturating_add(1);
    let days = procedure.windows.iter().filter_map(|window| window.days);
    let dates = days.flat_map(|days| years.clone().filter_map(move |year| days.of_year(year)));
    dates.filter(|dates| today <= dates.closes).min_by_key(|dates| dates.opens)
}
