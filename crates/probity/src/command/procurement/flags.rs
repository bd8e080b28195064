//! `probity procurement flags`: the guide's red flags over Open Contracting data, in four states.

use super::compat::{self, Peer, To};
use super::settings::Chosen;
use super::{differences, manifest, partials};
use crate::clock;
use crate::failure::Failure;
use crate::methods;
use crate::terminal;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use probity_core::Diagnostic;
use probity_core::parameter::Parameters;
use probity_procurement::flag::Definition;
use probity_procurement::flags;
use probity_procurement::partial::Partials;
use probity_procurement::quality;
use probity_procurement::run::{
    Battery, Duplicates, Findings, Flagged, Options, RunError, Share, Verdicts, coverage_csv, emit, gather, grounds,
};
use probity_procurement::settings::Settings;
use probity_registers::Input;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// `probity procurement flags`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Files to read: release and record packages, releases, arrays or lines of them; `.gz` and `.zst` too
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Answer as Cardinal does, in its JSON and with its settings file (INI)
    #[arg(long, value_enum)]
    pub compat: Option<Peer>,
    /// With `--compat`: say which organisations stand behind the flags
    #[arg(long, requires = "compat")]
    pub map: bool,
    /// With `--compat`: instead of JSON, add a row for every flag that this CSV file does not have yet
    #[arg(long, value_name = "FILE", requires = "compat", conflicts_with = "map")]
    pub append: Option<PathBuf>,
    /// With `--append`: the time at which the rows are made [default: now]
    #[arg(long, value_name = "INSTANT", requires = "append", value_parser = clock::instant)]
    pub now: Option<Timestamp>,
    /// Settings (TOML)
    #[arg(long)]
    pub settings: Option<PathBuf>,
    /// Only these flags, such as R003,R018
    #[arg(long, value_delimiter = ',')]
    pub codes: Vec<String>,
    /// Rule pack of a country, such as `kz` or `eu`: thresholds of its law, and procedures that single flags say nothing about
    #[arg(long, value_name = "NAME")]
    pub pack: Vec<String>,
    /// What to do with several releases of one process
    #[arg(long, value_enum, default_value_t = Policy::Merge)]
    pub duplicates: Policy,
    /// Threads; the answers do not depend on it [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Where the tables go
    #[arg(long, required_unless_present_any = ["compat", "explain_differences", "partial"])]
    pub out: Option<PathBuf>,
    /// Print where Cardinal says something else about a process, what we say, and why
    #[arg(long, conflicts_with_all = ["compat", "out", "csv"])]
    pub explain_differences: bool,
    /// Findings as CSV too
    #[arg(long)]
    pub csv: bool,
    /// List in `grounds.csv` the processes behind every flagged buyer, firm, pair and market
    #[arg(long, conflicts_with_all = ["compat", "explain_differences", "partial"])]
    pub grounds: bool,
    /// On several machines, first: keep in this file what the findings of all shares rest on, and write no findings
    #[arg(long, value_name = "FILE", conflicts_with_all = ["compat", "out", "csv", "explain_differences"])]
    pub partial: Option<PathBuf>,
    /// With `--partial`: other machines look at other publishers, so organisations are told apart by publisher here too
    #[arg(long, requires = "partial")]
    pub several_publishers: bool,
    /// Then: write the findings of this share, judged with what all machines kept; all `--partial` files, in the order of
    /// their shares. The first share also has the rows about buyers, firms, pairs and markets
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["compat", "partial", "explain_differences"])]
    pub from_partials: Vec<PathBuf>,
    /// With both: look only at this share of the processes in the files, such as 2/3, where every machine has all of them
    /// [default: all processes; every machine has files of its own]
    #[arg(long, value_name = "K/N", conflicts_with_all = ["compat", "explain_differences"])]
    pub shard: Option<Share>,
}

/// What to do with several releases of one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// Merge them; what the publisher compiled stands for what is older
    Merge,
    /// Judge the one that comes last in the input
    Last,
    /// End with an error
    Error,
}

