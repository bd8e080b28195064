//! Workbooks: damaged archives and damaged XML.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::{published, scores};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("a.xlsx", bytes, scores);
    read("a.xlsx", bytes, published);
});
