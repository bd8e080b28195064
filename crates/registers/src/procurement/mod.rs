//! Sources of the room of procurement: Open Contracting releases, and what is known of an invented world. The register
//! says where each release begins; whoever judges processes reads them from there.

mod ocds;
mod truth;

pub use ocds::{Release, releases_into};
pub use truth::{Known, known_into};
