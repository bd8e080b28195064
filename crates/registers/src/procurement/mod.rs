//! Sources of the room of procurement: Open Contracting releases, the tables that its settings name, and what is known of
//! an invented world. The register says where each release begins; whoever judges processes reads them from there.

mod ocds;
mod tables;
mod truth;

pub use ocds::{ReadReleases, Release, no_reader};
pub use tables::rows_into;
pub use truth::{Known, known_into};
