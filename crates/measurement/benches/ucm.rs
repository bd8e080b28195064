//! Time of the unobserved components model: the factor step alone, one indicator-year of a realistic shape, and the
//! 46 indicator-years of the World Bank's data when they lie beside the checkout.

use probity_measurement::random::Normals;
use probity_measurement::ucm::{Indicator, Settings, fit, one_factor};
use std::path::Path;

fn main() {
    divan::main();
}

const LOADINGS: [f64; 7] = [0.93, 0.91, 0.61, 0.88, 0.96, 0.88, 0.92];

/// 214 units, seven representative and thirteen other sources with a third of the cells missing.
fn simulated() -> Indicator {
    let mut normals = Normals::new(1);
    let mut row = [0.0; 41];
    let mut indicator = Indicator::default();
    for source in 0..20 {
        indicator.sources.push(format!("s{source:02}"));
        indicator.representative.push(source < 7);
    }
    for unit in 0..214 {
        normals.draw(unit, &mut row);
        let value = |source: usize| {
            let loading = LOADINGS[source % 7];
            let y = loading * row[0] + (1.0 - loading * loading).sqrt() * row[1 + source];
            (row[21 + source] > -0.43).then_some(y)
        };
        indicator.units.push(format!("u{unit:03}"));
        indicator.values.push((0..20).map(value).collect());
    }
    indicator
}

fn read(path: &Path, representative: &str) -> Option<Indicator> {
    let mut reader = csv::Reader::from_path(path).ok()?;
    let sources: Vec<String> = reader.headers().ok()?.iter().skip(1).map(str::to_owned).collect();
    let representative = sources.iter().map(|source| representative.split(' ').any(|code| code == source)).collect();
    let mut indicator = Indicator { sources, representative, ..Indicator::default() };
    for record in reader.records() {
        let record = record.ok()?;
        indicator.units.push(record[0].to_owned());
        indicator.values.push(record.iter().skip(1).map(|cell| cell.parse().ok()).collect());
    }
    Some(indicator)
}

fn world_bank() -> Option<Vec<Indicator>> {
    let folder = probity_testkit::reference("measurement/wgi")?;
    let mut plan = csv::Reader::from_path(folder.join("plan.csv")).ok()?;
    plan.records().map(|row| row.ok().and_then(|row| read(&folder.join(&row[1]), &row[2]))).collect()
}

#[divan::bench]
fn factor_of_seven_sources(bencher: divan::Bencher) {
    // Correlations of exactly one factor, disturbed so that the optimum is not where the search starts.
    let mut noise = [0.0; 49];
    Normals::new(3).draw(0, &mut noise);
    let cell = |at: usize| {
        let (i, j) = ((at / 7).min(at % 7), (at / 7).max(at % 7));
        if i == j { 1.0 } else { LOADINGS[i] * LOADINGS[j] + 0.02 * noise[i * 7 + j] }
    };
    let correlations: Vec<f64> = (0..49).map(cell).collect();
    bencher.bench(|| one_factor(divan::black_box(&correlations), (1e-4, 1.0), 1e-6));
}

#[divan::bench]
fn one_indicator_year(bencher: divan::Bencher) {
    let indicator = simulated();
    bencher.bench(|| fit(divan::black_box(&indicator), &Settings::default()));
}

#[divan::bench]
fn the_world_bank_s_46_fits(bencher: divan::Bencher) {
    let Some(indicators) = world_bank() else { return };
    bencher.bench(|| indicators.iter().map(|one| fit(one, &Settings::default())).collect::<Vec<_>>());
}
