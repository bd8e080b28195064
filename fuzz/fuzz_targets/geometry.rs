//! The geometry of a map: whatever it holds, it is drawn or refused.
#![no_main]

use probity_publication::plot::World;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = World::read(bytes).map_err(|error| error.to_string());
});
