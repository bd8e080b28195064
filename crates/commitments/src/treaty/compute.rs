//! Entry into force from deposits, as of a day. The instruments of organisations do not count towards the number that the
//! treaty needs, but the organisations are parties; nothing deposited after the day is seen.

use super::deposits::{Deposit, Deposits, Participant};
use super::known::NotCounted;
use super::rule::{Counted, Later};
use jiff::civil::Date;

/// What the deposits say on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed<'a> {
    /// Whether and when the treaty enters into force.
    pub entry: Entry<'a>,
    /// The parties on that day, in the order of the list, each with the day from which the treaty binds it.
    pub parties: Vec<Party<'a>>,
}

/// Whether the condition is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// Fewer deposits than it takes.
    TooFew {
        /// Deposits that count.
        counted: usize,
    },
    /// The Nth deposit was made.
    Met {
        /// Whose it was.
        nth: &'a Participant,
        /// On which day.
        deposit: Date,
        /// When the treaty enters into force; `None` beyond the calendar's last year.
        in_force: Option<Date>,
    },
}

/// A party to the treaty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'a> {
    /// Who.
    pub participant: &'a Participant,
    /// Its instrument.
    pub deposit: Deposit,
    /// From when the treaty is in force for it, once that is known.
    pub bound: Option<Date>,
}

/// Computes entry into force from the deposits made up to `at`.
pub fn compute<'a>(
    deposits: &'a Deposits,
    rule: Counted,
    later: Later,
    not_counted: &NotCounted,
    at: Date,
) -> Computed<'a> {
    let made = |row: &'a Participant| row.deposit.map(|deposit| (row, deposit)).filter(|(_, made)| made.date <= at);
    let seen: Vec<(&Participant, Deposit)> = deposits.rows.iter().filter_map(made).collect();
    let counts = |(row, _): &&(&'a Participant, Deposit)| !not_counted.contains(&row.name);
    let mut counted: Vec<(&Participant, Deposit)> = seen.iter().filter(counts).copied().collect();
    // Lists do not say which of several instruments of one day came first. Mark and name decide, ratifications before the
    // rest, so that the order of the rows never changes the answer.
    counted.sort_by_key(|(row, deposit)| (deposit.date, deposit.kind.mark(), row.name.as_str()));
    let entry = match counted.get(rule.nth.get().saturating_sub(1)) {
        None => Entry::TooFew { counted: counted.len() },
        Some((nth, made)) => Entry::Met { nth, deposit: made.date, in_force: rule.term.from(made.date) },
    };
    let party = |(participant, deposit): (&'a Participant, Deposit)| Party {
        participant,
        deposit,
        bound: entry.in_force().and_then(|force| bound(deposit.date, force, later)),
    };
    let parties = seen.into_iter().filter(|(_, deposit)| deposit.stands_on(at)).map(party).collect();
    Computed { entry, parties }
}

/// From when a treaty in force since `in_force` binds the maker of a deposit: one made before that date binds from that
/// date, a later one when its own term has run, and never earlier than the treaty itself.
pub fn bound(deposit: Date, in_force: Date, later: Later) -> Option<Date> {
    if deposit < in_force {
        return Some(in_force);
    }
    later.from(deposit).map(|own| own.max(in_force))
}

impl Entry<'_> {
    /// The date of entry into force, if it follows from the deposits.
    pub fn in_force(&self) -> Option<Date> {
        match self {
            Self::TooFew { .. } => None,
            Self::Met { in_force, .. } => *in_force,
        }
    }

    /// The day of the Nth deposit.
    pub fn nth_deposit(&self) -> Option<Date> {
        match self {
            Self::TooFew { .. } => None,
            Self::Met { deposit, .. } => Some(*deposit),
        }
    }
}

impl Computed<'_> {
    /// How many parties the treaty is in force for on `at`.
    pub fn in_force_for(&self, at: Date) -> usize {
        self.parties.iter().filter(|party| party.bound.is_some_and(|bound| bound <= at)).count()
    }
}
