//! Sources of governance indicators.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::{governance, governance_tables};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let cells = read("a.csv", bytes, |input| governance(input, "cc2021", &["eiu".to_owned()]));
    governance_tables(&cells);
});
