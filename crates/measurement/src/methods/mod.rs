//! The room's methods, as the engine runs them: one file each, opening with the five headings of a method page.

pub mod cells;
mod cpi;
mod cpi_change;
mod editions;
mod interval_coverage;
mod published_ranks;
mod rank_sets;
mod scale_breaks;
mod ucm;

use probity_core::Method;

/// All methods of the room.
pub fn all() -> Vec<Box<dyn Method>> {
    vec![
        Box::new(cpi::Cpi),
        Box::new(cpi_change::CpiChange),
        Box::new(interval_coverage::IntervalCoverage),
        Box::new(published_ranks::PublishedRanks),
        Box::new(rank_sets::RankSets),
        Box::new(scale_breaks::ScaleBreaks),
        Box::new(ucm::Ucm),
    ]
}
