//! How children become their parent's score. The same arithmetic gives the value and both bounds: once with what is
//! known, once with every open child at its least, once at its most.

use super::super::exact::Exact;
use super::super::method::{Combine, Item, NotApplicable, Parent};
use super::super::node::{Node, State};

/// One child that counts.
#[derive(Debug, Clone)]
pub(super) struct Part {
    low: Exact,
    high: Exact,
    max: Exact,
    weight: Option<Exact>,
    open: bool,
}

/// A parent's points.
#[derive(Debug, Clone)]
pub(super) enum Total {
    /// Nothing counts.
    Empty,
    /// These.
    Known(Exact),
    /// Between these, because something is open.
    Between(Exact, Exact),
}

impl Part {
    /// How a child counts; `None` when it leaves numerator and denominator.
    pub(super) fn of(item: &Item, node: &Node) -> Option<Self> {
        let (low, high) = match (node.state, item.na) {
            (State::NotApplicable, NotApplicable::Exclude) => return None,
            (State::NotApplicable, NotApplicable::Full) => (node.max.clone(), node.max.clone()),
            (State::NotApplicable, NotApplicable::Zero) => (Exact::zero(), Exact::zero()),
            _ => node.span.clone(),
        };
        let open = matches!(node.state, State::NotAssessed | State::Incomplete);
        Some(Self { low, high, max: node.max.clone(), weight: item.weight.clone(), open })
    }

    /// Its share of its own maximum. A child that can reach nothing has none, and while it is open any.
    fn share(&self, side: Side) -> Option<Exact> {
        match (side.of(self).over(&self.max), side) {
            (None, Side::Low) if self.open => Some(Exact::zero()),
            (None, Side::High) if self.open => Some(Exact::one()),
            (share, _) => share,
        }
    }
}

/// Which bound is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl Side {
    fn of(self, part: &Part) -> &Exact {
        match self {
            Self::Low => &part.low,
            Self::High => &part.high,
        }
    }
}

/// What a parent can reach: its own scale, or what the children that count can reach together.
pub(super) fn max(parent: &Parent, parts: &[Part]) -> Exact {
    parent.max.clone().unwrap_or_else(|| parts.iter().map(|part| &part.max).sum())
}

/// A parent's points.
pub(super) fn total(parent: &Parent, parts: &[Part]) -> Total {
    if parts.is_empty() {
        return Total::Empty;
    }
    let (low, high) = (side(parent, parts, Side::Low), side(parent, parts, Side::High));
    match (low, high, parts.iter().any(|part| part.open)) {
        (Some(value), _, false) => Total::Known(value),
        (None, _, false) => Total::Empty,
        (low, high, true) => {
            let high = high.unwrap_or_else(|| max(parent, parts));
            Total::Between(low.unwrap_or_else(Exact::zero), high)
        }
    }
}

fn side(parent: &Parent, parts: &[Part], side: Side) -> Option<Exact> {
    // Points above a maximum (a ratio without cap) do not carry a score above its scale.
    Some(reached(parent, parts, side)?.min(max(parent, parts)))
}

/// What the children carry their parent to, be it above its scale.
fn reached(parent: &Parent, parts: &[Part], side: Side) -> Option<Exact> {
    if parent.combine == Combine::Sum && parent.max.is_none() {
        return Some(parts.iter().map(|part| side.of(part)).sum());
    }
    Some(share(parent.combine, parts, side)?.times(&max(parent, parts)))
}

/// Whether points were left out because they went above the scale.
pub(super) fn is_capped(parent: &Parent, parts: &[Part]) -> bool {
    reached(parent, parts, Side::Low).is_some_and(|reached| reached > max(parent, parts))
}

/// The share of everything that counts; `None` when there is nothing to be a share of.
fn share(combine: Combine, parts: &[Part], side: Side) -> Option<Exact> {
    let shares = || parts.iter().filter_map(|part| Some((part.share(side)?, part)));
    match combine {
        Combine::Sum => {
            let value: Exact = parts.iter().map(|part| side.of(part)).sum();
            value.over(&parts.iter().map(|part| &part.max).sum())
        }
        Combine::Mean => mean(shares().map(|(share, _)| (share, Exact::one()))),
        // The method has weights for all or for none.
        Combine::WeightedMean => {
            mean(shares().map(|(share, part)| (share, part.weight.clone().unwrap_or_else(Exact::one))))
        }
        Combine::Min => shares().map(|(share, _)| share).min(),
    }
}

/// Σ weight · share / Σ weight.
fn mean(weighted: impl Iterator<Item = (Exact, Exact)>) -> Option<Exact> {
    let none = (Exact::zero(), Exact::zero());
    let (sum, weights) =
        weighted.fold(none, |(sum, weights), (share, weight)| (sum.plus(&share.times(&weight)), weights.plus(&weight)));
    sum.over(&weights)
}
