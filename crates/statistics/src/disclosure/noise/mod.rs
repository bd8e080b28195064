//! The cell-key method: every cell gets a little noise that depends on its contributors alone, so that the same people
//! give the same noise in every table and release, and averaging over tables teaches nothing.

mod cellkey;
mod entropy;
mod ptable;
pub mod report;
mod spec;

pub use cellkey::{NoisyCell, RecordKeys, noisy};
pub use ptable::{Entry, Ptable, Row, ptable};
pub use spec::{CubeColumns, KeyColumn, NoiseSpec, parse};
