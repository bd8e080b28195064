//! Measurement through its public door: against what publishers printed and others computed, and the laws that hold for
//! any data. One program for all of it: every program that is linked costs time and disk.

mod change_reference;
mod common;
mod cpi_laws;
mod cpi_reproduction;
mod kernel_laws;
mod method_defaults;
mod ranks;
mod ucm;
mod world;
