//! Time of rank sets for a table as long as a perception index has: 180 units, 1,000 draws.

use probity_measurement::random::Normals;
use probity_measurement::ranks::{Estimate, Settings, rank_sets, rank_sets_both};

fn main() {
    divan::main();
}

/// 180 units spread like scores of 0–100 with standard errors of a few points.
fn table() -> Vec<Estimate> {
    let mut noise = vec![0.0; 360];
    Normals::new(180).draw(0, &mut noise);
    (0..180)
        .map(|unit| Estimate {
            unit: format!("{unit:03}"),
            estimate: 43.0 + 19.0 * noise[2 * unit],
            se: 1.0 + 1.5 * noise[2 * unit + 1].abs(),
        })
        .collect()
}

#[divan::bench(args = [1_000, 10_000])]
fn marginal(bencher: divan::Bencher, draws: usize) {
    let table = table();
    let settings = Settings { draws, ..Settings::default() };
    bencher.bench(|| rank_sets(&table, &settings));
}

#[divan::bench(args = [1_000, 10_000])]
fn simultaneous(bencher: divan::Bencher, draws: usize) {
    let table = table();
    let settings = Settings { draws, simultaneous: true, ..Settings::default() };
    bencher.bench(|| rank_sets(&table, &settings));
}

#[divan::bench(args = [1_000])]
fn both(bencher: divan::Bencher, draws: usize) {
    let table = table();
    let settings = Settings { draws, ..Settings::default() };
    bencher.bench(|| rank_sets_both(&table, &settings));
}
