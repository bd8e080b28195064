//! Computations as observe / merge / finish over mergeable state, exact whatever the partition. The same kernel runs
//! over threads, over many machines and, later, inside a query engine, and gives the same bytes everywhere.

use crate::finding::Finding;
use crate::method::RowView;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A computation over all rows of its registers.
///
/// Laws, tested for every method: `merge` is associative and commutative with `State::default()` as identity; any
/// partition of the rows, in any order, gives the same findings.
pub trait Kernel: Send + Sync {
    /// Typed view of one register row.
    type Row<'a>;
    /// The group a row belongs to (an edition, a buyer, …); `()` for one group.
    type Key: Ord + Clone + Send + Serialize + DeserializeOwned;
    /// Mergeable state of a group; its serialised form is canonical (ordered maps, no floats that were added up).
    type State: Default + Send + Serialize + DeserializeOwned;

    /// Reads row `row` of the input numbered `input`; `None` when the row does not concern this method.
    fn row<'a>(&self, input: usize, row: &'a dyn RowView) -> Option<Self::Row<'a>>;
    /// The row's group.
    fn key(&self, row: &Self::Row<'_>) -> Option<Self::Key>;
    /// Takes one row into the state.
    fn observe(&self, state: &mut Self::State, row: &Self::Row<'_>);
    /// Takes another state into this one.
    fn merge(&self, into: &mut Self::State, other: Self::State);
    /// The findings of a group.
    fn finish(&self, key: &Self::Key, state: Self::State) -> Vec<Finding>;
}

/// A state whose type only its kernel knows, as canonical bytes: it can be kept and can travel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EncodedState(pub Vec<u8>);

/// A kept state that its kernel cannot read: it was written by another version.
#[derive(Debug, thiserror::Error)]
#[error("a kernel's state cannot be decoded: {0}")]
pub struct StateError(#[from] postcard::Error);

/// Feeds a kernel rows: calls its argument with the input's number and each row.
pub type Rows<'r> = dyn FnMut(&mut dyn FnMut(usize, &dyn RowView)) + 'r;

/// A [`Kernel`] behind one type, for the engine.
pub trait ErasedKernel: Send + Sync {
    /// The state of one partition.
    ///
    /// # Errors
    /// When the state cannot be encoded.
    fn observe(&self, rows: &mut Rows<'_>) -> Result<EncodedState, StateError>;
    /// Several states as one, so that partitions can be merged on the way, in a tree of any shape.
    ///
    /// # Errors
    /// When a state cannot be decoded.
    fn merge(&self, states: &[EncodedState]) -> Result<EncodedState, StateError>;
    /// The findings of all partitions together.
    ///
    /// # Errors
    /// When a state cannot be decoded.
    fn finish(&self, states: &[EncodedState]) -> Result<Vec<Finding>, StateError>;
}

impl<K: Kernel> ErasedKernel for K {
    fn observe(&self, rows: &mut Rows<'_>) -> Result<EncodedState, StateError> {
        let mut groups: BTreeMap<K::Key, K::State> = BTreeMap::new();
        rows(&mut |input, view| {
            if let Some(row) = self.row(input, view)
                && let Some(key) = self.key(&row)
            {
                Kernel::observe(self, groups.entry(key).or_default(), &row);
            }
        });
        Ok(EncodedState(postcard::to_stdvec(&groups)?))
    }

    fn merge(&self, states: &[EncodedState]) -> Result<EncodedState, StateError> {
        Ok(EncodedState(postcard::to_stdvec(&merged(self, states)?)?))
    }

    fn finish(&self, states: &[EncodedState]) -> Result<Vec<Finding>, StateError> {
        let groups = merged(self, states)?;
        let mut findings: Vec<Finding> =
            groups.into_iter().flat_map(|(key, state)| Kernel::finish(self, &key, state)).collect();
        findings.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(findings)
    }
}

/// All groups of several states.
fn merged<K: Kernel>(kernel: &K, states: &[EncodedState]) -> Result<BTreeMap<K::Key, K::State>, StateError> {
    let mut all: BTreeMap<K::Key, K::State> = BTreeMap::new();
    for state in states {
        let groups: BTreeMap<K::Key, K::State> = postcard::from_bytes(&state.0)?;
        for (key, group) in groups {
            Kernel::merge(kernel, all.entry(key).or_default(), group);
        }
    }
    Ok(all)
}
