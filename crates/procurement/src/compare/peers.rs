//! Peer groups: like is compared with like. A group is a class of items, a procedure, a year and a region; where it is too
//! small the region is dropped, then the year, then the procedure, and the evidence says what was compared with what.

use super::markets::class;
use super::names::Names;
use crate::facts::Facts;
use crate::flag::{Calibration, Evidence};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Between the parts of a group's key; sorts before every printable letter and stands in no identifier.
const BETWEEN: char = '\u{1f}';
/// Names of the parts, in the order in which the last ones are dropped.
const PARTS: [&str; 4] = ["class", "method", "year", "region"];

/// The group of a process, every part known or empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group(String);

impl Group {
    /// The group of a process.
    ///
    /// # Errors
    /// The reason code when nobody can tell what is bought.
    pub fn of<'f>(facts: &'f Facts<'_>) -> Result<&'f Self, String> {
        facts.known.group.get_or_init(|| Self::within(facts, "")).as_ref().map_err(Clone::clone)
    }

    /// The same among values of one kind only, such as amounts of one currency.
    ///
    /// # Errors
    /// The reason code when nobody can tell what is bought.
    pub fn within(facts: &Facts<'_>, kind: &str) -> Result<Self, String> {
        let mut key = joined(&[class(facts)?], BETWEEN);
        if !kind.is_empty() {
            key.push_str(" in ");
            push_plain(&mut key, kind);
        }
        let method = facts.process.tender.procurement_method.text();
        let year = facts.year().map(|year| year.to_string()).unwrap_or_default();
        for part in [method, &year, region(facts)] {
            key.push(BETWEEN);
            push_plain(&mut key, part);
        }
        Ok(Self(key))
    }

    /// The group of a process by class and region only; of all regions where its own is not known or small.
    ///
    /// # Errors
    /// The reason code when nobody can tell what is bought.
    pub fn of_region(facts: &Facts<'_>) -> Result<Self, String> {
        Ok(Self(joined(&[class(facts)?, region(facts)], BETWEEN)))
    }

    /// The key, for a row that waits for all processes.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// A group of other parts, the least important last; an empty one is not known.
    pub fn of_parts(parts: &[&str]) -> Self {
        Self(joined(parts, BETWEEN))
    }

    /// A group of its own kind, which is never widened.
    pub fn single(parts: &[&str]) -> Self {
        Self(joined(parts, ' '))
    }
}

/// The parts of a key, without control characters and what surrounds them.
fn joined(parts: &[&str], between: char) -> String {
    let mut key = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            key.push(between);
        }
        push_plain(&mut key, part);
    }
    key
}

fn push_plain(key: &mut String, text: &str) {
    let text = text.trim();
    // Control characters are below the space, or begin with 0x7f or 0xc2.
    if text.bytes().all(|byte| byte >= b' ' && !matches!(byte, 0x7f | 0xc2)) {
        key.push_str(text);
    } else {
        key.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
}

/// The region of the buyer, where it is published.
fn region<'p>(facts: &Facts<'p>) -> &'p str {
    let process = facts.process;
    let inline = [&process.buyer, &process.tender.procuring_entity];
    let parties = || process.parties.records().filter(|party| party.id.get().map(AsRef::as_ref) == facts.buyer());
    let known = |region: &&str| !region.is_empty();
    let own = inline.into_iter().map(|own| own.address.region.text()).find(known);
    own.or_else(|| parties().map(|own| own.address.region.text()).find(known)).unwrap_or_default()
}

/// Keys of the groups that hold this one, from the narrowest: those whose parts are all known.
fn levels(key: &str) -> impl Iterator<Item = &str> {
    let ends = std::iter::once(key.len()).chain(key.match_indices(BETWEEN).map(|(at, _)| at).rev());
    ends.filter_map(|end| key.get(..end)).filter(|key| key.split(BETWEEN).all(|part| !part.is_empty()))
}

/// One number a process, by group.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Peers {
    groups: Names<Vec<f64>>,
}

impl Peers {
    /// Takes a number in.
    pub fn add(&mut self, group: &Group, value: f64) {
        self.extend(group, [value]);
    }

    /// Takes numbers of one group in.
    pub fn extend(&mut self, group: &Group, values: impl IntoIterator<Item = f64>) {
        self.groups.of(&group.0).extend(values);
    }

    /// Takes the numbers of the processes that follow into these.
    pub fn merge(&mut self, other: Self) {
        self.groups.merge(other.groups, |own, values| own.extend(values));
    }

