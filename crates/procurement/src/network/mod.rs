//! Who bids with whom: firms by number, tenders as lists of firms, pairs, the graph of firms that meet often, its
//! communities, who wins against whom, who buys from whom more often than by chance, and how far few firms hold a market.

pub mod concentration;
mod graph;
mod links;
mod pairs;
pub(crate) mod roster;
mod rotation;
mod tenders;
mod wins;

pub use graph::{Community, Edge, Graph};
pub use links::{Link, Links};
pub use pairs::{Meeting, Pairs};
pub use roster::Roster;
pub use rotation::{Clique, Rotation, cliques};
pub use tenders::{Tender, Tenders, bidders, firms, single_winner};
pub use wins::{Win, Wins};

/// Processes with more bidders than this are counted, but their pairs are not listed: they would be thousands.
pub const BIDDERS_MAX: usize = 60;
