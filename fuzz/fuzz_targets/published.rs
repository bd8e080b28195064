//! Published indices in their own, wide and long layouts.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::published;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for record in read("a.csv", bytes, published) {
        assert!(record.score.is_finite());
    }
});
