//! Plans of governance fits.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::plan;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("plan.csv", bytes, plan);
});
