//! What the log says, asked for a day: verdicts and what is due, statuses and punctuality, evidence that has gone stale.
//! Every view is a pure function of the fold (which has seen what was known) and of the day: two runs give the same
//! bytes, and what is recorded later changes no answer for an earlier day.

mod aggregate;
mod bodies;
pub(crate) mod chain;
mod deadlines;
pub(crate) mod find;
pub(crate) mod links;
mod measures;
pub(crate) mod progress;
mod review;
mod rows;
mod seen;
mod sheet;
mod snapshot;
mod standing;
pub(crate) mod status;
mod table;
pub(crate) mod terms;
mod world;

pub use aggregate::{Aggregate, aggregate};
pub use chain::widest;
pub use deadlines::{Deadlines, State as DeadlineState, deadlines};
pub use find::NotFound;
pub use measures::{MeasureRow, MeasureRows, Punctuality, measures};
pub use progress::{Branch, Counted, Progress, progress};
pub use review::{Reason, Stale};
pub use rows::{Row as DeadlineRow, reminders};
pub use sheet::{Sheet, Treaty, sheet};
pub use snapshot::Snapshot;
pub use standing::Said;
pub use status::{EvaluationStatus, Printed, Recommendation, RecommendationRow, StatusRows, Summary, status};
pub use table::Cells;
pub use world::{FindingNow, NoWorld, Proposal, ProvisionNow, World};

use crate::calendar::Calendars;
use crate::procedure::Procedures;
use crate::record::party::Role;
use crate::record::{Kind, Record};
use crate::rules::State;
use jiff::civil::Date;

/// What was recorded, seen from one day by one reader.
pub struct View<'a> {
    state: &'a State,
    at: Date,
    role: Option<Role>,
    world: &'a dyn World,
    procedures: Procedures,
    calendars: Calendars,
}

impl<'a> View<'a> {
    /// The fold `state`, which has seen what was known, as of the day `at`. `role` sees what it may read; without one
    /// everything is seen. `world` knows what evidence looks like now.
    pub fn new(state: &'a State, at: Date, role: Option<Role>, world: &'a dyn World) -> Self {
        let mut procedures = state.shipped().procedures.clone();
        let mut calendars = Calendars::default();
        for (_, kept) in state.of_kind(Kind::Procedure) {
            if let Record::Procedure(procedure) = &seen::frame(kept, at).record {
                let mut rules = procedure.rules.clone();
                // A version that gives no date of its own is in force from the day on which its record holds.
                rules.in_force_from.get_or_insert(kept.first().effective);
                procedures.put(rules);
            }
        }
        for (_, kept) in state.of_kind(Kind::Calendar) {
            if let Record::Calendar(calendar) = &seen::frame(kept, at).record {
                calendars.insert(calendar.days.clone());
            }
        }
        Self { state, at, role, world, procedures, calendars }
    }

    /// The day.
    pub fn at(&self) -> Date {
        self.at
    }

    /// What the concordance says on an obligation for a state.
    pub(crate) fn proposals(&self, standard: &str, state: &str) -> Vec<Proposal> {
        self.world.proposals(standard, state, self.at)
    }
}
