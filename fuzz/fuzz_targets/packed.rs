//! gzip and zstd around a panel; the first byte chooses a header that leads into the unpacker.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::scores;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let head: &[u8] = match first % 3 {
        0 => &[0x1F, 0x8B, 8, 0],
        1 => &[0x28, 0xB5, 0x2F, 0xFD],
        _ => &[],
    };
    read("a.csv.gz", &[head, rest].concat(), scores);
});
