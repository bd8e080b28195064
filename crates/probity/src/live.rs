//! The log of commitments while the site is served: what is recorded, and only what is new is read. Pages and desk share
//! one fold, so that nobody sees two answers at the same moment. There are two copies of it once the log has grown: one is
//! shown, the other, which nobody looks at, goes on with the log and is then shown in its place.

use crate::evidence::{Pins, Sources};
use crate::failure::Failure;
use crate::ledger::{Ledger, failed, shipped};
use jiff::Timestamp;
use probity_commitments::law::library::Collection;
use probity_commitments::record::Record;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{BehindError, Fold, LoadError, Loaded, Pen, Place};
use probity_commitments::view::Snapshot;
use probity_store::log::Snapshot as Found;
use probity_store::{Glance, Lines, Log, LogError, Stamp, Tail, Writer};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The log as it is now.
pub struct Live {
    ledger: Ledger,
    shown: Mutex<Shown>,
    /// Held for as long as somebody goes on with the log; never waited for with `shown` in hand.
    bench: Mutex<Bench>,
}

/// How far a fold has read the log.
#[derive(Clone)]
struct Far {
    place: Place,
    /// Findings that evidence cites, of any version of any record.
    cited: Arc<BTreeSet<String>>,
}

/// What readers are given.
#[derive(Clone)]
struct Shown {
    snapshot: Arc<Snapshot>,
    far: Far,
}

/// A fold that goes on.
struct Going {
    fold: Fold,
    far: Far,
}

/// What is needed to go on.
#[derive(Default)]
struct Bench {
    /// A fold that was left at the end of the log.
    going: Option<Going>,
    /// What was shown before; readers may still have it.
    before: Option<Shown>,
    sources: Sources,
    /// The log's file when this process had read every byte of it, or had written what it had not read.
    whole: Stamp,
}

/// Where lines come from: with a writer in hand nobody else can be asked, it holds the lock.
enum Origin<'a> {
    Log(&'a Log),
    Writer(&'a Writer),
}

impl Origin<'_> {
    fn tail(&self, from: u64) -> Result<Option<Tail>, LogError> {
        match self {
            Self::Log(log) => log.tail(from),
            Self::Writer(writer) => writer.tail(from),
        }
    }

    fn all(&self) -> Result<Found, LogError> {
        match self {
            Self::Log(log) => log.snapshot(),
            Self::Writer(writer) => writer.snapshot(),
        }
    }
}

impl Live {
    /// Reads the log.
    pub fn new(ledger: Ledger) -> Result<Self, Failure> {
        let mut bench = Bench::default();
        let (going, _) = bench.read(&ledger, &Origin::Log(ledger.log()))?;
        let shown = going.shown(&ledger, &mut bench.sources)?;
        Ok(Self { ledger, shown: Mutex::new(shown), bench: Mutex::new(bench) })
    }

    /// The files behind it.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is recorded now.
    pub fn now(&self) -> Result<Arc<Snapshot>, Failure> {
        if let Some(snapshot) = self.as_shown()? {
            return Ok(snapshot);
        }
        let mut bench = locked(&self.bench);
        // While this waited somebody else may have gone on.
        if let Some(snapshot) = self.as_shown()? {
            return Ok(snapshot);
        }
        let (going, _) = self.at_the_end(&mut bench, &Origin::Log(self.ledger.log()), false)?;
        self.show(&mut bench, going)?;
        Ok(Arc::clone(&locked(&self.shown).snapshot))
    }

    /// The same for pages, which have no way to say that a disk failed: they then show what was last read.
    pub fn last(&self) -> Arc<Snapshot> {
        self.now().unwrap_or_else(|_| Arc::clone(&locked(&self.shown).snapshot))
    }

    /// The library of law as it is now.
    pub fn law(&self) -> Result<Arc<Collection>, Failure> {
        locked(&self.bench).sources.law(self.ledger.directory())
    }

    /// Records entries at an instant with the observatory's own key, all or none, or with `check` only says what would
    /// happen. The rules are asked of everything recorded; read is only what is new, unless something else than this process
    /// touched the log's file.
    pub fn record(
        &self,
        entries: Vec<Entry>,
        at: Timestamp,
        check: bool,
    ) -> Result<Result<Loaded, LoadError>, Failure> {
        let own = self.ledger.secret()?;
        let library = Pins::of(self.ledger.observatory(), &entries)?;
        let pen = Pen { at, key: &own, observatory: self.ledger.key(), library: &library };
        let mut bench = locked(&self.bench);
        if check {
            let (mut going, found) = self.at_the_end(&mut bench, &Origin::Log(self.ledger.log()), true)?;
            let done = going.far.place.rehearse(&mut going.fold, found.as_deref(), entries, &pen);
            bench.going = Some(going);
            return Ok(done);
        }
        let mut writer = self.ledger.log().write().map_err(failed)?;
        let (mut going, found) = self.at_the_end(&mut bench, &Origin::Writer(&writer), true)?;
        let behind = (&mut writer, found.as_deref());
        let done = match going.far.place.record(&mut going.fold, behind, entries, &pen, &own) {
            Err(BehindError::Key(error)) => return Err(Failure::input(error.to_string())),
            Err(BehindError::Load(error)) => Err(error),
            Ok(loaded) => Ok(loaded),
        };
        let followed = match &done {
            Ok(_) => self.follow_own(&mut bench, &mut going, &writer),
            Err(_) => Ok(()),
        };
        drop(writer);
        // Once it is recorded, nothing may be said but that; a fold that could not go on is read again by who needs it.
        if followed.is_ok() {
            let _ = self.show(&mut bench, going);
        }
        Ok(done)
    }

