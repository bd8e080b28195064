//! The site of an observatory with everything it answers from, read once: findings, released packages, the
//! transparency log. Serving and exporting show the same site.

use crate::evidence::{Now, library};
use crate::failure::Failure;
use crate::law::Part;
use crate::ledger::Ledger;
use crate::methods;
use jiff::civil::Date;
use probity_core::{Digest, PartialDate};
use probity_publication::api::{Api, Release, entries};
use probity_publication::commitments::{CommitmentsSection, Recorded};
use probity_publication::law::{LawSection, Library};
use probity_publication::observatory::{Correction, Geography, INDICATOR, Names, ObservatorySection, Records};
use probity_publication::package::Files;
use probity_publication::page::House;
use probity_publication::plot::World;
use probity_publication::procurement::ProcurementSection;
use probity_publication::{Section, Site, dataflow};
use probity_registers::Observatory;
use probity_registers::observatory::{Import, Map, Passing};
use std::path::Path;
use std::sync::Arc;

/// The site of the observatory in `dir`, as of `now` or today.
pub fn build(dir: &Path, now: Option<Date>) -> Result<Site, Failure> {
    let observatory = Observatory::open(dir)?;
    if let Some(import) = confidential(&observatory) {
        let message =
            format!("{} was imported as confidential, and pages show the cells that findings rest on", import.name);
        return Err(
            Failure::usage(message).hint("protect it with `probity stats protect` and import the protected table")
        );
    }
    let mut records = Records::read(&observatory, &methods::catalogue()?)?;
    let promises = promises(&observatory, now)?;
    let law = law(&observatory, now, promises.clone())?;
    if records.runs.is_empty() && records.shared.is_empty() && promises.is_none() && law.is_none() {
        return Err(Failure::missing(format!("{} has no findings to show", dir.display()))
            .hint(format!("`probity assess --dir {}` computes them", dir.display())));
    }
    let log = log(dir)?;
    records.corrections = Correction::all(&entries(&log));
    let records = Arc::new(records);
    let configuration = observatory.configuration();
    let tenders = Some(ProcurementSection::new(Arc::clone(&records))).filter(|tenders| !tenders.is_empty());
    let house = House {
        name: configuration.name.clone(),
        synthetic: configuration.synthetic,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        run: records.state().short(),
        indicator: records.runs.contains_key(INDICATOR).then(|| INDICATOR.to_owned()),
        today: today(now).to_string().parse().ok(),
        more: {
            let tenders = tenders.iter().map(|_| ProcurementSection::door());
            let promises = promises.iter().map(|_| CommitmentsSection::door());
            tenders.chain(promises).chain(law.iter().map(|_| LawSection::door())).collect()
        },
    };
    let api = api(dir, &records, log, now)?;
    let mut section = ObservatorySection::new(records, configuration.focus.clone(), configuration.synthetic);
    section = section.with_cards(configuration.name.clone());
    if let Some(map) = &configuration.map {
        section = section.with_geography(geography(&observatory, map)?);
    }
    let mut sections: Vec<Box<dyn Section>> = vec![Box::new(section)];
    if let Some(tenders) = tenders {
        sections.push(Box::new(tenders));
    }
    if let Some(promises) = promises {
        sections.push(Box::new(CommitmentsSection::new(promises)));
    }
    if let Some(law) = law {
        sections.push(Box::new(law));
    }
    Ok(Site::new(house, sections).with_api(api))
}

/// The library of law; none where nothing was imported into it.
fn law(
    observatory: &Observatory,
    now: Option<Date>,
    recorded: Option<Arc<Recorded>>,
) -> Result<Option<LawSection>, Failure> {
    let collection = library(observatory.directory(), Part::All)?;
    let section =
        LawSection::new(Library { collection, today: today(now), names: Names::read(observatory)?, recorded });
    Ok(Some(section).filter(|section| !section.is_empty()))
}

