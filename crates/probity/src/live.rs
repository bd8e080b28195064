//! The log of commitments while the site is served: what is recorded, read again only when the log has grown. Pages and
//! desk share one fold, so that nobody sees two answers at the same moment.

use crate::evidence::{self, Now};
use crate::failure::Failure;
use crate::law::{self, Part};
use crate::ledger::{Ledger, failed};
use probity_commitments::law::library::Collection;
use probity_commitments::view::Snapshot;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The log as it is now.
pub struct Live {
    ledger: Ledger,
    kept: Mutex<Kept>,
    law: Mutex<Law>,
}

/// The library of law, and how long its list was when it was read. Pages of law and evidence share it.
struct Law {
    length: u64,
    collection: Arc<Collection>,
}

/// The last fold, and how long the log was then. A log only ever grows, so its length says whether the fold still counts.
struct Kept {
    length: u64,
    snapshot: Arc<Snapshot>,
}

impl Live {
    /// Reads the log.
    pub fn new(ledger: Ledger) -> Result<Self, Failure> {
        let length = ledger.log().length().map_err(failed)?;
        let law = Law::of(&ledger)?;
        let snapshot = Arc::new(read(&ledger, &law.collection)?);
        Ok(Self { ledger, kept: Mutex::new(Kept { length, snapshot }), law: Mutex::new(law) })
    }

    /// The files behind it.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What is recorded now.
    pub fn now(&self) -> Result<Arc<Snapshot>, Failure> {
        let mut kept = self.lock();
        let length = self.ledger.log().length().map_err(failed)?;
        if length != kept.length {
            *kept = Kept { length, snapshot: Arc::new(read(&self.ledger, &self.law()?)?) };
        }
        Ok(Arc::clone(&kept.snapshot))
    }

    /// The same for pages, which have no way to say that a disk failed: they then show what was last read.
    pub fn last(&self) -> Arc<Snapshot> {
        self.now().unwrap_or_else(|_| Arc::clone(&self.lock().snapshot))
    }

    /// The library of law as it is now.
    pub fn law(&self) -> Result<Arc<Collection>, Failure> {
        let mut kept = self.law.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.length != law::length(self.ledger.directory()) {
            *kept = Law::of(&self.ledger)?;
        }
        Ok(Arc::clone(&kept.collection))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // It is replaced whole, so a fault elsewhere cannot have left a half.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Law {
    fn of(ledger: &Ledger) -> Result<Self, Failure> {
        let length = law::length(ledger.directory());
        Ok(Self { length, collection: Arc::new(evidence::library(ledger.directory(), Part::All)?) })
    }
}

fn read(ledger: &Ledger, law: &Arc<Collection>) -> Result<Snapshot, Failure> {
    let (mut events, mut head) = (0, String::new());
    let fold = ledger.replay(None, |event, _| {
        events = event.seq + 1;
        head = event.hash.to_string();
    })?;
    let world = Box::new(Now::with(ledger.observatory(), fold.state(), Arc::clone(law))?);
    Ok(Snapshot { state: fold.into_state(), events, head, world })
}
