//! Which cells tell something about a person by themselves, and how wide their interval must stay. All rules apply to
//! totals as to inner cells.

use super::table::Line;
use super::{Cell, Error, Group, Mark, Primary, Protection, Ratio, Table};
use crate::cube::ConfStatus;

/// Why a cell is primary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Few contributors, a status by hand, or a group disclosed.
    SmallCount,
    /// One contributor alone breaks the rule.
    OneDominates,
    /// The two largest together break it.
    TwoDominate,
    /// Any other concentration.
    Concentration,
}

impl Reason {
    /// The code of the confidentiality status.
    pub fn status(self) -> ConfStatus {
        match self {
            Self::SmallCount => ConfStatus::SmallCounts,
            Self::OneDominates => ConfStatus::OneDominates,
            Self::TwoDominate => ConfStatus::TwoDominate,
            Self::Concentration => ConfStatus::Concentration,
        }
    }
}

/// A primary cell: why, and how far its bounds must lie from its value, in units of the table's scale.
#[derive(Debug, Clone, Copy)]
pub struct Sensitive {
    /// Why.
    pub reason: Reason,
    /// Protection needed below and above.
    pub level: Ratio,
}

/// A line all of whose contributors are in one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Everybody {
    /// The line's total.
    pub total: usize,
    /// The part that holds everybody.
    pub part: usize,
}

/// The primary cells.
pub fn primary(table: &Table, rules: &Primary, protection: &Protection) -> Result<Vec<Option<Sensitive>>, Error> {
    let unit = 10i128.pow(table.scale());
    table.cells().iter().map(|cell| of_cell(cell, rules, protection, unit)).collect()
}

fn of_cell(cell: &Cell, rules: &Primary, protection: &Protection, unit: i128) -> Result<Option<Sensitive>, Error> {
    let small = cell.frequency > 0 && cell.frequency < rules.frequency;
    let empty = cell.frequency == 0 && rules.protect_zeros;
    let mut found: Option<Sensitive> = None;
    if small || empty || cell.mark == Mark::Primary {
        found = Some(Sensitive { reason: Reason::SmallCount, level: range(cell, protection, unit)? });
    }
    if cell.frequency > 0 {
        for hit in [nk(cell, rules)?, remainder(cell, rules.p)?, remainder(cell, rules.pq)?].into_iter().flatten() {
            found = Some(match found {
                None => hit,
                Some(before) => Sensitive {
                    reason: before.reason.min(hit.reason),
                    level: if before.level.compare(hit.level)?.is_lt() { hit.level } else { before.level },
                },
            });
        }
    }
    if let Some(sensitive) = &mut found
        && unit == 1
        && sensitive.level.compare(Ratio::whole(1))?.is_lt()
    {
        sensitive.level = Ratio::whole(1);
    }
    Ok(found)
}

/// The protection of the frequency rule: so many per cent of the value, rounded up in tables of whole numbers.
fn range(cell: &Cell, protection: &Protection, unit: i128) -> Result<Ratio, Error> {
    let share = super::spec::hundredth(protection.range);
    let level = share.times(Ratio::whole(cell.value.abs()))?;
    Ok(if unit == 1 { Ratio::whole(level.ceil().max(1)) } else { level })
}

/// The `range` level of a cell, for cells that become primary by group disclosure.
pub fn by_group(table: &Table, part: usize, protection: &Protection) -> Result<Sensitive, Error> {
    let level = range(&table.cells()[part], protection, 10i128.pow(table.scale()))?;
    Ok(Sensitive { reason: Reason::SmallCount, level })
}

fn largest(cell: &Cell, n: usize) -> i128 {
    cell.contributions.iter().take(n).sum()
}

fn nk(cell: &Cell, rules: &Primary) -> Result<Option<Sensitive>, Error> {
    let Some((n, k)) = rules.nk else { return Ok(None) };
    let share = super::spec::hundredth(k);
    let limit = share.times(Ratio::whole(cell.value))?;
    let exceeds = |count: usize| Ok::<_, Error>(Ratio::whole(largest(cell, count)).compare(limit)?.is_gt());
    if !exceeds(n)? {
        return Ok(None);
    }
    let reason = match n {
        _ if exceeds(1)? => Reason::OneDominates,
        2 => Reason::TwoDominate,
        _ => Reason::Concentration,
    };
    let whole = Ratio::new(share.den, share.num).times(Ratio::whole(largest(cell, n)))?;
    Ok(Some(Sensitive { reason, level: whole.plus(Ratio::whole(-cell.value))? }))
}

/// The p % and pq rules: what the second largest contributor does not know of the others must not be small against the
/// largest.
fn remainder(cell: &Cell, share: Option<Ratio>) -> Result<Option<Sensitive>, Error> {
    let Some(share) = share else { return Ok(None) };
    let rest = Ratio::whole(cell.value - largest(cell, 2));
    let level = share.times(Ratio::whole(largest(cell, 1)))?.plus(rest.negated())?;
    Ok((level.num > 0).then_some(Sensitive { reason: Reason::Concentration, level }))
}

/// The lines of at least two parts in which one part holds all of at least `frequency` contributors.
pub fn groups(table: &Table, lines: &[Line], rules: &Primary) -> Vec<Everybody> {
    if rules.group == Group::Off {
        return Vec::new();
    }
    let least = rules.frequency.max(1);
    let frequency = |cell: usize| table.cells()[cell].frequency;
    let lines = lines.iter().filter(|line| line.parts.len() > 1 && frequency(line.total) >= least);
    let whole = |line: &Line| {
        let part = line.parts.iter().copied().find(|part| frequency(*part) == frequency(line.total))?;
        Some(Everybody { total: line.total, part })
    };
    lines.filter_map(whole).collect()
}
