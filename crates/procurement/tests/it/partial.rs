//! Partials: states come back as they were written, and no bytes whatever, cut off, changed or at random, do more than be
//! refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use crate::stream::parameters;
use probity_procurement::facts::Facts;
use probity_procurement::flag::{Definition, ErasedFlag, Setup};
use probity_procurement::flags;
use probity_procurement::partial::{Head, Partials, Source, Wanted, Writing};
use probity_procurement::process::Process;
use probity_procurement::run::{Battery, Duplicates, Options, keep};
use probity_procurement::settings::Settings;
use probity_procurement::world::{self, World};
use probity_registers::Input;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Invented releases, of two publishers.
fn releases() -> String {
    World::generate(&world::Settings { processes: 60, town: 12, ..world::Settings::default() }).releases()
}

fn every_flag() -> Vec<Box<dyn ErasedFlag>> {
    let settings = Settings::default();
    let build =
        |own: &Definition| (own.build)(&Setup { parameters: &parameters(own.code), settings: &settings }).unwrap();
    flags::ALL.iter().map(build).collect()
}

/// What each flag keeps of the releases, as bytes.
static SAVED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let (settings, releases) = (Settings::default(), releases());
    let saved = every_flag().into_iter().map(|flag| {
        let mut state = flag.state();
        for line in releases.lines() {
            let process = Process::parse(line).unwrap();
            flag.observe(&mut state, &Facts::new(&process, &[], &settings));
        }
        flag.save(&state).unwrap()
    });
    saved.collect()
});

#[test]
fn what_a_flag_keeps_comes_back_as_it_was_written() {
    for (flag, saved) in every_flag().iter().zip(SAVED.iter()) {
        let state = flag.load(saved).unwrap();
        assert!(flag.save(&state).unwrap() == *saved);
    }
    assert!(SAVED.iter().filter(|saved| saved.len() > 100).count() > 25, "the releases say something");
}

/// A partial of the releases.
fn partial() -> Vec<u8> {
    let settings = Settings::default();
    let chosen: Vec<_> = flags::ALL.iter().collect();
    let battery = Battery::new(&chosen, parameters, &settings).unwrap();
    let inputs = [Input::bytes("a.jsonl", releases().into_bytes())];
    let folder = tempfile::tempdir().unwrap();
    let options = Options { settings: &settings, duplicates: Duplicates::Merge, threads: 1, folder: folder.path() };
    let mut kept = keep(&inputs, &battery, options, None, false).unwrap().part;
    let head = Head {
        made_with: BTreeMap::new(),
        inputs: vec![source()],
        share: None,
        publishers: kept.publishers.clone(),
        tells_apart: true,
        processes: 72,
    };
    let mut writing = Writing::new(Vec::new(), &head).unwrap();
    kept.write(&battery, &mut writing).unwrap();
    writing.finish().unwrap()
}

fn source() -> Source {
    Source { file: "a.jsonl".to_owned(), sha256: "0".repeat(64) }
}

/// Whether a file with these bytes is a partial of the releases.
fn opens(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.partial");
    fs_err::write(&path, bytes).unwrap();
    let wanted = Wanted { made_with: BTreeMap::new(), inputs: vec![source()], share: None };
    Partials::open(&[path], &wanted).is_ok()
}

static PARTIAL: LazyLock<Vec<u8>> = LazyLock::new(partial);

#[test]
fn a_partial_that_nobody_touched_opens() {
    assert!(opens(&PARTIAL));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_partial_that_is_changed_or_cut_off_is_refused(at in any::<prop::sample::Index>(), bit in 0_u32..8, cut in any::<bool>()) {
        let mut bytes = PARTIAL.clone();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
        prop_assert!(!opens(&bytes));
    }

    #[test]
    fn no_bytes_make_the_reader_of_states_fail(
        random in proptest::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
        length in 0_usize..12,
    ) {
        for (flag, saved) in every_flag().iter().zip(SAVED.iter()) {
            let _ = flag.load(&random);
            if saved.is_empty() {
                continue;
            }
            let (mut bytes, at) = (saved.clone(), at.index(saved.len()));
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, random.iter().take(length).copied());
            if let Ok(state) = flag.load(&bytes) {
                prop_assert!(flag.save(&state).is_ok());
            }
        }
    }
}
