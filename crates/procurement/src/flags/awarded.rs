//! Active awards as flags about suppliers see them: who bought, who sells, for how much, when, in which markets. Awards of
//! cancelled and excluded processes are left out.

use super::gate_all;
use super::threshold::began;
use crate::compare::markets;
use crate::compare::subjects::Name;
use crate::facts::Facts;
use crate::facts::rates::Converted;
use crate::process::amount::Amount;
use crate::process::moment::Moment;
use crate::process::stages::Award;

/// An active award.
pub(crate) struct Awarded<'p> {
    /// Its suppliers' identifiers, sorted.
    pub suppliers: Vec<&'p str>,
    /// Its value with its currency: its own, else the sum over its items.
    pub value: Option<(Amount, &'p str)>,
    /// The same in the base currency of the rates, at the date of the award or else of the process; `None` without rates.
    pub in_base: Option<Converted>,
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
    let of = |(at, award): (usize, &'p Award<'p>)| {
        let (value, date) = (markets::value_of_award(facts, award), award.date.get().copied());
        let in_base = value.and_then(|value| in_base(facts, value, date));
        Awarded {
            suppliers: facts.suppliers(at).to_vec(),
            value,
            in_base,
            date,
            markets: markets::of_award(facts, award),
        }
    };
    facts.active_awards().map(of).collect()
}

/// A value in the base currency of the rates, at a date or else that of its process.
pub(crate) fn in_base(facts: &Facts<'_>, (value, currency): (Amount, &str), at: Option<Moment>) -> Option<Converted> {
    let rates = facts.settings.rates.as_ref()?;
    let converted = rates.in_base(value, currency, at.or_else(|| began(facts))?)?;
    converted.amount.is_positive().then_some(converted)
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

/// The name of a pair with its number, and the place of the award.
pub(crate) struct NamedPair {
    text: String,
    number: u32,
    award: usize,
}

/// The pairs of the buyer and each supplier of each active award of any process: flags name pairs even of those that do not
/// count.
pub(crate) fn pairs_of_any<'f, 'p>(facts: &'f Facts<'p>) -> impl Iterator<Item = Pair<'f, 'p>> {
    let (awards, register) = (whatever_became_of_it(facts), &facts.registers().pairs);
    let pairs = facts.known.pairs.get_or_init(|| named(facts, awards));
    pairs.iter().filter_map(|NamedPair { text, number, award }| {
        Some(Pair { text, name: Name::new(text, *number, register), award: awards.get(*award)? })
    })
}

fn named(facts: &Facts<'_>, awards: &[Awarded<'_>]) -> Vec<NamedPair> {
    let Some(buyer) = facts.buyer() else { return Vec::new() };
    let all = awards.iter().enumerate().flat_map(|(at, own)| own.suppliers.iter().map(move |supplier| (at, supplier)));
    let texts: Vec<(usize, String)> = all.map(|(at, supplier)| (at, [buyer, "|", supplier].concat())).collect();
    let numbers = facts.registers().pairs.numbers(texts.iter().map(|(_, text)| text.as_str()));
    let pair = |((award, text), number)| NamedPair { text, number, award };
    texts.into_iter().zip(numbers).map(pair).collect()
}

/// The year of an award: of its own date, else of its process.
pub(crate) fn year(facts: &Facts<'_>, award: &Awarded<'_>) -> Option<i16> {
    award.date.and_then(Moment::date).map(jiff::civil::Date::year).or_else(|| facts.year())
}
