//! What every line needs before any attack: a withheld cell is not alone on its line, what is withheld together is not
//! itself a small count, and a lone contributor who knows its own value cannot compute a sensitive neighbour.

use super::heuristic::Problem;
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
pub fn lack(problem: &Problem<'_>, line: &Line, suppressed: &[bool]) -> Option<Lack> {
    let frequency = problem.frequency;
    let on_line = line.parts.iter().chain([&line.total]).filter(|cell| suppressed[**cell]);
    let (mut count, mut sum, mut lone, mut sensitive) = (0, 0u64, false, 0);
    for cell in on_line {
        let contributors = problem.table.cells()[*cell].frequency;
        count += 1;
        sum = sum.saturating_add(contributors);
        lone |= contributors == 1;
        sensitive += usize::from(problem.primary.contains(cell));
    }
    match count {
        0 => None,
        1 => Some(Lack::Cell),
        // A total of one part is that part: there is nothing to compute.
        // What a lone contributor computes beside itself tells it nothing when that cell was not sensitive.
        2 if problem.singletons && lone && sensitive == 2 && line.parts.len() > 1 => Some(Lack::Third),
        _ if sum > 0 && sum < frequency => Some(Lack::Frequency),
        _ => None,
    }
}
