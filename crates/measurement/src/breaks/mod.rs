//! Finds out when a source's way onto the index's scale changed. An index claims one scale since its base year; a
//! source's own fixed scale beside its scores shows whether the claim held, and without it the levels still tell.

pub mod fit;
pub mod levels;
pub mod maps;
pub mod rules;

pub use fit::{SourceMap, fit_source};
pub use levels::{LevelChange, detect_levels, level_changes};
pub use maps::{MapBreak, detect};
pub use rules::BreakRules;
