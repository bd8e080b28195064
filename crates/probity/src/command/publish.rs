//! `probity publish`: the findings of an observatory as a signed package that a stranger can check and compute again.

use crate::arguments::Publish;
use crate::failure::Failure;
use crate::{folder, keys, methods, site, terminal};
use probity_core::{Digest, PartialDate};
use probity_engine::outdated;
use probity_publication::note::{Note, SigningKey};
use probity_publication::observatory::Records;
use probity_publication::package::{
    Files, MANIFEST, Manifest, NOTE, Program, Release, ReleaseError, Statement, unsaid, version,
};
use probity_registers::Observatory;
use probity_registers::observatory::Import;
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Publish) -> Result<(), Failure> {
    folder::refuse_taken(&arguments.out)?;
    let key = keys::signing(&arguments.key)?;
    let now = site::today(arguments.now).to_string();
    let observatory = Observatory::open(&arguments.dir)?;
    refuse_unsaid(&observatory)?;
    let _working = terminal::working("publishing");
    let records = current(&observatory, &arguments.dir)?;
    unsaid(&records).into_iter().for_each(|import| terminal::note(&left_out(import)));
    let release = Release {
        title: observatory.configuration().name.clone(),
        focus: observatory.configuration().focus.clone(),
        configuration: configuration(&arguments.dir)?,
        program: program()?,
        sources: sources(&observatory)?,
        records: &records,
        now,
    };
    let refused = |error: ReleaseError| Failure::input(error.to_string());
    let mut files = release.computed().map_err(refused)?;
    let reports = reports(&arguments.dir, &release.now, &files)?;
    files.extend(reports);
    let mut files = release.files(files).map_err(refused)?;
    let version = seal(&release, &mut files, &key, arguments.number)?;
    folder::write(&arguments.out, &files)?;
    let (count, out) = (files.len(), arguments.out.display());
    terminal::line(&format!("published {} {version}: {count} files in {out}", release.name()));
    Ok(())
}

/// The reports in every language, where the program has a typesetter.
#[cfg(feature = "pdf")]
fn reports(dir: &Path, now: &str, files: &Files) -> Result<Files, Failure> {
    crate::paper::of_package(dir, now, files)
}

/// The reports in every language, where the program has a typesetter.
#[cfg(not(feature = "pdf"))]
fn reports(_: &Path, _: &str, _: &Files) -> Result<Files, Failure> {
    Ok(Files::new())
}

/// Registers with a row a case or person.
const SINGLE_CASES: [&str; 1] = ["cases"];

/// Refuses to pass on rows about single cases before somebody has said that they may be passed on. Invented ones may.
fn refuse_unsaid(observatory: &Observatory) -> Result<(), Failure> {
    let single = |import: &&Import| SINGLE_CASES.contains(&import.register.as_str()) && import.terms.is_default();
    match observatory.catalogue().imports.iter().find(single) {
        Some(import) if !observatory.configuration().synthetic => {
            let message = format!("{} has a row a case, and nobody said whether it may be passed on", import.name);
            let hint = "import it again with --confidential, --withhold, or --licence if anyone may have it";
            Err(Failure::usage(message).hint(hint))
        }
        _ => Ok(()),
    }
}

/// What is said of a source that stays out of the package although nobody forbade it.
fn left_out(import: &Import) -> String {
    format!(
        "{} names people and nobody said under which licence it may be passed on: the package names it and leaves it out.
hint: import it again with --licence if anyone may have it; `probity rerun --inputs DIR` takes it from its reader",
        import.name
    )
}

/// The program as recipes name it.
pub fn program() -> Result<Program, Failure> {
    let sources = env!("PROBITY_SOURCES_SHA256").parse();
    let sources = sources.map_err(|_| Failure::input("the program was built without the digest of its sources"))?;
    Ok(Program { version: env!("CARGO_PKG_VERSION").to_owned(), sources })
}

/// The records of an observatory whose findings are those of its data.
fn current(observatory: &Observatory, dir: &Path) -> Result<Records, Failure> {
    let catalogue = methods::catalogue()?;
    let assess = format!("`probity assess --dir {}` computes them", dir.display());
    let old = outdated(observatory, &catalogue, env!("CARGO_PKG_VERSION"))?;
    if !old.is_empty() {
        let message = format!("the findings of {} are older than the data or the program", old.join(", "));
        return Err(Failure::missing(message).hint(assess));
    }
    let records = Records::read(observatory, &catalogue)?;
    match (records.runs.is_empty(), records.shared.is_empty()) {
        (false, _) => Ok(records),
        (true, true) => Err(Failure::missing(format!("{} has no findings to publish", dir.display())).hint(assess)),
        (true, false) => {
            let dir = dir.display();
            let message = format!("{dir} has findings about single processes and firms only, which are not published");
            Err(Failure::missing(message)
                .hint(format!("{assess} for all methods, with the tables of rates and markets")))
        }
    }
}

/// The configuration as a re-run needs it: the values without the comments, which may be notes to self, and without the
/// desk, whose database is nobody's business and may have a password in its address.
fn configuration(dir: &Path) -> Result<toml::Table, Failure> {
    let text = fs_err::read_to_string(dir.join("probity.toml"))?;
    let mut table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| Failure::input(format!("probity.toml: {error}")))?;
    table.remove("desk");
    Ok(table)
}

fn sources(observatory: &Observatory) -> Result<BTreeMap<Digest, Vec<u8>>, Failure> {
    let read = |import: &Import| Ok((import.source, observatory.source_bytes(&import.source)?));
    observatory.catalogue().imports.iter().map(read).collect()
}

/// Adds the manifest and its signed note; gives the version.
fn seal(release: &Release<'_>, files: &mut Files, key: &SigningKey, number: u32) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::input(format!("the package cannot be signed: {error}"));
    let manifest = Manifest::of(files);
    let digest = manifest.digest();
    let released: PartialDate = release.now.parse().map_err(|error| failed(&error))?;
    let version = version(released.year(), number, &digest);
    let statement = Statement { package: release.name(), version: version.clone(), manifest: digest, released };
    let mut note = Note::new(&statement.to_string()).map_err(|error| failed(&error))?;
    note.sign(key).map_err(|error| failed(&error))?;
    files.insert(MANIFEST.to_owned(), manifest.to_string().into_bytes());
    files.insert(NOTE.to_owned(), note.to_string().into_bytes());
    Ok(version)
}
