//! How fast releases are read and judged: `throughput parse FILE`, or `throughput CODES OUT THREADS FILE…` with `all` or
//! `R003,R018` as codes; what it writes can be compared with that of another build. Measure it from outside (`time`): a
//! figure from inside would leave the start and the end out. It allocates as released binaries do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)] // A tool for developers.

use probity_core::parameter::{Parameters, Validity};
use probity_procurement::flags;
use probity_procurement::process::Process;
use probity_procurement::quality;
use probity_procurement::run::{Battery, Duplicates, Options, gather};
use probity_procurement::settings::Settings;
use probity_registers::Input;
use std::collections::BTreeMap;
use std::path::Path;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn parameters(code: &str) -> Parameters {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/procurement").join(code).join("method.toml");
    let method: toml::Table = fs_err::read_to_string(path).unwrap_or_default().parse().unwrap();
    let mut all = BTreeMap::new();
    for parameter in method.get("parameter").and_then(toml::Value::as_array).into_iter().flatten() {
        let value = parameter["value"].clone().try_into().unwrap();
        all.insert(parameter["name"].as_str().unwrap().to_owned(), vec![Validity { value, from: None, to: None }]);
    }
    Parameters(all)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [mode, file] if mode == "parse" => {
            let text = fs_err::read_to_string(file).unwrap();
            let processes = text.lines().filter_map(|line| Process::parse(line).ok());
            let (count, bids) = processes.fold((0, 0), |(count, bids), own| (count + 1, bids + own.bids.details.len()));
            eprintln!("{count} processes, {bids} bids");
        }
        [codes, out, threads, files @ ..] => {
            let wanted = |code: &str| codes == "all" || codes.split(',').any(|own| own == code);
            let chosen: Vec<_> = flags::ALL.iter().filter(|flag| wanted(flag.code)).collect();
            let settings = Settings::default();
            let battery = Battery::new(&chosen, parameters, &settings).unwrap();
            let inputs: Vec<Input> = files.iter().map(|file| Input::open(Path::new(file)).unwrap()).collect();
            let (folder, threads) = (Path::new(out), threads.parse().unwrap());
            fs_err::create_dir_all(folder).unwrap();
            let options = Options { settings: &settings, duplicates: Duplicates::Merge, threads, folder };
            let mut gathered = gather(&inputs, &battery, options).unwrap();
            let findings = gathered.findings(folder, false).unwrap();
            eprintln!("{:?}, {} rows", gathered.counts, findings.rows);
            fs_err::write(folder.join("notes.json"), serde_json::to_vec(&findings.notes).unwrap()).unwrap();
            findings.parquet.persist(folder.join("findings.parquet")).unwrap();
            let judged = std::mem::take(&mut gathered.verdicts.quality);
            let (rows, checks) = quality::finish(gathered.quality, judged, &settings.quality).unwrap();
            fs_err::write(folder.join("checks.json"), serde_json::to_vec(&checks).unwrap()).unwrap();
            rows.persist(folder.join("quality.csv")).unwrap();
        }
        _ => eprintln!("throughput parse FILE | throughput CODES OUT THREADS FILE…"),
    }
}