    /// What `summary` says of the ascending values of every group, narrow and wide, of at least `least` numbers.
    pub fn summarise<T>(self, least: u64, summary: impl Fn(&[f64]) -> Option<T>) -> Summaries<T> {
        let mut wide: Names<Vec<f64>> = Names::default();
        for (key, values) in self.groups.iter() {
            levels(key).for_each(|level| wide.of(level).extend(values));
        }
        let groups = wide.sorted().into_iter().filter(|(_, values)| values.len() as u64 >= least);
        let groups = groups.filter_map(|(key, mut values)| {
            values.sort_unstable_by(f64::total_cmp);
            Some((key, Known { n: values.len(), summary: summary(&values)?, said: OnceLock::new() }))
        });
        Summaries { least, parts: &PARTS, groups: groups.collect() }
    }
}

/// What is known of the groups that are large enough.
#[derive(Debug, Clone)]
pub struct Summaries<T> {
    least: u64,
    parts: &'static [&'static str],
    groups: BTreeMap<String, Known<T>>,
}

/// What is known of a group.
#[derive(Debug, Clone)]
struct Known<T> {
    n: usize,
    summary: T,
    /// What evidence says about the group, once somebody is compared with it.
    said: OnceLock<Evidence>,
}

/// The group a process is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Peer<'s, T> {
    key: &'s str,
    parts: &'static [&'static str],
    /// How many numbers it holds.
    pub n: usize,
    /// What is known of them.
    pub summary: &'s T,
    said: &'s OnceLock<Evidence>,
}

impl<T> Summaries<T> {
    /// The same with the names of the parts of its groups, where they are of other parts than usual.
    pub fn called(self, parts: &'static [&'static str]) -> Self {
        Self { parts, ..self }
    }

    /// The narrowest group that is large enough.
    pub fn find(&self, key: &str) -> Option<Peer<'_, T>> {
        let found = levels(key).find_map(|level| self.groups.get_key_value(level));
        found.map(|(key, Known { n, summary, said })| Peer { key, parts: self.parts, n: *n, summary, said })
    }

    /// The reason when there is none: `n<30`.
    pub fn too_few(&self) -> String {
        format!("n<{}", self.least)
    }

    /// All groups by name, for the record of the run.
    pub fn named(&self) -> impl Iterator<Item = (String, usize, &T)> {
        self.groups.iter().map(|(key, own)| (name(self.parts, key), own.n, &own.summary))
    }

    /// The numbers of every group that values are held against.
    pub fn calibration<'s>(&'s self, numbers: impl Fn(&T) -> Vec<f64> + 's) -> Calibration<'s> {
        Calibration::of(self.named().map(move |(name, _, summary)| (name, numbers(summary))))
    }
}

impl<T> Peer<'_, T> {
    /// For evidence: which group and how large, and what `more` says of its numbers. All rows that are compared with these
    /// summaries end alike, so it is put into words for the first of them only.
    pub fn evidence(&self, mut evidence: Evidence, more: impl FnOnce(Evidence) -> Evidence) -> Evidence {
        let size = || Evidence::default().with("peers", name(self.parts, self.key)).with("peers n", self.n);
        evidence.append(self.said.get_or_init(|| more(size())));
        evidence
    }
}

/// `class=UNSPSC:15, method=open, year=2021`.
fn name(parts: &[&str], key: &str) -> String {
    let parts = key.split(BETWEEN).zip(parts).map(|(part, name)| format!("{name}={part}"));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    fn group(region: &str, year: &str) -> Group {
        let text = format!(
            r#"{{"ocid":"a","buyer":{{"id":"b","address":{{"region":"{region}"}}}},"tender":{{"procurementMethod":"open",
            "tenderPeriod":{{"startDate":"{year}"}},"items":[{{"classification":{{"scheme":"CPV","id":45000000}}}}]}}}}"#
        );
        let process = Process::parse(&text).expect("a release");
        Group::of(&Facts::new(&process, &[], &Settings::default())).expect("a group").clone()
    }

    #[test]
    fn a_group_widens_until_it_is_large_enough() {
        let mut peers = Peers::default();
        for value in 0..3 {
            peers.add(&group("North", "2021-05-01"), f64::from(value));
            peers.add(&group("South", "2021-05-01"), f64::from(value));
        }
        peers.add(&group("", "2022-05-01"), 9.0);
        let seen = |least: u64, own: &Group| {
            let found = peers.clone().summarise(least, |values| values.last().copied());
            found.find(own.key()).map(|peer| (peer.n, *peer.summary, name(peer.parts, peer.key)))
        };
        let north = group("North", "2021-05-01");
        assert_eq!(seen(3, &north), Some((3, 2.0, "class=CPV:45, method=open, year=2021, region=North".to_owned())));
        assert_eq!(seen(4, &north), Some((6, 2.0, "class=CPV:45, method=open, year=2021".to_owned())));
        assert_eq!(seen(7, &north), Some((7, 9.0, "class=CPV:45, method=open".to_owned())));
        assert_eq!(seen(8, &north), None);
        // Without a year the process belongs to groups that need none.
        assert_eq!(seen(1, &group("North", "")), Some((7, 9.0, "class=CPV:45, method=open".to_owned())));
    }
}