/// The log behind the room of commitments; none where nothing was recorded.
fn promises(observatory: &Observatory, now: Option<Date>) -> Result<Option<Arc<Recorded>>, Failure> {
    // An observatory made before there was a log has no key for one.
    if observatory.configuration().keys.log.is_none() {
        return Ok(None);
    }
    let ledger = Ledger::open(observatory.directory())?;
    let (mut events, mut head) = (0, String::new());
    let fold = ledger.replay(None, |event, _| {
        events = event.seq + 1;
        head = event.hash.to_string();
    })?;
    let recorded = Recorded {
        today: today(now),
        events,
        head,
        world: Box::new(Now::of(observatory, fold.state())?),
        names: Names::read(observatory)?,
        state: fold.into_state(),
    };
    Ok((recorded.events > 0).then(|| Arc::new(recorded)))
}

fn api(dir: &Path, records: &Arc<Records>, log: Files, now: Option<Date>) -> Result<Api, Failure> {
    let today =
        PartialDate::of_day(today(now)).ok_or_else(|| Failure::usage("--now is beyond the calendar".to_owned()))?;
    let proofs = Arc::clone(records);
    Ok(Api::new(dataflow::all(records), proofs, |_| today, releases(dir)?, log))
}

/// A confidential import, if there is one: neither its cells nor its digest may reach a page.
pub fn confidential(observatory: &Observatory) -> Option<&Import> {
    let secret = |import: &&Import| matches!(import.terms.passing, Passing::Confidential { .. });
    observatory.catalogue().imports.iter().find(secret)
}

/// What counts as today: the option, or the system's date.
#[allow(clippy::disallowed_methods, reason = "the program is where the clock is read")]
pub fn today(now: Option<Date>) -> Date {
    now.unwrap_or_else(|| jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date())
}

/// The packages kept under `releases/`, each a directory as `probity publish` made it. A directory that is none is an
/// error: what was published is never passed over in silence.
fn releases(dir: &Path) -> Result<Vec<Release>, Failure> {
    let folder = dir.join("releases");
    let mut releases = Vec::new();
    for name in names(&folder)? {
        let package = folder.join(&name);
        if !package.is_dir() {
            continue;
        }
        let mut files = Files::new();
        for path in ["MANIFEST", "MANIFEST.note"] {
            files.insert(path.to_owned(), fs_err::read(package.join(path))?);
        }
        for table in names(&package.join("data"))? {
            if table.ends_with(".csv") {
                files.insert(format!("data/{table}"), fs_err::read(package.join("data").join(&table))?);
            }
        }
        releases.push(Release::read(&files).ok_or_else(|| {
            Failure::input(format!(
                "{} is no published package: its note and its MANIFEST do not agree",
                package.display()
            ))
            .hint(format!("`probity verify {}` says what is wrong", package.display()))
        })?);
    }
    Ok(releases)
}

/// The names in a directory, sorted; none when it is not there.
fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in fs_err::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The files of the transparency log under `log/`: the checkpoint and the tiles, nothing else.
fn log(dir: &Path) -> Result<Files, Failure> {
    let folder = dir.join("log");
    let mut files = Files::new();
    if folder.join("checkpoint").is_file() {
        files.insert("checkpoint".to_owned(), fs_err::read(folder.join("checkpoint"))?);
        tiles(&folder, "tile", &mut files)?;
    }
    Ok(files)
}

fn tiles(folder: &Path, below: &str, files: &mut Files) -> Result<(), Failure> {
    for name in names(&folder.join(below))? {
        let path = format!("{below}/{name}");
        if folder.join(&path).is_dir() {
            tiles(folder, &path, files)?;
        } else {
            files.insert(path.clone(), fs_err::read(folder.join(&path))?);
        }
    }
    Ok(())
}

/// The borders that the configuration names.
fn geography(observatory: &Observatory, map: &Map) -> Result<Geography, Failure> {
    let path = observatory.directory().join(&map.world);
    let name = map.world.display().to_string();
    let bytes = match fs_err::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let hint = "put the file there, or take `[map]` out of probity.toml to show one tile a country";
            return Err(Failure::missing(format!("probity.toml names the map {name}, which is not there")).hint(hint));
        }
        Err(error) => return Err(Failure::input(error.to_string())),
    };
    let world = World::read(&bytes).map_err(|error| Failure::input(format!("{name}: {error}")))?;
    Ok(Geography { world, file: name, digest: Digest::of(&bytes), disclaimer: map.disclaimer.clone() })
}
