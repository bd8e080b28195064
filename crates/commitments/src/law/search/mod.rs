//! Search over provisions: words are cut, stemmed and counted once, into an index that is kept as bytes and read back; a query
//! ranks the provisions that hold its words. A query typed without Kazakh letters finds the same provisions, behind those
//! that match as written.

mod gather;
mod index;
mod postings;
mod stored;
mod tokens;

pub use gather::Gathered;
pub use index::{Chosen, Hit, Index, Unusable};
pub use stored::{Made, What};
pub use tokens::{Token, tokens};
