//! Flags that nobody has built: they answer that the inputs do not suffice, and never that nothing was found.

use crate::facts::Facts;
use crate::flag::{ErasedFlag, Flag, Judge, Nothing, Observed, Outcome, Subject, erase};

struct Unbuilt {
    processes: bool,
}

/// A flag that says `not_built` of every process.
pub(crate) fn unbuilt(of: &[Subject]) -> Box<dyn ErasedFlag> {
    erase(Unbuilt { processes: of.contains(&Subject::Process) })
}

impl Flag for Unbuilt {
    type State = ();

    fn observe(&self, (): &mut (), _facts: &Facts<'_>) -> Observed {
        if self.processes { Outcome::insufficient("not_built").into() } else { Observed::Nothing }
    }

    fn finish(&self, (): ()) -> Box<dyn Judge> {
        Box::new(Nothing)
    }
}
