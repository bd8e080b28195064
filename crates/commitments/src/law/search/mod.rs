//! Search over provisions in memory: words are cut, stemmed and counted, and the provisions that hold them are ranked. A query
//! typed without Kazakh letters finds the same provisions, behind those that match as written.

mod index;
mod tokens;

pub use index::{Hit, Index};
pub use tokens::{Token, tokens};
