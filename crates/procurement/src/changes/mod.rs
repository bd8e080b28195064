//! What changed between two runs of the flags, and why: a list of flagged processes that was published yesterday is not the
//! list of today, and whoever published it is asked. Two tables of findings are read side by side in the order of their keys,
//! so that ten million rows need no more memory than two parts of them.

mod answer;
mod cursor;
mod difference;
mod folder;
mod why;

pub use difference::{Difference, Moved};
pub use folder::{Folder, Manifest};
pub use why::Why;

use answer::Answer;
use cursor::{Cursor, Key, Stub};
use probity_core::State;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io;

/// Why two runs cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum ChangesError {
    /// A folder without findings.
    #[error("`{folder}` holds no findings of `procurement flags`: there is no `{file}`")]
    NoFindings {
        /// The folder.
        folder: String,
        /// What is not there.
        file: &'static str,
    },
    /// A file of another layout.
    #[error("`{file}`: {problem}; it was written by another version, or is damaged")]
    Layout {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The table cannot be read.
    #[error("{0}")]
    Table(#[from] probity_registers::Error),
    /// A file cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// One answer that is not what it was.
#[derive(Debug)]
pub struct Change<'c> {
    /// Process, kind of subject, subject, flag.
    pub key: [&'c str; 4],
    /// The answer of the earlier run; `None` where it had none.
    pub earlier: Option<Said<'c>>,
    /// That of the later one.
    pub later: Option<Said<'c>>,
    /// Why it changed.
    pub why: Why,
    /// What exactly.
    pub what: String,
}

/// An answer without its evidence.
#[derive(Debug, Clone, Copy)]
pub struct Said<'c> {
    /// The state.
    pub state: &'c str,
    /// The number compared.
    pub value: Option<f64>,
    /// The reason; empty where there is none.
    pub reason: &'c str,
}

/// How many answers changed, by why.
#[derive(Debug, Default)]
pub struct Summary {
    /// Flagged now and not before.
    pub raised: BTreeMap<Why, u64>,
    /// Flagged before and not now.
    pub withdrawn: BTreeMap<Why, u64>,
    /// Between states that are not flagged.
    pub others: BTreeMap<Why, u64>,
}

impl Summary {
    fn count(&mut self, change: &Change<'_>) {
        let is_flagged = |said: Option<Said<'_>>| said.is_some_and(|said| said.state == State::Flagged.word());
        let kind = match (is_flagged(change.earlier), is_flagged(change.later)) {
            (false, true) => &mut self.raised,
            (true, false) => &mut self.withdrawn,
            _ => &mut self.others,
        };
        *kind.entry(change.why).or_default() += 1;
    }
}

/// Gives every answer that differs, in the order of keys.
///
/// # Errors
/// When a table cannot be read or `each` fails.
pub fn compare(
    earlier: &Folder,
    later: &Folder,
    each: impl FnMut(&Change<'_>) -> io::Result<()>,
) -> Result<Summary, ChangesError> {
    let difference = Difference::between(&earlier.manifest, &later.manifest);
    let (earlier, later) = (Cursor::new(&earlier.table)?, Cursor::new(&later.table)?);
    let mut side_by_side =
        SideBySide { difference, earlier, later, process: OfProcess::default(), summary: Summary::default(), each };
    side_by_side.run()?;
    Ok(side_by_side.summary)
}

/// A flag of the process that is being read, raised in one run at least. Rows of its tenderers stand and fall with it.
struct Raised {
    code: String,
    earlier: Stub,
    later: Stub,
}

#[derive(Default)]
struct OfProcess {
    ocid: String,
    raised: Vec<Raised>,
}

struct SideBySide<'f, E> {
    difference: Difference,
    earlier: Cursor<'f>,
    later: Cursor<'f>,
    process: OfProcess,
    summary: Summary,
    each: E,
}

impl<E: FnMut(&Change<'_>) -> io::Result<()>> SideBySide<'_, E> {
    fn run(&mut self) -> Result<(), ChangesError> {
        loop {
            let order = match (self.earlier.key(), self.later.key()) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(earlier), Some(later)) => earlier.cmp(&later),
            };
            match order {
                Ordering::Equal => self.both()?,
                Ordering::Less => self.only(true)?,
                Ordering::Greater => self.only(false)?,
            }
            if order.is_le() {
                self.earlier.step()?;
            }
            if order.is_ge() {
                self.later.step()?;
            }
        }
    }

    /// An answer of both runs.
    fn both(&mut self) -> Result<(), ChangesError> {
        let (Some(key), Some(before), Some(after)) = (self.earlier.key(), self.earlier.said(), self.later.said())
        else {
            return Ok(());
        };
        let flagged = State::Flagged.word();
        if key.is_process() && (before.state == flagged || after.state == flagged) {
            let (earlier, later) = (self.earlier.stub(before), self.later.stub(after));
            self.process.remember(key, earlier, later);
        }
        if before.state == after.state {
            return Ok(());
        }
        let stubs = (self.earlier.stub(before), self.later.stub(after));
        let answers = (self.earlier.answer(&stubs.0)?, self.later.answer(&stubs.1)?);
        let (Some(key), earlier, later) = (self.earlier.key(), self.earlier.said(), self.later.said()) else {
            return Ok(());
        };
        let (why, what) = self.difference.explain(key.code, key.is_process(), &answers.0, &answers.1);
        let change = Change { key: key.texts(), earlier, later, why, what };
        self.summary.count(&change);
        Ok((self.each)(&change)?)
    }

    /// An answer of one run; said only where it is a flag.
    fn only(&mut self, is_earlier: bool) -> Result<(), ChangesError> {
        let (own, other) = match is_earlier {
            true => (&self.earlier, &self.later),
            false => (&self.later, &self.earlier),
        };
        let (Some(key), Some(said)) = (own.key(), own.said()) else { return Ok(()) };
        if said.state != State::Flagged.word() {
            return Ok(());
        }
        let is_there = other.has_subject(&key);
        let beside = key.is_beside_process().then(|| self.process.raised(&key)).flatten();
        let (why, what) = match beside {
            Some(Raised { earlier, later, .. }) => {
                let (earlier, later) = (earlier.clone(), later.clone());
                let answers = (self.earlier.answer(&earlier)?, self.later.answer(&later)?);
                let code = self.key_of(is_earlier).map(|key| key.code).unwrap_or_default();
                self.difference.explain(code, true, &answers.0, &answers.1)
            }
            None => self.difference.explain_one(&key, is_there, is_earlier),
        };
        let own = if is_earlier { &self.earlier } else { &self.later };
        let (Some(key), said) = (own.key(), own.said()) else { return Ok(()) };
        let (earlier, later) = if is_earlier { (said, None) } else { (None, said) };
        let change = Change { key: key.texts(), earlier, later, why, what };
        self.summary.count(&change);
        Ok((self.each)(&change)?)
    }

    fn key_of(&self, is_earlier: bool) -> Option<Key<'_>> {
        if is_earlier { self.earlier.key() } else { self.later.key() }
    }
}

impl OfProcess {
    fn remember(&mut self, key: Key<'_>, earlier: Stub, later: Stub) {
        if self.ocid != key.ocid {
            key.ocid.clone_into(&mut self.ocid);
            self.raised.clear();
        }
        self.raised.push(Raised { code: key.code.to_owned(), earlier, later });
    }

    fn raised(&self, key: &Key<'_>) -> Option<&Raised> {
        self.raised.iter().find(|own| self.ocid == key.ocid && own.code == key.code)
    }
}
