//! Integrity over Open Contracting data (OCDS): reading what publishers really write, merging releases, preparing,
//! seventy-three red flags in four states, screens, networks, and Kazakhstan's goszakup as OCDS.

pub mod card;
pub mod changes;
pub mod compare;
pub mod compat;
pub mod cri;
pub mod facts;
pub mod flag;
pub mod flags;
pub mod goszakup;
pub mod json;
pub mod merge;
pub mod network;
pub mod pack;
pub mod partial;
pub mod process;
pub mod quality;
pub mod run;
pub mod screens;
pub mod settings;
pub mod source;
pub mod star;
pub mod suite;
pub mod world;
