//! Who bids with whom: firms by number, tenders as lists of firms, pairs, the graph of firms that meet often, its
//! communities, and how far few firms hold a market.

pub mod concentration;
mod graph;
mod pairs;
pub(crate) mod roster;
mod rotation;
mod tenders;

pub use graph::{Community, Edge, Graph};
pub use pairs::{Meeting, Pairs};
pub use roster::Roster;
pub use rotation::{Clique, Rotation, cliques};
pub use tenders::{Tender, Tenders, bidders, firms, single_winner};

/// Processes with more bidders than this are counted, but their pairs are not listed: they would be thousands.
pub const BIDDERS_MAX: usize = 60;
