//! The library of legal instruments: identity of acts and provisions, what their texts refer to and change, what the law
//! says on which day, and how it is found. Identifiers follow Akoma Ntoso's naming convention; words of languages are data.

pub mod eid;
pub mod instructions;
mod language;
pub mod library;
pub mod refs;
pub mod search;
pub mod stem;
pub mod uri;

pub use language::{UnknownLanguage, language};
