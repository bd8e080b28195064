//! Estimates with standard errors.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::estimates;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for record in read("a.csv", bytes, estimates) {
        assert!(record.estimate.is_finite() && record.se >= 0.0);
    }
});
