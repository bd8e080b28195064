//! Akoma Ntoso 3.0: acts of other systems come in by it, and ours go out, valid under the standard's schema. Reading what was
//! written gives the same provisions.

mod read;
mod tree;
mod write;

pub(super) use read::read;
pub use write::write;

/// The namespace of what the standard has no element for: commencements by provision.
const OWN: &str = "urn:probity:law:1";
/// The name of a body that is there because the schema asks for one.
const EMPTY: &str = "empty";
