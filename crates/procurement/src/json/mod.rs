//! JSON as publishers write it: every value may be of any kind, and nothing is lost because one value is of the wrong
//! one. `raw` reads single values, `tree` keeps a whole document with the literal text of its scalars; `plain` and `shapes`
//! pass quickly what nobody asks for, and tell what stands at the places of `wanted`.

pub mod documents;
pub mod fault;
mod plain;
pub mod raw;
pub mod reader;
pub mod scan;
pub mod shapes;
pub mod tree;
pub mod wanted;
