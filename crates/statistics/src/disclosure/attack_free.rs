//! The attack without the true values: first some numbers that fit everything published are looked for, then how far
//! each withheld one can lie. The first search is the second in disguise: a share of the gap, from none to all of it,
//! is pushed as far as it goes.

use super::outsider::Equation;
use super::simplex::{Reach, Tableau};
use super::{Error, Ratio};

/// The equations between withheld cells, at a point that satisfies them.
#[derive(Debug, Clone)]
pub struct System {
    tableau: Tableau,
    variable: Vec<Option<usize>>,
    start: i128,
}

impl System {
    /// The system of `values` (withheld ones are `None`) under `lines`; `None` when no numbers fit.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn new(
        values: &[Option<i128>],
        lines: &[Equation],
        lower: Option<i128>,
        upper: Option<i128>,
    ) -> Result<Option<Self>, Error> {
        let start = lower.unwrap_or_else(|| upper.map_or(0, |upper| upper.min(0)));
        if upper.is_some_and(|upper| upper < start) {
            return Ok(None);
        }
        let mut tableau = Tableau::new();
        let mut terms: Vec<Vec<(usize, i64)>> = vec![Vec::new(); values.len()];
        let mut gaps = Vec::new();
        for (total, parts) in lines {
            let slack = tableau.add_equation();
            let mut gap = 0i128;
            for (cell, sign) in parts.iter().map(|part| (*part, 1)).chain([(*total, -1)]) {
                gap += values[cell].unwrap_or(start) * i128::from(sign);
                if values[cell].is_none() {
                    terms[cell].push((slack, sign));
                }
            }
            gaps.push((slack, i64::try_from(gap).map_err(|_| Error::Overflow)?));
        }
        let mut variable = vec![None; values.len()];
        for (cell, _) in values.iter().enumerate().filter(|(_, value)| value.is_none()) {
            let (low, high) = (lower.map(|lower| lower - start), upper.map(|upper| upper - start));
            variable[cell] = Some(tableau.add_variable(&terms[cell], low, high)?);
        }
        let share = tableau.add_variable(&gaps, Some(0), Some(1))?;
        let whole = Ratio::whole(1);
        if !matches!(tableau.push(share, 1, Some(whole))?, Reach::Enough(_)) {
            return Ok(None);
        }
        tableau.fix_here(share, 1);
        Ok(Some(Self { tableau, variable, start }))
    }

    /// The bounds of a withheld cell; `None` = without bound.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn bounds(&mut self, cell: usize) -> Result<(Option<Ratio>, Option<Ratio>), Error> {
        let Some(variable) = self.variable[cell] else { return Ok((None, None)) };
        let start = Ratio::whole(self.start);
        let mut end = |sign: i64| match self.tableau.push(variable, sign, None)? {
            Reach::At(far) | Reach::Enough(far) => start.plus(if sign < 0 { far.negated() } else { far }).map(Some),
            Reach::Unbounded => Ok(None),
        };
        Ok((end(-1)?, end(1)?))
    }
}
