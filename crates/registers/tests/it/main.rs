//! The readers and the observatory through their public door: messages, round trips, damage and published files. One
//! program for all of it: every program that is linked costs time and disk.

mod common;
mod legal;
mod legal_bytes;
mod messages;
mod observatories;
mod reference_books;
mod round_trips;