    /// What is shown, when the log has nothing more.
    fn as_shown(&self) -> Result<Option<Arc<Snapshot>>, Failure> {
        let shown = locked(&self.shown);
        let length = self.ledger.log().length().map_err(failed)?;
        Ok((length == shown.far.place.bytes()).then(|| Arc::clone(&shown.snapshot)))
    }

    /// A fold at the end of the log, and the checkpoint beside it. Whoever wants to write is `strict`: when the file is not
    /// as this process left it, all of it is read again, so that nothing is signed behind damage.
    fn at_the_end(
        &self,
        bench: &mut Bench,
        from: &Origin<'_>,
        strict: bool,
    ) -> Result<(Going, Option<Vec<u8>>), Failure> {
        let mut going = bench.going.take().or_else(|| bench.before.take().map(Shown::going));
        let far = going.as_ref().map_or_else(|| locked(&self.shown).far.clone(), |going| going.far.clone());
        let tail = match from.tail(far.place.bytes()) {
            // The line up to which the log was read is not there any more.
            Err(LogError::Damaged { .. }) if far.place.bytes() > 0 => None,
            other => other.map_err(failed)?,
        };
        let whole = bench.whole;
        let Some(mut tail) = tail.filter(|tail| far.place.is_before(tail) && (!strict || tail.stamp == whole)) else {
            return bench.read(&self.ledger, from);
        };
        let mut going = going.take().unwrap_or_else(|| {
            // Readers need not wait while it is copied.
            let shown = locked(&self.shown).clone();
            shown.going()
        });
        going.follow(&self.ledger, &mut tail.lines)?;
        Ok((going, tail.checkpoint))
    }

    /// Follows what this process has just written.
    fn follow_own(&self, bench: &mut Bench, going: &mut Going, writer: &Writer) -> Result<(), Failure> {
        bench.whole = writer.stamp().map_err(failed)?;
        match writer.tail(going.far.place.bytes()).map_err(failed)? {
            Some(mut tail) => going.follow(&self.ledger, &mut tail.lines),
            None => Err(Failure::input("the log is shorter than what was just recorded")),
        }
    }

    /// Shows a fold, unless what is shown has come as far. What was shown is kept for the next to go on.
    fn show(&self, bench: &mut Bench, going: Going) -> Result<(), Failure> {
        if locked(&self.shown).far.place.is_at(&going.far.place) {
            bench.going = Some(going);
            return Ok(());
        }
        let next = going.shown(&self.ledger, &mut bench.sources)?;
        bench.before = Some(std::mem::replace(&mut *locked(&self.shown), next));
        Ok(())
    }
}

impl Bench {
    /// Reads the whole log.
    fn read(&mut self, ledger: &Ledger, from: &Origin<'_>) -> Result<(Going, Option<Vec<u8>>), Failure> {
        let Found { mut lines, checkpoint, stamp, .. } = from.all().map_err(failed)?;
        let far = Far { place: Place::beginning(ledger.checkpoint(None)?), cited: Arc::default() };
        let mut going = Going { fold: Fold::new(shipped()?), far };
        going.follow(ledger, &mut lines)?;
        self.whole = stamp;
        Ok((going, checkpoint))
    }
}

impl Shown {
    /// The fold behind it: itself when no reader has it any more, else a copy.
    fn going(self) -> Going {
        let state = Arc::try_unwrap(self.snapshot).map_or_else(|shared| shared.state.clone(), |own| own.state);
        Going { fold: Fold::behind(state), far: self.far }
    }
}

impl Going {
    fn follow<R: BufRead>(&mut self, ledger: &Ledger, lines: &mut Lines<R>) -> Result<(), Failure> {
        let Far { place, cited } = &mut self.far;
        let each = |_: &Glance<'_>, record: &Record| {
            if let Record::Evidence(evidence) = record
                && let Some(finding) = &evidence.finding
            {
                Arc::make_mut(cited).insert(finding.id.to_string());
            }
        };
        place.follow(&mut self.fold, lines, ledger.key(), each).map_err(|error| ledger.unreadable(&error))
    }

    fn shown(self, ledger: &Ledger, sources: &mut Sources) -> Result<Shown, Failure> {
        let Self { fold, far } = self;
        let world = Box::new(sources.now(ledger.observatory(), &far.cited)?);
        let events = far.place.events();
        let head = if events == 0 { String::new() } else { far.place.head().to_owned() };
        Ok(Shown { snapshot: Arc::new(Snapshot { state: fold.into_state(), events, head, world }), far })
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is shown is replaced whole, and a fold that is worked on is taken off the bench: a fault leaves no half.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
