//! Procurement through its public door: cases of the flags, streams, reference results and published suites. One program
//! for all of it: every program that is linked costs time and disk.

mod agree;
mod cardinal;
mod cardinal_survives;
mod cases;
mod elsewhere;
mod packs;
mod partial;
mod published;
mod stream;
mod suite;
