//! `probity demo`: a synthetic world as publishers would have published it, imported, assessed and served like any
//! other observatory.

use super::commitments::append;
use super::{assess, serve};
use crate::arguments::Demo;
use crate::failure::{Exit, Failure};
use crate::law;
use crate::ledger::{self, Ledger};
use crate::terminal;
use probity_commitments::demonstration::{ACTS, BATCHES};
use probity_commitments::law::library::Given;
use probity_commitments::record::load::{Form, read};
use probity_core::Digest;
use probity_measurement::world::{IMPORTS, World, WorldSettings};
use probity_procurement::suite::releases_into;
use probity_procurement::world as tenders;
use probity_registers::Observatory;
use probity_registers::observatory::{DEMONSTRATION, DEMONSTRATION_CALENDAR};
use probity_statistics::world::{LegalWorld, Settings};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

/// Everybody can make the demonstration's key, as everybody can make the demonstration: it proves nothing about anything.
const SEED: &[u8] = b"probity demonstration: the key of the log of commitments";

/// Runs the command.
pub fn run(arguments: &Demo) -> Result<(), Failure> {
    make(&arguments.dir)?;
    terminal::note("assessing the synthetic world");
    assess::observatory(&arguments.dir, Vec::new(), arguments.threads)?;
    promises(&arguments.dir)?;
    if arguments.no_serve {
        terminal::line(&format!("made the demonstration observatory {}", arguments.dir.display()));
        return Ok(());
    }
    serve::site(&arguments.dir, IpAddr::V4(Ipv4Addr::LOCALHOST), arguments.port, arguments.now)
}

/// Makes the observatory, or completes one that is already there; imports of the same files change nothing.
fn make(dir: &Path) -> Result<(), Failure> {
    let world = World::generate(&WorldSettings::default());
    let focus: Vec<String> = world.focus();
    let shown = toml::Value::from(focus.clone());
    let configuration = format!("{DEMONSTRATION}focus = {shown}\n{}{DEMONSTRATION_CALENDAR}", tenders::CONFIGURATION);
    let mut observatory = Observatory::init_with(dir, &configuration)?.with_releases(releases_into);
    if !observatory.configuration().synthetic {
        let dir = dir.display();
        return Err(Failure::usage(format!(
            "{dir} is an observatory with real data; the demonstration would mix with it"
        ))
        .hint("give another directory with --dir"));
    }
    ledger::furnish(dir, || Ok(*Digest::of(SEED).bytes()))?;
    let files = tempfile::tempdir()?;
    for (name, text) in world.files() {
        fs_err::write(files.path().join(name), text)?;
    }
    let mut imports = IMPORTS.to_vec();
    let tenders = tenders::World::generate(&tenders::Settings::default());
    for (register, name, text) in statistics(&focus)?.into_iter().chain(tenders.files()) {
        fs_err::write(files.path().join(name), text)?;
        imports.push((register, name));
    }
    for (register, name) in imports {
        let report = observatory.import(register, &[files.path().join(name)])?;
        if report.refused() {
            let diagnostics = report.diagnostics().cloned().collect();
            return Err(
                Failure::new(Exit::Input, format!("the synthetic {register} cannot be read")).diagnostics(diagnostics)
            );
        }
    }
    Ok(())
}

/// The invented state's law and its log of commitments; what is recorded already stays as it is.
fn promises(dir: &Path) -> Result<(), Failure> {
    let acts: Vec<(String, String)> = ACTS.iter().map(|act| (act.name.to_owned(), act.text.to_owned())).collect();
    let first = BATCHES.first().and_then(|batch| batch.at.parse().ok());
    law::import(dir, &acts, &Given::default(), first.unwrap_or(jiff::Timestamp::UNIX_EPOCH))?;
    let ledger = Ledger::open(dir)?;
    let mut events = 0;
    ledger.replay(None, |event, _| events = event.seq + 1)?;
    if events > 0 {
        return Ok(());
    }
    for batch in BATCHES {
        let entries = read(batch.name, batch.text, Form::Toml)
            .map_err(|wrong| Failure::input("the demonstration cannot be read").diagnostics(wrong))?;
        append::recorded(
            &ledger,
            entries,
            batch.at.parse().map_err(|error: jiff::Error| Failure::input(error.to_string()))?,
        )?;
    }
    Ok(())
}

/// The legal statistics of the first country a reader meets; none when no country has anything planted.
fn statistics(focus: &[String]) -> Result<Vec<(&'static str, &'static str, String)>, Failure> {
    let Some(country) = focus.first() else { return Ok(Vec::new()) };
    let world = LegalWorld::generate(&Settings::of(country));
    let files = world.files().map_err(|error| Failure::new(Exit::Checks, error.to_string()))?;
    Ok(files.into())
}
