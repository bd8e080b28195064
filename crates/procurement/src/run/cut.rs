//! A share of an input that several machines look at: the k-th of n consecutive ones, as large as the others. All releases of a
//! process are in one share, that of the first of them. Each machine reads everything once more for it, and all find the same
//! cuts, because nothing but the input decides about them.

use super::duplicates::{hash, repeated};
use super::pipeline::{self, Files, Pass};
use super::stream::{RunError, ocid};
use crate::process::identity::publisher;
use crate::source::{Block, Reading};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

/// One of several shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    number: u64,
    of: u64,
}

/// A text that is no share.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no share; write for instance 2/3 for the second of three")]
pub struct NoShare(String);

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, NoShare> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let share = parts.map(|(number, of)| Self { number, of });
        share.filter(|own| (1..=own.of).contains(&own.number)).ok_or_else(|| NoShare(text.to_owned()))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Share {
    /// Whether it is the first.
    pub fn is_first(self) -> bool {
        self.number == 1
    }

    /// Whether it is the last.
    pub fn is_last(self) -> bool {
        self.number == self.of
    }

    /// The one that follows.
    pub fn next(self) -> Self {
        Self { number: self.number + 1, ..self }
    }

    /// Whether a place is in it, out of so many.
    fn has(self, place: u64, all: u64) -> bool {
        let share = u128::from(place) * u128::from(self.of) / u128::from(all.max(1));
        // What stands behind the last release belongs to the last share.
        share.min(u128::from(self.of - 1)) == u128::from(self.number - 1)
    }
}

/// Where a share begins and ends.
#[derive(Debug)]
pub(super) struct Cut {
    share: Share,
    /// How many releases and records stand before each block.
    before: HashMap<Key, u64>,
    all: u64,
    /// Of processes that occur more than once: the place of the first occurrence.
    first: HashMap<u64, u64>,
    /// JSON documents by file, in all shares.
    pub documents: Vec<u64>,
    /// In all shares.
    pub publishers: BTreeSet<String>,
}

/// A block, by file, byte and line. The one that says where a file breaks off may share the first two with another.
type Key = (usize, u64, u64);

/// What a block tells.
struct Told {
    key: Key,
    hashes: Vec<u64>,
    publishers: BTreeSet<String>,
    documents: u64,
    goes_on: bool,
}

/// A pass for all of this.
struct Cutting;

impl Pass for Cutting {
    type Part = ();
    type Parcel = Told;
    type Error = RunError;

    fn start(&self) {}

    fn look(&self, (): &mut (), block: &Block) -> Told {
        let (mut hashes, mut publishers) = (Vec::new(), BTreeSet::new());
        let looked = block.releases(&mut |given| {
            let name = ocid(&given);
            hashes.push(hash(&name));
            if !publishers.contains(publisher(&name)) {
                publishers.insert(publisher(&name).to_owned());
            }
        });
        Told { key: block.key(), hashes, publishers, documents: looked.documents, goes_on: looked.goes_on }
    }

    fn merge(&self, (): &mut (), (): ()) {}
}

impl Cut {
    /// Finds the cuts; what turns out about how a file is to be read stays in `files`.
    ///
    /// # Errors
    /// When two blocks cannot be told apart, which would be a fault of the program.
    pub fn of(share: Share, files: &mut Files<'_>, pool: &rayon::ThreadPool) -> Result<Self, RunError> {
        loop {
            match Self::pass(share, files, pool)? {
                Ok(cut) => return Ok(cut),
                Err(file) => files.readings.iter_mut().skip(file).take(1).for_each(|own| *own = Reading::Documents),
            }
        }
    }

    /// One pass; the number of a file that must be read otherwise where there is one.
    fn pass(share: Share, files: &mut Files<'_>, pool: &rayon::ThreadPool) -> Result<Result<Self, usize>, RunError> {
        let (mut before, mut hashes) = (HashMap::new(), Vec::new());
        let (mut documents, mut publishers) = (vec![0; files.inputs.len()], BTreeSet::new());
        let (readings, mut again) = (files.readings.clone(), None);
        pipeline::run(&Cutting, files, pool, |mut told| {
            let (file, ..) = told.key;
            if told.goes_on && readings.get(file) == Some(&Reading::Told) {
                again = Some(file);
                return Ok(false);
            }
            let place = hashes.len() as u64;
            // The block that says where a file breaks off holds no release, so it may stand anywhere.
            if *before.entry(told.key).or_insert(place) != place && !told.hashes.is_empty() {
                return Err(RunError::Program("two blocks of a file begin at one place".to_owned()));
            }
            hashes.append(&mut told.hashes);
            publishers.append(&mut told.publishers);
            documents.iter_mut().skip(file).take(1).for_each(|own| *own += told.documents);
            Ok(true)
        })?;
        if let Some(file) = again {
            return Ok(Err(file));
        }
        let several = repeated(hashes.clone());
        let mut first = HashMap::new();
        for (place, hash) in (0..).zip(&hashes).filter(|(_, hash)| several.contains(hash)) {
            first.entry(*hash).or_insert(place);
        }
        Ok(Ok(Self { share, before, all: hashes.len() as u64, first, documents, publishers }))
    }

    /// The hashes of processes that occur more than once.
    pub fn repeated(&self) -> HashSet<u64> {
        self.first.keys().copied().collect()
    }

    /// How many releases and records stand before a block.
    pub fn before(&self, block: &Block) -> u64 {
        self.before.get(&block.key()).copied().unwrap_or(self.all)
    }

    /// Whether the release or record at a place is in the share.
    pub fn has(&self, place: u64, hash: u64) -> bool {
        self.share.has(self.first.get(&hash).copied().unwrap_or(place), self.all)
    }

    /// Whether a block is, as far as it is about no process.
    pub fn has_block(&self, block: &Block) -> bool {
        self.share.has(self.before(block), self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_written_as_its_number_of_how_many() {
        let share = |text: &str| text.parse::<Share>().map(|own| own.to_string()).ok();
        assert_eq!(share("2/3").as_deref(), Some("2/3"));
        assert!(["0/3", "4/3", "3", "/", "a/b", "1/0", "-1/3"].iter().all(|text| share(text).is_none()));
    }

    proptest! {
        #[test]
        fn every_place_is_in_one_share_and_shares_follow_each_other(all in 0_u64..50, of in 1_u64..8) {
            let own = |place| (1..=of).filter(|number| Share { number: *number, of }.has(place, all)).collect::<Vec<_>>();
            let owners: Vec<Vec<u64>> = (0..=all).map(own).collect();
            prop_assert!(owners.iter().all(|own| own.len() == 1) && owners.is_sorted());
        }
    }
}
