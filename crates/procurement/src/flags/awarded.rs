//! Active awards as flags about suppliers see them: who bought, who sells, for how much, when, in which markets. Awards of
//! cancelled and excluded processes are left out.

use super::gate_all;
use crate::compare::markets;
use crate::compare::subjects::Name;
use crate::facts::Facts;
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::process::stages::Award;

/// An active award.
pub(crate) struct Awarded<'p> {
    /// Its suppliers' identifiers, sorted.
    pub suppliers: Vec<&'p str>,
    /// Its value with its currency: its own, else the sum over its items.
    pub value: Option<(Amount, &'p str)>,
    /// When it was made.
    pub date: Option<Moment>,
    /// Its classes of items, in byte order.
    pub markets: Vec<String>,
}

/// The active awards of a process; none of one that is cancelled or excluded.
pub(crate) fn awarded<'f, 'p>(facts: &'f Facts<'p>) -> &'f [Awarded<'p>] {
    if gate_all(facts).is_some() { &[] } else { whatever_became_of_it(facts) }
}

/// The active awards of any process, for flags that name markets even of those that do not count.
pub(crate) fn whatever_became_of_it<'f, 'p>(facts: &'f Facts<'p>) -> &'f [Awarded<'p>] {
    facts.known.awarded.get_or_init(|| active(facts))
}

fn active<'p>(facts: &Facts<'p>) -> Vec<Awarded<'p>> {
    let of = |(at, award): (usize, &'p Award<'p>)| Awarded {
        suppliers: facts.suppliers(at).to_vec(),
        value: markets::value_of_award(facts, award),
        date: award.date.get().copied(),
        markets: markets::of_award(facts, award),
    };
    facts.active_awards().map(of).collect()
}

/// A buyer and a supplier of one of its active awards.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'f, 'p> {
    /// Both, as `buyer|supplier`.
    pub text: &'f str,
    /// The same in the register of pairs.
    pub name: Name<'f>,
    /// The award.
    pub award: &'f Awarded<'p>,
}

/// The pairs of the buyer and each supplier of each active award.
pub(crate) fn pairs<'f, 'p>(facts: &'f Facts<'p>) -> impl Iterator<Item = Pair<'f, 'p>> {
    let awards = awarded(facts);
    let register = &facts.registers().pairs;
    let named = || {
        let buyer = facts.buyer().into_iter();
        let named = |buyer: &str, at: usize, supplier: &str| ([buyer, "|", supplier].concat(), at);
        let all = buyer.flat_map(|buyer| awards.iter().enumerate().map(move |(at, own)| (buyer, at, own)));
        let pairs: Vec<(String, usize)> = all
            .flat_map(|(buyer, at, own)| own.suppliers.iter().map(move |supplier| named(buyer, at, supplier)))
            .collect();
        let numbers = register.numbers(pairs.iter().map(|(name, _)| name.as_str()));
        (pairs, numbers)
    };
    let (pairs, numbers) = facts.known.pairs.get_or_init(named);
    pairs.iter().zip(numbers).filter_map(|((text, at), number)| {
        Some(Pair { text, name: Name::new(text, *number, register), award: awards.get(*at)? })
    })
}

/// The year of an award: of its own date, else of its process.
pub(crate) fn year(facts: &Facts<'_>, award: &Awarded<'_>) -> Option<i16> {
    award.date.and_then(Moment::date).map(jiff::civil::Date::year).or_else(|| facts.year())
}
