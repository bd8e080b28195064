//! Pairs of counts to compare: `id,x1,t1,x0,t0[,level]`.

use super::{count, faults, level, positive, text};
use crate::format::Input;
use crate::perception::Reading;
use crate::perception::simple::Fixed;
use probity_statistics::inference::{Level, Pair};

/// Two counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRow {
    /// Their name.
    pub id: String,
    /// The counts.
    pub pair: Pair,
    /// The level.
    pub level: Level,
}

/// Pairs from a table `id,x1,t1,x0,t0[,level]`.
pub fn pairs(input: &Input) -> Reading<PairRow> {
    let file = input.name();
    Reading::collect(|sink| {
        Fixed::run(input, &["id", "x1", "t1", "x0", "t0"], &["level"], sink, &mut |row, columns, _| {
            let [Some(at_id), Some(at_x1), Some(at_t1), Some(at_x0), Some(at_t0), at_level] = columns[..] else {
                return Ok(None);
            };
            let now = (count(file, row, at_x1, "x1"), positive(file, row, at_t1, "t1"));
            let before = (count(file, row, at_x0, "x0"), positive(file, row, at_t0, "t0"));
            match (text(file, row, at_id, "id"), now, before, level(file, row, at_level)) {
                (Ok(id), (Ok(x1), Ok(t1)), (Ok(x0), Ok(t0)), Ok(level)) => {
                    Ok(Some(PairRow { id, pair: Pair { x1, t1, x0, t0 }, level }))
                }
                (id, (x1, t1), (x0, t0), level) => {
                    Err(faults([id.err(), x1.err(), t1.err(), x0.err(), t0.err(), level.err()]))
                }
            }
        })
    })
}
