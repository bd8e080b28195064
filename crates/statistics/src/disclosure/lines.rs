//! What every line needs before any attack: a withheld cell is not alone on its line, what is withheld together is not
//! itself a small count, and a lone contributor who knows its own value cannot compute its neighbour.

use super::Table;
use super::table::Line;

/// What a line lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A further withheld cell.
    Cell,
    /// Withheld contributors: together there are fewer than the threshold.
    Frequency,
    /// A third cell beside a lone contributor.
    Third,
}

/// What a line lacks under a pattern; `None` when it is in order.
pub fn lack(table: &Table, line: &Line, suppressed: &[bool], frequency: u64, singletons: bool) -> Option<Lack> {
    let on_line = line.parts.iter().chain([&line.total]).filter(|cell| suppressed[**cell]);
    let (mut count, mut sum, mut lone) = (0, 0u64, false);
    for cell in on_line {
        let contributors = table.cells()[*cell].frequency;
        count += 1;
        sum = sum.saturating_add(contributors);
        lone |= contributors == 1;
    }
    match count {
        0 => None,
        1 => Some(Lack::Cell),
        _ if sum > 0 && sum < frequency => Some(Lack::Frequency),
        // A total of one part is that part: there is nothing to compute.
        2 if singletons && lone && line.parts.len() > 1 => Some(Lack::Third),
        _ => None,
    }
}
