//! What the kept sources say of each process. They are read as files are read for a run without an observatory, so that
//! both see the same releases; every release keeps the byte at which it begins.

use super::origin::Stands;
use crate::merge::Rules;
use crate::process::Process;
use crate::process::identity::publisher;
use crate::process::moment::Clock;
use crate::run::{Duplicates, Judged, in_order, judge};
use crate::source::{Given, Reading, reading, releases};
use probity_core::Digest;
use probity_core::suite::Source;
use probity_registers::Input;
use std::borrow::Cow;
use std::collections::HashMap;

/// A release and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'s> {
    /// The source.
    pub source: Digest,
    /// The byte at which it begins.
    pub at: u64,
    /// Its text, in a form that can be read.
    pub text: Cow<'s, str>,
}

/// All that is said of one process.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said<'s> {
    /// The process.
    pub ocid: String,
    /// The release that is judged, or those that are merged, in the order of the input.
    pub releases: Vec<Told<'s>>,
    /// The releases that a single one was compiled from.
    pub history: Vec<Told<'s>>,
}

impl<'s> Said<'s> {
    /// Where what was judged stands.
    pub fn stands(&self, own: &Judged<'_>) -> Stands<'s> {
        Stands::new(own.text, own.of.iter().filter_map(|number| self.releases.get(*number)).cloned().collect())
    }

    /// What is judged, as a run over the same files judges it.
    pub fn judge(&self, rules: &Rules, clock: Clock, then: impl FnOnce(Judged<'_>)) {
        if let [one] = &self.releases[..] {
            let Ok(process) = Process::parse(&one.text) else { return };
            let versions: Vec<&str> = self.history.iter().map(|own| own.text.as_ref()).collect();
            let history = in_order(&versions, clock);
            then(Judged { process: &process, history: &history, text: &one.text, of: &[0] });
            return;
        }
        let texts: Vec<&str> = self.releases.iter().map(|own| own.text.as_ref()).collect();
        // Releases that cannot be merged are judged by the newest; the run over files says so, findings have no room for it.
        let _ = judge(&texts, Duplicates::Merge, rules, clock, then);
    }
}

/// Whether these are processes of several publishers, whose organisations are to be told apart.
pub fn of_several_publishers(all: &[Said<'_>]) -> bool {
    let mut publishers = all.iter().map(|said| publisher(&said.ocid));
    let first = publishers.next();
    publishers.any(|own| Some(own) != first)
}

/// The processes of sources, in the order in which they first occur.
pub fn said<'s>(sources: &[&'s Source]) -> Vec<Said<'s>> {
    let mut all: Vec<Vec<Said<'s>>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for source in sources {
        let input = Input::bytes("", source.bytes.clone());
        // What cannot be read was told at its import.
        let reading = reading(&input).unwrap_or(Reading::Told);
        let _ = releases(&input, reading, &mut |given| {
            let Ok(given) = given else { return };
            let place = *known.entry(ocid(&given)).or_insert(all.len());
            if place == all.len() {
                all.push(Vec::new());
            }
            all.get_mut(place).into_iter().for_each(|process| process.push(statement(source, &given)));
        });
    }
    all.into_iter().flat_map(together).collect()
}

fn ocid(given: &Given<'_>) -> String {
    match given.process {
        Some(process) => process.ocid.text().to_owned(),
        None => given.texts.first().map(|text| own_ocid(text)).unwrap_or_default(),
    }
}

fn own_ocid(text: &str) -> String {
    Process::parse(text).map(|process| process.ocid.text().to_owned()).unwrap_or_default()
}

fn statement<'s>(source: &'s Source, given: &Given<'_>) -> Said<'s> {
    let mut told: Vec<Told<'s>> =
        given.texts.iter().chain(given.history).zip(given.begins).map(|(text, at)| kept(source, text, *at)).collect();
    let history = told.split_off(given.texts.len().min(told.len()));
    Said { ocid: ocid(given), releases: told, history }
}

/// A release that stands in the source as it was read costs no memory.
fn kept<'s>(source: &'s Source, text: &str, at: u64) -> Told<'s> {
    let from = usize::try_from(at).unwrap_or(usize::MAX);
    let there = source.bytes.get(from..from.saturating_add(text.len())).filter(|there| *there == text.as_bytes());
    let there = there.and_then(|there| std::str::from_utf8(there).ok());
    Told { source: source.digest, at, text: there.map_or_else(|| Cow::Owned(text.to_owned()), Cow::Borrowed) }
}

/// Several statements about one process are merged, whatever they are; each release goes to the process that it names.
fn together(mut statements: Vec<Said<'_>>) -> Vec<Said<'_>> {
    if statements.len() < 2 {
        return statements;
    }
    let mut processes: Vec<Said<'_>> = Vec::new();
    for release in statements.drain(..).flat_map(|own| own.releases) {
        let ocid = own_ocid(&release.text);
        match processes.iter_mut().find(|process| process.ocid == ocid) {
            Some(process) => process.releases.push(release),
            None => processes.push(Said { ocid, releases: vec![release], history: Vec::new() }),
        }
    }
    processes
}
