//! Flags about subjects other than processes: they gather what every process gives and answer when all have been seen.

use super::closed;
use super::shares::Shares;
use crate::compare::rates::Unknown;
use crate::facts::Facts;
use crate::flag::{ErasedFlag, Flag, Judge, Observed, erase};
use crate::network::Tenders;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// What is gathered; states are appended in the order of the input.
pub(super) trait Gather: Default + Send + Serialize + DeserializeOwned + 'static {
    /// Takes a process in.
    fn take(&mut self, facts: &Facts<'_>);
    /// Takes what the processes that follow gave into this.
    fn append(&mut self, other: Self);
}

impl Gather for Shares {
    fn take(&mut self, facts: &Facts<'_>) {
        match closed(facts) {
            None => self.observe(facts),
            Some(why) => self.occur(facts, Unknown::Closed(why)),
        }
    }

    fn append(&mut self, other: Self) {
        self.merge(other);
    }
}

impl Gather for Tenders {
    fn take(&mut self, facts: &Facts<'_>) {
        self.observe(facts);
    }

    fn append(&mut self, other: Self) {
        self.merge(other);
    }
}

/// A flag that says nothing of single processes and judges what it gathered.
pub(super) fn gathered<S: Gather, J: Judge + 'static>(
    judge: impl Fn(S) -> J + Send + Sync + 'static,
) -> Box<dyn ErasedFlag> {
    erase(Gathered(judge, PhantomData::<fn(S)>))
}

struct Gathered<F, S>(F, PhantomData<fn(S)>);

impl<S: Gather, J: Judge + 'static, F: Fn(S) -> J + Send + Sync + 'static> Flag for Gathered<F, S> {
    type State = S;

    fn observe(&self, state: &mut S, facts: &Facts<'_>) -> Observed {
        state.take(facts);
        Observed::Nothing
    }

    fn merge(&self, into: &mut S, other: S) {
        into.append(other);
    }

    fn finish(&self, state: S) -> Box<dyn Judge> {
        Box::new((self.0)(state))
    }
}
