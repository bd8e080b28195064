//! The site of an observatory with everything it answers from, read once: findings, released packages, the
//! transparency log. Serving and exporting show the same site.

use crate::desk;
use crate::evidence::library;
use crate::failure::Failure;
use crate::law::Part;
use crate::ledger::Ledger;
use crate::live::Live;
use crate::methods;
use jiff::civil::Date;
use probity_core::{Digest, PartialDate};
use probity_publication::api::{Api, Release, entries};
use probity_publication::commitments::{CommitmentsSection, Current};
use probity_publication::law::{LawSection, Library};
use probity_publication::observatory::{Correction, Geography, INDICATOR, Names, ObservatorySection, Records};
use probity_publication::package::Files;
use probity_publication::page::House;
use probity_publication::plot::World;
use probity_publication::procurement::ProcurementSection;
use probity_publication::{Section, Site, dataflow};
use probity_registers::Observatory;
use probity_registers::observatory::{Import, Map, Passing};
use probity_server::Staffed;
use std::path::Path;
use std::sync::Arc;

/// The site of the observatory in `dir`, as of `now` or today.
pub fn build(dir: &Path, now: Option<Date>) -> Result<Site, Failure> {
    let observatory = Observatory::open(dir)?;
    let live = recorded(&observatory)?;
    over(&observatory, live.as_ref(), now)
}

/// The same with the desk, where there is a log to record in. An observatory that people work in may still be empty.
pub fn staffed(dir: &Path, now: Option<Date>) -> Result<(Site, Option<Staffed>), Failure> {
    let observatory = Observatory::open(dir)?;
    let live = recorded(&observatory)?;
    let mut site = over(&observatory, live.as_ref(), now)?;
    desk::check(&observatory)?;
    let desk = match live.as_ref().map(desk::open) {
        // A medium that cannot be written has no desk; where people have accounts, they must learn that theirs is gone.
        Some(Err(_)) if !desk::is_staffed(&observatory) => None,
        other => other.transpose()?,
    };
    site.house.desk = desk.is_some();
    Ok((site, desk))
}

fn over(observatory: &Observatory, live: Option<&Arc<Live>>, now: Option<Date>) -> Result<Site, Failure> {
    let dir = observatory.directory();
    if let Some(import) = confidential(observatory) {
        let message =
            format!("{} was imported as confidential, and pages show the cells that findings rest on", import.name);
        return Err(
            Failure::usage(message).hint("protect it with `probity stats protect` and import the protected table")
        );
    }
    let mut records = Records::read(observatory, &methods::catalogue()?)?;
    let promises = live.map(|live| promises(live, now)).transpose()?;
    let law = law(observatory, now, live)?;
    let promised = promises.as_ref().is_some_and(|promises| !promises.is_empty());
    if records.runs.is_empty() && records.shared.is_empty() && !promised && law.is_none() {
        // Where people have accounts, there will be something.
        if !desk::is_staffed(observatory) {
            return Err(Failure::missing(format!("{} has no findings to show", dir.display()))
                .hint(format!("`probity assess --dir {}` computes them", dir.display())));
        }
    }
    let log = log(dir)?;
    records.corrections = Correction::all(&entries(&log));
    let records = Arc::new(records);
    let configuration = observatory.configuration();
    let tenders = Some(ProcurementSection::new(Arc::clone(&records))).filter(|tenders| !tenders.is_empty());
    let house = House {
        name: configuration.name.clone(),
        desk: false,
        synthetic: configuration.synthetic,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        run: records.state().short(),
        indicator: records.runs.contains_key(INDICATOR).then(|| INDICATOR.to_owned()),
        today: today(now).to_string().parse().ok(),
        more: {
            let tenders = tenders.iter().map(|_| ProcurementSection::door());
            tenders
                .chain(promised.then(CommitmentsSection::door))
                .chain(law.iter().map(|_| LawSection::door()))
                .collect()
        },
    };
    let api = api(dir, &records, log, now)?;
    let mut section = ObservatorySection::new(records, configuration.focus.clone(), configuration.synthetic);
    section = section.with_cards(configuration.name.clone());
    if let Some(map) = &configuration.map {
        section = section.with_geography(geography(observatory, map)?);
    }
    let mut sections: Vec<Box<dyn Section>> = vec![Box::new(section)];
    if let Some(tenders) = tenders {
        sections.push(Box::new(tenders));
    }
    if let Some(promises) = promises {
        sections.push(Box::new(promises));
    }
    if let Some(law) = law {
        sections.push(Box::new(law));
    }
    Ok(Site::new(house, sections).with_api(api))
}

/// The log of commitments; none in an observatory made before there was one, which has no key for it.
fn recorded(observatory: &Observatory) -> Result<Option<Arc<Live>>, Failure> {
    match observatory.configuration().keys.log.is_some() {
        true => Ok(Some(Arc::new(Live::new(Ledger::open(observatory.directory())?)?))),
        false => Ok(None),
    }
}

/// The log as pages ask it.
fn current(live: &Arc<Live>) -> Current {
    let live = Arc::clone(live);
    Arc::new(move || live.last())
}

/// The room of commitments.
fn promises(live: &Arc<Live>, now: Option<Date>) -> Result<CommitmentsSection, Failure> {
    let names = Names::read(live.ledger().observatory())?;
    let reporter = format!("PROBITY-{}", live.ledger().key().signer());
    Ok(CommitmentsSection::new(current(live), today(now), names).reporting_as(reporter))
}

/// The library of law; none where nothing was imported into it.
fn law(observatory: &Observatory, now: Option<Date>, live: Option<&Arc<Live>>) -> Result<Option<LawSection>, Failure> {
    let collection = match live {
        Some(live) => live.law()?,
        None => Arc::new(library(observatory.directory(), Part::All)?),
    };
    let names = Names::read(observatory)?;
    let recorded = live.map(current);
    let indexed = Some(crate::law::index::of(observatory.directory()));
    let section = LawSection::new(Library { collection, today: today(now), names, indexed, recorded });
    Ok(Some(section).filter(|section| !section.is_empty()))
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
