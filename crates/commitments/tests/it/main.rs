//! The room of commitments through its public door, in one program: every program that is linked costs time and disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // A test stops at the first surprise.

mod calendars;
mod cases;
mod demonstration;
mod iati;
mod law_identity;
mod law_instructions;
mod law_library;
mod law_search;
mod law_stem;
mod messages;
mod procedures;
mod recorder;
mod references;
mod report;
mod report_wording;
mod rules;
mod score;
mod treaties;
mod uhri;
mod view;
