//! Perception and experience of corruption, with honest uncertainty. Pure: data and parameters come in as values,
//! results go out as values; the methods' rules live in `methods/measurement/`.

#![allow(rustdoc::invalid_rust_codeblocks, reason = "formulas in the headings of methods are indented text")]

pub mod breaks;
pub mod change;
pub mod cpi;
mod exact;
pub mod methods;
pub mod panel;
pub mod published;
pub mod quantile;
pub mod random;
pub mod ranks;
mod setting;
mod standing;
pub mod ucm;
pub mod world;
