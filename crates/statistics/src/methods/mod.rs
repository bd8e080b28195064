//! The room's methods, as the engine runs them: one file each, opening with the five headings of a method page.

mod case_funnel;
pub mod cells;
mod jump;
mod recorded;
mod recorded_change;

use probity_core::Method;

/// All methods of the room.
pub fn all() -> Vec<Box<dyn Method>> {
    vec![Box::new(case_funnel::CaseFunnel), Box::new(recorded::Recorded), Box::new(recorded_change::RecordedChange)]
}
