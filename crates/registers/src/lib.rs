//! Registers: how files that somebody published become typed tables whose every row knows where it was read. Four
//! layers, each usable alone: `format` (bytes to cells with places), `perception` (cells to checked records),
//! `table` (records to Parquet and back; the only place that knows Arrow) and `observatory` (sources, registers and
//! the catalogue of one directory).

// A diagnostic is large because it explains itself; it is the rare case, and boxing it would burden every reader.
#![allow(clippy::result_large_err)]

pub mod counts;
pub mod error;
pub mod format;
pub mod legal;
pub mod observatory;
pub mod perception;
pub mod procurement;
pub mod table;

pub use error::Error;
pub use format::Input;
pub use observatory::{Observatory, replace, temporary};
