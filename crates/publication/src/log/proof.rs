//! Proofs that an entry, an earlier tree or a subtree is part of a tree. Each check follows the definition of RFC 6962
//! downwards from the root and takes hashes off the end of the proof, so that nothing superfluous can be left over.

use probity_store::tlog::{Hash, node, split};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Invalid {
    /// The leaf is not in the tree.
    #[error("the index is outside the tree")]
    Index,
    /// Sizes in the wrong order.
    #[error("the sizes are out of order")]
    Sizes,
    /// A proof from an empty tree.
    #[error("consistency with an empty tree proves nothing")]
    FromEmpty,
    /// No subtree of any tree.
    #[error("the range is no subtree: its start is not a multiple of the power of two that covers it")]
    Subtree,
    /// Too few or too many hashes.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// A hash of other than 32 bytes.
    #[error("a hash does not have 32 bytes")]
    HashLength,
    /// The first root, of the smaller tree or the subtree, does not fit.
    #[error("the proof does not lead to the first root")]
    FirstRoot,
    /// The root does not fit.
    #[error("the proof does not lead to the root")]
    Root,
}

fn check(good: bool, otherwise: Invalid) -> Result<(), Invalid> {
    if good { Ok(()) } else { Err(otherwise) }
}

/// Checks that `leaf` is entry `index` of the tree of `size` entries with this root.
///
/// # Errors
/// When the proof does not show it.
pub fn inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash], root: &Hash) -> Result<(), Invalid> {
    check(index < size, Invalid::Index)?;
    let found = climb(index, size, leaf, proof).ok_or(Invalid::Length)?;
    check(found == *root, Invalid::Root)
}

/// The root that follows from a leaf and its proof; `None` when the proof is too short or too long.
fn climb(index: u64, size: u64, leaf: &Hash, proof: &[Hash]) -> Option<Hash> {
    if size == 1 {
        return proof.is_empty().then_some(*leaf);
    }
    let (sibling, rest) = proof.split_last()?;
    let half = split(size);
    Some(if index < half {
        node(&climb(index, half, leaf, rest)?, sibling)
    } else {
        node(sibling, &climb(index - half, size - half, leaf, rest)?)
    })
}

/// Checks that the tree of `size1` entries with `root1` is a beginning of the tree of `size2` with `root2`.
///
/// # Errors
/// When the proof does not show it.
pub fn consistency(size1: u64, size2: u64, root1: &Hash, root2: &Hash, proof: &[Hash]) -> Result<(), Invalid> {
    check(size1 <= size2, Invalid::Sizes)?;
    check(size1 > 0, Invalid::FromEmpty)?;
    part(0, size1, size2, root1, root2, proof)
}

/// Checks that `leaf` is entry `index` of the subtree over the entries `start` to `end` (exclusive) with this root.
///
/// # Errors
/// When the proof does not show it, or no tree has such a subtree.
pub fn subtree_inclusion(
    index: u64,
    start: u64,
    end: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), Invalid> {
    subtree(start, end)?;
    check((start..end).contains(&index), Invalid::Index)?;
    inclusion(index - start, end - start, leaf, proof, root)
}

/// Checks that the subtree over the entries `start` to `end` (exclusive) with `root1` is part of the tree of `size`
/// entries with `root2`. An empty subtree is part of every tree.
///
/// # Errors
/// When the proof does not show it, or no tree has such a subtree.
pub fn subtree_consistency(
    start: u64,
    end: u64,
    size: u64,
    root1: &Hash,
    root2: &Hash,
    proof: &[Hash],
) -> Result<(), Invalid> {
    check(end <= size && start <= end, Invalid::Sizes)?;
    if start == end {
        check(proof.is_empty(), Invalid::Length)?;
        return check(*root1 == Hash::empty(), Invalid::FirstRoot);
    }
    subtree(start, end)?;
    part(start, end, size, root1, root2, proof)
}

/// A range is a subtree if its start is a multiple of the smallest power of two that is at least its length.
fn subtree(start: u64, end: u64) -> Result<(), Invalid> {
    check(start < end, Invalid::Sizes)?;
    let cover = (end - start).checked_next_power_of_two();
    check(start == 0 || cover.is_some_and(|cover| start.is_multiple_of(cover)), Invalid::Subtree)
}

fn part(start: u64, end: u64, size: u64, root1: &Hash, root2: &Hash, proof: &[Hash]) -> Result<(), Invalid> {
    let (first, whole) = rebuild(start, end, size, Some(root1), proof).ok_or(Invalid::Length)?;
    check(first == *root1, Invalid::FirstRoot)?;
    check(whole == *root2, Invalid::Root)
}

/// The roots of the subtree and of the tree that follow from a proof. `known` is the subtree's root as long as the
/// subtree has not been split; after that its parts come out of the proof.
fn rebuild(start: u64, end: u64, size: u64, known: Option<&Hash>, proof: &[Hash]) -> Option<(Hash, Hash)> {
    if start == 0 && end == size {
        return match (known, proof) {
            (Some(root), []) => Some((*root, *root)),
            (None, [root]) => Some((*root, *root)),
            _ => None,
        };
    }
    let (sibling, rest) = proof.split_last()?;
    let half = split(size);
    if end <= half {
        let (first, whole) = rebuild(start, end, half, known, rest)?;
        Some((first, node(&whole, sibling)))
    } else if start >= half {
        let (first, whole) = rebuild(start - half, end - half, size - half, known, rest)?;
        Some((first, node(sibling, &whole)))
    } else {
        let (first, whole) = rebuild(0, end - half, size - half, None, rest)?;
        Some((node(sibling, &first), node(sibling, &whole)))
    }
}

/// The ranges of entries whose hashes prove the inclusion of an entry, the leaf's sibling first.
pub(super) fn inclusion_ranges(index: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut ranges, mut start, mut end) = (Vec::new(), 0, size);
    while end - start > 1 {
        let half = start + split(end - start);
        let sibling = if index < half { (half, end) } else { (start, half) };
        (start, end) = if index < half { (start, half) } else { (half, end) };
        ranges.push(sibling);
    }
    ranges.reverse();
    ranges
}

/// The ranges of entries whose hashes prove that a subtree is part of the tree, in the order of the proof.
pub(super) fn subtree_ranges(first: u64, last: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut ranges, mut start, mut end, mut whole) = (Vec::new(), 0, size, true);
    let mut first = first;
    while (start, end) != (first, last) {
        let half = start + split(end - start);
        if last <= half {
            ranges.push((half, end));
            end = half;
        } else {
            ranges.push((start, half));
            if first < half {
                (first, whole) = (half, false);
            }
            start = half;
        }
    }
    if !whole {
        ranges.push((start, end));
    }
    ranges.reverse();
    ranges
}
