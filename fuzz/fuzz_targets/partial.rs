//! States of flags in partials: no bytes crash the reader, and what it reads can be written. The first byte chooses the flag.
#![no_main]

use probity_engine::methodology::{parameters, resolve};
use probity_procurement::flag::{Definition, ErasedFlag, Setup};
use probity_procurement::flags;
use probity_procurement::settings::Settings;
use std::path::Path;
use std::sync::OnceLock;

fn build(definition: &Definition) -> Option<Box<dyn ErasedFlag>> {
    let methods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../methods/procurement");
    let read = |id: &str| std::fs::read_to_string(methods.join(id).join("method.toml")).ok();
    let rows = resolve(definition.code, &read).ok()?;
    let settings = Settings::default();
    (definition.build)(&Setup { parameters: &parameters(&rows), settings: &settings }).ok()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static FLAGS: OnceLock<Vec<Box<dyn ErasedFlag>>> = OnceLock::new();
    let flags = FLAGS.get_or_init(|| flags::ALL.iter().filter_map(build).collect());
    assert!(!flags.is_empty(), "no flag has a method");
    let Some((first, rest)) = bytes.split_first() else { return };
    if let Some(flag) = flags.get(usize::from(*first) % flags.len())
        && let Ok(state) = flag.load(rest)
    {
        assert!(flag.save(&state).is_ok());
    }
});
