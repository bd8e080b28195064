//! All partials of one country: they are of one making, none is missing or in the wrong place, no process is in two of them, and
//! one of them is of the very share that is looked at again.

use super::common::refuse;
use super::file::{Head, Partial, Reading, Source};
use super::{AGAIN, PartialError};
use crate::run::Share;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the machine that asks has.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Everything but the input that decides about states, with digests.
    pub made_with: BTreeMap<String, String>,
    /// Its files.
    pub inputs: Vec<Source>,
    /// Its share of them.
    pub share: Option<Share>,
}

/// Partials in the order of one run.
#[derive(Debug)]
pub struct Partials {
    all: Vec<Partial>,
    own: usize,
}

impl Partials {
    /// Opens them and makes sure that they fit.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn open(paths: &[PathBuf], wanted: &Wanted) -> Result<Self, PartialError> {
        let all = paths.iter().map(|path| Partial::open(path)).collect::<Result<Vec<_>, _>>()?;
        all.iter().try_for_each(|own| one_making(own, &wanted.made_with))?;
        complete(&all)?;
        one_naming(&all)?;
        let digests = |inputs: &[Source]| inputs.iter().map(|own| own.sha256.clone()).collect::<Vec<_>>();
        let share = wanted.share.map(|share| share.to_string());
        let is_own = |own: &Partial| digests(&own.head.inputs) == digests(&wanted.inputs) && own.head.share == share;
        let Some(own) = all.iter().position(is_own) else { return Err(missing(&all, wanted)) };
        refuse(&all)?;
        Ok(Self { all, own })
    }

    /// Whether organisations are told apart by publisher.
    pub fn tells_apart(&self) -> bool {
        self.all.iter().any(|own| own.head.tells_apart && own.head.processes > 0)
    }

    /// Whether one's own is the first.
    pub fn is_first(&self) -> bool {
        self.own == 0
    }

    /// How they were made, with the names of their files.
    pub fn heads(&self) -> impl Iterator<Item = (&Path, &Head)> {
        self.all.iter().map(|own| (own.path.as_path(), &own.head))
    }

    /// Reads them, each from its first state on.
    pub(crate) fn readings(&self) -> impl Iterator<Item = Result<Reading, PartialError>> {
        self.all.iter().map(|own| {
            let mut reading = own.read()?;
            reading.skip_numbers()?;
            Ok(reading)
        })
    }
}

/// Settings, methods, tables and program are those of this run.
fn one_making(partial: &Partial, made_with: &BTreeMap<String, String>) -> Result<(), PartialError> {
    let theirs = &partial.head.made_with;
    let names: BTreeSet<&String> = made_with.keys().chain(theirs.keys()).collect();
    let Some(name) = names.into_iter().find(|name| made_with.get(*name) != theirs.get(*name)) else { return Ok(()) };
    let hint = format!("make all partials and their findings with the same {name}");
    Err(PartialError::new(&partial.name, format!("was not made with the {name} of this run"), hint))
}

/// Of every input that is shared, all shares are there, one after another.
fn complete(all: &[Partial]) -> Result<(), PartialError> {
    let mut before: Option<(&Partial, Share)> = None;
    for own in all {
        let share = own.head.share.as_deref().map(str::parse::<Share>).transpose();
        let share = share.map_err(|_| PartialError::damaged(&own.name))?;
        let follows = match (before, share) {
            (Some((last, known)), Some(share)) => share == known.next() && own.head.inputs == last.head.inputs,
            (Some(_), None) => false,
            (None, share) => share.is_none_or(Share::is_first),
        };
        if !follows {
            let problem = match share {
                Some(share) => format!("is of the share {share}, which does not follow what stands before it"),
                None => "stands among the shares of other files".to_owned(),
            };
            return Err(PartialError::new(&own.name, problem, ORDER));
        }
        before = share.filter(|share| !share.is_last()).map(|share| (own, share));
    }
    let Some((last, share)) = before else { return Ok(()) };
    let problem = format!("is of the share {share}, and {} does not follow", share.next());
    Err(PartialError::new(&last.name, problem, ORDER))
}

/// What to do about shares that are missing or in the wrong place.
const ORDER: &str = "name the partials of all shares, the first one first";

/// Organisations are called in one way: by publisher where there are several in all.
fn one_naming(all: &[Partial]) -> Result<(), PartialError> {
    let full = || all.iter().filter(|own| own.head.processes > 0);
    let publishers: BTreeSet<&String> = full().flat_map(|own| &own.head.publishers).collect();
    let several = publishers.len() > 1;
    let Some(other) = full().find(|own| own.head.tells_apart != several) else { return Ok(()) };
    let (problem, hint) = if several {
        let problem = format!("was made as if there were one publisher, and the partials are of {}", publishers.len());
        (problem, "make it again with `--several-publishers`, so that organisations are told apart")
    } else {
        let problem = "was made with `--several-publishers`, and the partials are of one publisher".to_owned();
        (problem, "make it again without `--several-publishers`, as one run would call organisations")
    };
    Err(PartialError::new(&other.name, problem, hint))
}

fn missing(all: &[Partial], wanted: &Wanted) -> PartialError {
    let share = wanted.share.map(|share| format!("the share {share} of ")).unwrap_or_default();
    let names: Vec<&str> = wanted.inputs.iter().map(|own| own.file.as_str()).collect();
    let problem = format!("is no partial of {share}`{}`, nor is any other that is named", names.join("`, `"));
    let hint = "name the partial that `--partial` made of the same files and the same `--shard`; files that have changed \
        since are others";
    PartialError::new(
        all.first().map_or("", |own| own.name.as_str()),
        problem,
        if all.is_empty() { AGAIN } else { hint },
    )
}
