//! Controlled rounding: every cell goes to one of its two neighbouring multiples of a base, and the table still adds
//! up. The choice is an integer programme, solved exactly by branching over the exact simplex; where the search gives
//! up, each cell is rounded by chance without bias, which no longer adds up and says so.

use super::simplex::{Reach, Tableau};
use super::table::Line;
use super::{Error, Ratio, Spec, Table};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// Nodes of the search for additive roundings before chance takes over.
const NODES_MAX: usize = 400;
/// Most cells whose rounding is searched for.
const CELLS_MAX: usize = 1500;

/// A rounded table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounded {
    /// The values of the cells; `None` where they are withheld.
    pub values: Vec<Option<i128>>,
    /// Whether the rounded table adds up.
    pub additive: bool,
}

/// Rounds all cells to the base of the specification; cells above 0 and below `suppress_below` are withheld. `seed` is
/// for chance, where it is needed.
///
/// # Errors
/// [`Error::Usage`] without a base, [`Error::Overflow`] when the numbers are too large.
pub fn round(table: &Table, spec: &Spec, seed: [u8; 32]) -> Result<Rounded, Error> {
    let base = spec.protection.base.filter(|base| *base > 1);
    let base = i128::from(base.ok_or_else(|| Error::Usage("method = \"round\" needs base = 2 or more".to_owned()))?);
    let values: Vec<i128> = table.cells().iter().map(|cell| cell.value).collect();
    let least = spec.protection.suppress_below.map_or(0, i128::from);
    let rounded = match values.len() <= CELLS_MAX {
        true => additively(&values, &table.lines(), base)?,
        false => None,
    };
    let additive = rounded.is_some();
    let rounded = rounded.unwrap_or_else(|| by_chance(&values, base, seed));
    let withheld = |value: &i128| *value > 0 && *value < least;
    let values = values.iter().zip(rounded).map(|(value, rounded)| (!withheld(value)).then_some(rounded)).collect();
    Ok(Rounded { values, additive })
}

/// The additive rounding with the least sum of deviations; `None` when there is none, or none was found in time.
fn additively(values: &[i128], lines: &[Line], base: i128) -> Result<Option<Vec<i128>>, Error> {
    let down = |value: &i128| value.div_euclid(base);
    let undecided: Vec<Option<bool>> =
        values.iter().map(|value| (value.rem_euclid(base) == 0).then_some(false)).collect();
    let mut open = vec![undecided];
    let mut best: Option<(Ratio, Vec<bool>)> = None;
    for _ in 0..NODES_MAX {
        let Some(decided) = open.pop() else {
            let up = best.map(|(_, up)| up);
            let rounded =
                |up: Vec<bool>| values.iter().zip(up).map(|(v, up)| (down(v) + i128::from(up)) * base).collect();
            return Ok(up.map(rounded));
        };
        let Some((cost, share)) = relaxed(values, lines, base, &decided)? else { continue };
        if let Some((other, _)) = &best
            && cost.compare(*other)?.is_ge()
        {
            continue;
        }
        match share.iter().position(|share| share.num % share.den != 0) {
            None => best = Some((cost, share.iter().map(|share| share.num > 0).collect())),
            Some(cell) => {
                for up in [false, true] {
                    let mut child = decided.clone();
                    child[cell] = Some(up);
                    open.push(child);
                }
            }
        }
    }
    Ok(None)
}

/// The cheapest shares of a step up under the additive lines, with what is already decided; `None` = impossible.
fn relaxed(
    values: &[i128],
    lines: &[Line],
    base: i128,
    decided: &[Option<bool>],
) -> Result<Option<(Ratio, Vec<Ratio>)>, Error> {
    let small = |value: i128| i64::try_from(value).map_err(|_| Error::Overflow);
    let mut tableau = Tableau::new();
    let objective = tableau.add_equation();
    let start = |cell: usize| i128::from(decided[cell] == Some(true));
    let mut terms: Vec<Vec<(usize, i64)>> = vec![Vec::new(); values.len()];
    let mut gaps = Vec::new();
    for line in lines {
        let equation = tableau.add_equation();
        let mut gap = 0;
        for (cell, sign) in line.parts.iter().map(|part| (*part, 1)).chain([(line.total, -1)]) {
            terms[cell].push((equation, sign));
            gap += (values[cell].div_euclid(base) + start(cell)) * i128::from(sign);
        }
        gaps.push((equation, small(gap)?));
    }
    let mut variables = Vec::with_capacity(values.len());
    let mut spent = 0;
    for (cell, value) in values.iter().enumerate() {
        // What a step up costs more than staying down.
        let price = base - 2 * value.rem_euclid(base);
        spent += price * start(cell);
        terms[cell].push((objective, small(price)?));
        let room = i128::from(decided[cell].is_none());
        variables.push(tableau.add_variable(&terms[cell], Some(0), Some(room))?);
    }
    let cost = tableau.add_variable(&[(objective, -1)], None, None)?;
    gaps.push((objective, small(spent)?));
    let share = tableau.add_variable(&gaps, Some(0), Some(1))?;
    if !matches!(tableau.push(share, 1, Some(Ratio::whole(1)))?, Reach::Enough(_)) {
        return Ok(None);
    }
    tableau.fix_here(share, 1);
    let Reach::At(least) = tableau.push(cost, -1, None)? else { return Ok(None) };
    let at = |(cell, variable): (usize, &usize)| tableau.at(*variable).plus(Ratio::whole(start(cell)));
    let shares = variables.iter().enumerate().map(at).collect::<Result<Vec<_>, _>>()?;
    Ok(Some((least.negated(), shares)))
}

/// Up with probability (x mod base) / base.
fn by_chance(values: &[i128], base: i128, seed: [u8; 32]) -> Vec<i128> {
    let mut random = ChaCha20Rng::from_seed(seed);
    let one = |value: &i128| {
        let rest = value.rem_euclid(base);
        // A whole number below the base, without bias: multiples of the base that do not fit into 64 bits are drawn again.
        let size = base as u64;
        let limit = u64::MAX - u64::MAX % size;
        let draw = std::iter::repeat_with(|| random.next_u64()).find(|draw| *draw < limit).unwrap_or_default() % size;
        if i128::from(draw) < rest { value - rest + base } else { value - rest }
    };
    values.iter().map(one).collect()
}
