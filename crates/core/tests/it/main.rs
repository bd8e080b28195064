//! The words of `core` through their public door: what is written reads back the same, and a drawn diagnostic shows
//! what a person needs. One binary, so that the crate is linked once.

mod canonical;
mod drawing;
mod round_trip;
