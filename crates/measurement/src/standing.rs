//! Competition ranking ("1224"): equal scores share the best place and the places behind them stay empty. Both the
//! index's own scores and scores read from a publisher are ranked by this one function.

use std::cmp::Ordering;

/// A place in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// 1 + the number of larger values.
    pub(crate) rank: u32,
    /// How many share the value, itself included.
    pub(crate) tied: u32,
}

/// The standing of every value, largest first, in the order of `values`.
pub(crate) fn competition<T>(values: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<Standing> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| compare(&values[*b], &values[*a]));
    let mut standings = vec![Standing { rank: 0, tied: 0 }; values.len()];
    let mut before = 0u32;
    for group in order.chunk_by(|a, b| compare(&values[*a], &values[*b]).is_eq()) {
        let tied = u32::try_from(group.len()).unwrap_or(u32::MAX);
        for index in group {
            standings[*index] = Standing { rank: before + 1, tied };
        }
        before = before.saturating_add(tied);
    }
    standings
}
