//! Tests through the public door: the program's command line, as its users run it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod broken;
mod cases;
mod commitments_log;
mod commitments_report;
mod commitments_views;
mod desk;
mod determinism;
mod documentation;
mod evidence;
mod index;
mod law;
mod legal;
mod log;
mod observatory;
mod package;
mod procurement_changes;
mod procurement_compat;
mod procurement_merge;
mod procurement_observatory;
mod procurement_publishers;
mod procurement_screens;
mod procurement_shards;
mod procurement_tables;
mod program;
mod site;
mod stats;
mod stdout;