impl From<Policy> for Duplicates {
    fn from(policy: Policy) -> Self {
        match policy {
            Policy::Merge => Self::Merge,
            Policy::Last => Self::Last,
            Policy::Error => Self::Error,
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Flags) -> Result<(), Failure> {
    if let Some(Peer::Cardinal) = arguments.compat {
        return cardinal(arguments);
    }
    if arguments.explain_differences {
        return differences::run(arguments);
    }
    if arguments.shard.is_some() && arguments.partial.is_none() && arguments.from_partials.is_empty() {
        return Err(Failure::usage("`--shard` alone says nothing about the processes of the other shares")
            .hint("first `--partial FILE` for every share, then `--from-partials FILE… --out DIR` for every share"));
    }
    let Chosen { settings, text, tables } = Chosen::read(arguments.settings.as_deref(), &arguments.pack)?;
    let chosen = chosen(&arguments.codes)?;
    let battery = battery(&arguments.codes, &settings)?;
    let (inputs, lost) = open(&arguments.files)?;
    let duplicates = arguments.duplicates.into();
    let methods: Vec<_> = chosen.iter().map(|own| (own.code, parameters(own.code, &settings))).collect();
    let made = manifest::Made {
        inputs: &inputs,
        settings: &text,
        tables: &tables,
        packs: &settings.packs,
        duplicates,
        methods: &methods,
    };
    let options = |folder| Options { settings: &settings, duplicates, threads: threads(arguments.threads), folder };
    match (&arguments.partial, &arguments.out) {
        (Some(path), _) => partials::write(path, arguments, (&battery, options(partials::beside(path))), &made, lost),
        (None, Some(folder)) => publish(arguments, (&battery, options(folder)), &made, lost),
        (None, None) => Err(Failure::usage("`--out DIR` is missing")),
    }
}

/// Judges the processes and writes the tables.
fn publish(
    arguments: &Flags,
    (battery, options): (&Battery, Options<'_>),
    made: &manifest::Made<'_>,
    mut lost_files: Vec<Diagnostic>,
) -> Result<(), Failure> {
    let Options { folder, settings, .. } = options;
    fs_err::create_dir_all(folder)?;
    let partials = partials::open(arguments, made)?;
    let working = terminal::working("looking at processes");
    let gathered = match &partials {
        None => gather(made.inputs, battery, options),
        Some(partials) => emit(made.inputs, battery, options, arguments.shard, partials),
    };
    let mut gathered = gathered.map_err(failed)?;
    let findings = gathered.findings(folder, arguments.csv).map_err(failed)?;
    let grounds = if arguments.grounds {
        let tells_apart = partials.as_ref().is_some_and(Partials::tells_apart);
        Some(grounds_of(&gathered.verdicts, made.inputs, options, (arguments.shard, tells_apart))?)
    } else {
        None
    };
    drop(working);
    let judged = std::mem::take(&mut gathered.verdicts.quality);
    let (quality, checks) = quality::finish_share(gathered.quality, judged, &settings.quality, gathered.others)?;
    let manifest = manifest::Manifest {
        made,
        seen: manifest::Seen { digests: &gathered.digests, counts: &gathered.counts },
        shard: partials.as_ref().map(|partials| partials::noted(partials, arguments.shard)),
        findings: &findings,
        quality: &checks,
        anomalies: gathered.verdicts.anomalies.json(),
    };
    let manifest = manifest.json()?;
    let (rates, said) = (base_rates(&findings), summary(folder, &findings, gathered.counts.processes));
    let (mut told, lost) = (gathered.rejects.told().to_vec(), gathered.rejects.count());
    let files = [
        ("findings.parquet", Some(findings.parquet)),
        ("findings.csv", findings.csv),
        ("base_rates.csv", Some(written(folder, rates.as_bytes())?)),
        ("cooccurrence.csv", Some(written(folder, findings.together.as_bytes())?)),
        ("coverage.csv", Some(written(folder, &coverage_csv(&gathered.verdicts.publishes)?)?)),
        ("quality.csv", Some(quality)),
        ("grounds.csv", grounds),
        ("releases.csv", Some(gathered.places.finish()?)),
        ("rejects.csv", Some(gathered.rejects.finish()?)),
        ("run.json", Some(written(folder, manifest.as_bytes())?)),
    ];
    files.into_iter().try_for_each(|(name, file)| settle(&folder.join(name), file))?;
    lost_files.append(&mut gathered.faults);
    terminal::note(&said);
    if lost_files.is_empty() {
        terminal::diagnostics(&told);
        note_rejects(lost, folder);
        return Ok(());
    }
    told.append(&mut lost_files);
    Err(Failure::input("a whole file cannot be read; the findings are about the others").diagnostics(told))
}

/// The processes behind the flagged subjects that are none.
fn grounds_of(
    verdicts: &Verdicts,
    inputs: &[Input],
    options: Options<'_>,
    share: (Option<Share>, bool),
) -> Result<NamedTempFile, Failure> {
    let flagged = Flagged::of(verdicts);
    let definitions: Vec<_> = flags::ALL.iter().filter(|own| flagged.has(own)).collect();
    let settings = options.settings;
    let battery = Battery::new(&definitions, |code| parameters(code, settings), settings)
        .map_err(|error| Failure::usage(error.to_string()))?;
    grounds(inputs, (&battery, &flagged), options, share).map_err(failed)
}

/// The same as Cardinal answers.
fn cardinal(arguments: &Flags) -> Result<(), Failure> {
    if arguments.out.is_some() || arguments.csv || !arguments.codes.is_empty() || !arguments.pack.is_empty() {
        let what = "`--out`, `--csv`, `--codes` and `--pack` are not for `--compat cardinal`";
        terminal::note(&format!("warning: {what}: it answers on standard output what its settings ask for"));
    }
    let to = match arguments.append.as_deref() {
        Some(path) => To::Table { path, at: clock::now(arguments.now) },
        None => To::Json { map: arguments.map },
    };
    let answer = || compat::flags(&arguments.files, arguments.settings.as_deref(), to);
    let Some(threads) = arguments.threads else { return answer() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build();
    pool.map_err(|error| Failure::usage(format!("no threads to be had: {error}")))?.install(answer)
}

/// Gives a written file its name. What an earlier run left under the name of a file that this one has not written goes: it is
/// about other findings.
pub(super) fn settle(path: &Path, file: Option<NamedTempFile>) -> Result<(), Failure> {
    let done = match file {
        Some(file) => file.persist(path).map(drop).map_err(|error| error.error),
        None => match fs_err::remove_file(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            done => done,
        },
    };
    done.map_err(|error| Failure::input(format!("`{}`: {error}", path.display())))
}

/// Says where all that was not used is listed.
pub(super) fn note_rejects(lost: u64, folder: &Path) {
    let list = folder.join("rejects.csv");
    match lost {
        0 => {}
        1 => terminal::note(&format!("1 part of the input was not used; it stands in `{}`", list.display())),
        _ => terminal::note(&format!("{lost} parts of the input were not used; `{}` lists them", list.display())),
    }
}

/// What was written, and which flags say little because they are raised nearly everywhere.
fn summary(folder: &Path, findings: &Findings, processes: u64) -> String {
    let common = findings.rates.iter().filter(|(_, rate)| rate.is_non_discriminating());
    let common: Vec<&str> = common.map(|(code, _)| *code).collect();
    let folder = folder.display();
    let wrote = format!("`{folder}`: {} findings about {processes} processes", findings.rows);
    if common.is_empty() {
        return wrote;
    }
    format!("{wrote}; raised so often that they say little of one process: {}", common.join(", "))
}

/// The flags of these codes, or all.
pub(super) fn battery(codes: &[String], settings: &Settings) -> Result<Battery, Failure> {
    Battery::new(&chosen(codes)?, |code| parameters(code, settings), settings)
        .map_err(|error| Failure::usage(error.to_string()))
}

/// The files that can be opened, and what is wrong with the others.
pub(super) fn open(files: &[PathBuf]) -> Result<(Vec<Input>, Vec<Diagnostic>), Failure> {
    let (mut inputs, mut lost) = (Vec::new(), Vec::new());
    for path in files {
        let input =
            if path == Path::new("-") { Input::stream("-", std::io::stdin().lock()) } else { Input::open(path) };
        match input {
            Ok(input) => inputs.push(input),
            Err(fault) => lost.push(fault),
        }
    }
    if inputs.is_empty() {
        return Err(Failure::input("nothing was read and nothing written").diagnostics(lost));
    }
    Ok((inputs, lost))
}

/// Threads as asked for, else one a core.
pub(super) fn threads(asked: Option<usize>) -> usize {
    asked.or_else(|| std::thread::available_parallelism().ok().map(Into::into)).unwrap_or(1).max(1)
}

pub(super) fn failed(error: RunError) -> Failure {
    match error {
        RunError::Partial(error) => partials::refused(&error),
        RunError::Repeated { .. } => Failure::input(error.to_string())
            .hint("leave `--duplicates error` out to have its releases merged, or name each release once"),
        _ => Failure::input(error.to_string()),
    }
}

pub(super) fn written(folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, Failure> {
    let mut file = probity_registers::temporary(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

fn chosen(codes: &[String]) -> Result<Vec<&'static Definition>, Failure> {
    if codes.is_empty() {
        return Ok(flags::ALL.iter().collect());
    }
    let unknown = |code: &String| Failure::usage(format!("there is no flag `{code}`; flags are R001 to R073"));
    let mut chosen: Vec<_> =
        codes.iter().map(|code| flags::definition(code).ok_or_else(|| unknown(code))).collect::<Result<_, _>>()?;
    chosen.sort_by_key(|definition| definition.code);
    chosen.dedup_by_key(|definition| definition.code);
    Ok(chosen)
}

/// The method's parameters, and what the settings say instead.
fn parameters(code: &str, settings: &Settings) -> Parameters {
    settings.of_flag(code, methods::parameters(code).unwrap_or_default())
}

/// All flags of the guide, those that were not asked for with nothing.
fn base_rates(findings: &Findings) -> String {
    let mut text = "code,eligible,flagged,insufficient,not_applicable\n".to_owned();
    for definition in &flags::ALL {
        let code = definition.code;
        let rate = findings.rates.get(code).copied().unwrap_or_default();
        let (eligible, flagged) = (rate.eligible(), rate.flagged);
        text += &format!("{code},{eligible},{flagged},{},{}\n", rate.insufficient, rate.not_applicable);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_an_earlier_run_do_not_stay_where_this_one_writes_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("findings.csv");
        settle(&path, Some(written(folder.path(), b"earlier").expect("a file"))).expect("it is named");
        assert_eq!(fs_err::read(&path).expect("it is there"), b"earlier");
        settle(&path, None).expect("it goes");
        assert!(!path.exists());
        settle(&path, None).expect("nothing was there");
    }
}
