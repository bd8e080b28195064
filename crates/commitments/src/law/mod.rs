//! The library of legal instruments: identity of acts and provisions, and what their texts refer to and change. Rules
//! are those of Akoma Ntoso's naming convention; words of languages are data.

pub mod eid;
pub mod instructions;
pub mod refs;
pub mod uri;
