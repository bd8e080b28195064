//! `method.toml`, alone and as the method it uses.
#![no_main]

use probity_engine::methodology::resolve;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = resolve("cpi", &|_| Some(text.to_owned()));
});
