//! # What it finds
//! Whether what was recorded rose or fell from one year to the next by more than chance: the ratio of the two counts
//! with its exact interval, and the one word that may be used for it.
//!
//! # Why it matters
//! "Halved" is written when four cases become two; such a change happens by chance in two years out of three. Every
//! page and the press brief take their verbs from this finding.
//!
//! # Formula
//!     ratio    = x1 / x0, the count of the later year over that of the earlier, one year each
//!     x1 given n = x1 + x0 is binomial with share 1/2 when nothing changed
//!     low, high = L/(1 - L), H/(1 - H), with Clopper and Pearson's interval [L, H] of x1 in n
//!     p        = sum of the probabilities of all outcomes that are at most as probable as x1
//!     rose or fell when p < 1 - level, else no_clear_change
//!
//! # Exclusions
//! Only whole counts of two consecutive years of one series are compared. A break in the later year makes the two
//! incomparable (`not_applicable`, `break`), a jump beyond `jump_ratio` is taken for one (`break_suspected`), and so does an earlier year without any case (`none_before`): there is no
//! ratio to zero. A provisional number is no basis for a verb (`insufficient`, `provisional`): late records make last
//! years look small. Where one of the two may not be shown, nothing computed from it is shown either.
//!
//! # Source
//! C. J. Clopper and E. S. Pearson (1934), Biometrika 26, 404–413; J. Przyborowski and H. Wilenski (1940), Homogeneity of
//! results in testing samples from Poisson series, Biometrika 31, 313–323.

use super::cells::{AreaCells, ByArea, Cell, OfArea, Reading, STATISTICS, id, pointers};
use super::jump::Jump;
use super::recorded::level;
use crate::cube::ObsStatus;
use crate::inference::{Level, Pair, compare};
use probity_core::interval::Bound;
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, Input, Interval, Method, Parameters, State};

/// Changes from year to year.
pub struct RecordedChange;

const ID: &str = "recorded-change";
const UNIT: &str = "ratio";

impl Method for RecordedChange {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("recorded_change.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[STATISTICS]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(ByArea(Changes { level: level(parameters)?, jump: Jump::of(parameters)? })))
    }
}

struct Changes {
    level: Level,
    jump: Jump,
}

impl OfArea for Changes {
    fn findings(&self, area: &str, cells: &AreaCells) -> Vec<Finding> {
        let cells = cells.cells();
        let before = |measure: &str, year: i32| cells.get(&(measure, (year - 1).to_string().as_str())).copied();
        let mut findings = Vec::new();
        for ((measure, period), now) in &cells {
            let Some(year) = period.parse::<i32>().ok().filter(|_| period.len() == 4) else { continue };
            let Some(before) = before(measure, year) else { continue };
            let span = format!("{}-{year}", year - 1);
            findings.extend(self.change(id(ID, measure, area, &span), now, before));
        }
        findings
    }
}

impl Changes {
    /// `None` for amounts and rates, which are no counts.
    fn change(&self, id: probity_core::FindingId, now: &Cell, before: &Cell) -> Option<Finding> {
        let none = |state, reason| Some(Finding::new(id.clone(), state, UNIT).because(reason));
        for cell in [now, before] {
            if let Reading::Not(state, reason) = cell.reading() {
                return none(state, reason);
            }
        }
        let (x1, x0) = (now.count()?, before.count()?);
        if now.status() == ObsStatus::Break {
            return none(State::NotApplicable, "break");
        }
        if self.jump.between(before, now) {
            return none(State::NotApplicable, "break_suspected");
        }
        if [now, before].iter().any(|cell| cell.status() == ObsStatus::Provisional) {
            return none(State::Insufficient, "provisional");
        }
        let found = compare(&Pair { x1, t1: 1.0, x0, t0: 1.0 }, self.level).ok()?;
        let (Some(ratio), Some((low, high))) = (found.ratio, found.interval) else {
            return none(State::NotApplicable, "none_before");
        };
        let finding = Finding::value(id, ratio, UNIT).because(found.verdict.word());
        let interval = Interval::new(Bound::Closed(low), Bound::Closed(high));
        Some(Finding { interval, ..finding }.on(pointers([("before", before), ("now", now)])))
    }
}
