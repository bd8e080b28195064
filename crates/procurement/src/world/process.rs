//! One invented process before it is written down: who buys what, when, from whom, and what was planted in it.

use super::draws::Stream;
use super::market::{self, BUYERS, CARTEL, MARKETS};
use crate::screens::Screens;
use crate::suite;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};

/// What is planted in a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    None,
    Cartel,
    Late,
    Identical,
    LowestOut,
    Split,
}

impl Pattern {
    /// The word of the list of what was planted: `cartel`, or the flag that should see it.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Cartel => Some("cartel"),
            Self::Late => Some("R030"),
            Self::Identical => Some("R028"),
            Self::LowestOut => Some("R036"),
            Self::Split => Some("R011"),
        }
    }
}

/// A bid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bid {
    pub firm: usize,
    /// In hundredths.
    pub cents: i64,
    pub at: DateTime,
    pub valid: bool,
}

/// A process.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub number: usize,
    pub pattern: Pattern,
    /// Whether it stands on the town's portal, which publishes neither bids nor documents.
    pub town: bool,
    pub buyer: usize,
    pub market: usize,
    pub method: &'static str,
    pub status: &'static str,
    /// Estimate, in hundredths.
    pub estimate: i64,
    pub start: DateTime,
    pub end: DateTime,
    pub awarded: Date,
    pub signed: Date,
    pub bids: Vec<Bid>,
    /// Numbers for what is written down without consequence: documents, questions, changes.
    pub spare: [f64; 8],
}

const FIRST: Date = date(2022, 1, 10);

impl Plan {
    /// Draws a process; `turn` is how often the cartel's turn has passed.
    pub(super) fn draw(draws: &mut Stream, number: usize, pattern: Pattern, turn: usize) -> Self {
        let market = match pattern {
            Pattern::Cartel => 0,
            Pattern::Split => 4,
            _ => draws.below(MARKETS.len()),
        };
        let competitive = !matches!(pattern, Pattern::None | Pattern::Split);
        let method = match draws.uniform() {
            _ if competitive => "open",
            _ if pattern == Pattern::Split => "direct",
            chance if chance < 0.72 => "open",
            chance if chance < 0.82 => "selective",
            chance if chance < 0.88 => "limited",
            _ => "direct",
        };
        let status = match draws.uniform() {
            _ if pattern != Pattern::None => "complete",
            chance if chance < 0.03 => "cancelled",
            chance if chance < 0.06 => "unsuccessful",
            chance if chance < 0.10 => "active",
            _ => "complete",
        };
        let usual = MARKETS.get(market).map_or(1.0, |own| own.value);
        let value = match pattern {
            Pattern::Split => draws.between(38_000.0, 49_500.0),
            _ => usual * libm::exp(draws.normal(0.0, 0.6)),
        };
        let buyer = if pattern == Pattern::Split { 7 } else { draws.below(BUYERS.len()) };
        let day = if pattern == Pattern::Split { 300.0 + draws.between(0.0, 40.0) } else { draws.between(0.0, 1050.0) };
        let start = after(FIRST, day).at(9, 0, 0, 0);
        let short = draws.chance(0.06);
        let end = after(start.date(), if short { 6.0 } else { draws.between(16.0, 40.0) }).at(16, 0, 0, 0);
        let awarded = after(end.date(), draws.between(4.0, 30.0));
        let signed = after(awarded, draws.between(3.0, 25.0));
        let estimate = cents(value / 100.0 * 100.0);
        let mut plan = Self {
            number,
            pattern,
            town: false,
            buyer,
            market,
            method,
            status,
            estimate,
            start,
            end,
            awarded,
            signed,
            bids: Vec::new(),
            spare: std::array::from_fn(|_| draws.uniform()),
        };
        plan.bids = if pattern == Pattern::Cartel { plan.rigged(draws, turn) } else { plan.honest(draws) };
        plan.plant();
        plan
    }

    /// The process's identifier.
    pub(super) fn ocid(&self) -> String {
        format!("ocds-{}-{:05}", if self.town { "xatown" } else { "xa0000" }, self.number + 1)
    }

    /// The winning bid: the lowest valid one.
    pub(super) fn winner(&self) -> Option<&Bid> {
        let done = self.status == "complete";
        self.bids.iter().filter(|bid| bid.valid && done).min_by_key(|bid| bid.cents)
    }

    /// The bids in the order in which they came in: that of the release.
    pub(super) fn in_order(&self) -> Vec<&Bid> {
        let mut bids: Vec<&Bid> = self.bids.iter().collect();
        bids.sort_by_key(|bid| (bid.at, bid.firm));
        bids
    }

    /// The lot as the screens read it from the release; `None` with fewer than two comparable bids.
    pub(super) fn tender(&self) -> Option<suite::Tender> {
        if self.town || self.status == "cancelled" {
            return None;
        }
        let valid = self.in_order().into_iter().enumerate().filter(|(_, bid)| bid.valid);
        // Hundredths in millionths.
        let bid = |(at, bid): (usize, &Bid)| suite::Bid {
            at,
            pointer: suite::price_at(at),
            bidder: market::firm_id(self.market, bid.firm),
            price: i128::from(bid.cents) * 10_000,
        };
        let mut bids: Vec<suite::Bid> = valid.map(bid).collect();
        suite::Tender::sort(&mut bids);
        let prices: Vec<i128> = bids.iter().map(|bid| bid.price).collect();
        let class = MARKETS.get(self.market).map_or("", |own| own.class);
        (bids.len() > 1).then(|| suite::Tender {
            ocid: self.ocid(),
            lot: String::new(),
            markets: [format!("CPV:{class}")].into(),
            screens: Screens::of(&prices),
            winner: self.winner().map(|own| market::firm_id(self.market, own.firm)),
            bids,
        })
    }

    /// Independent bids around each firm's own costs.
    fn honest(&self, draws: &mut Stream) -> Vec<Bid> {
        let firms = MARKETS.get(self.market).map_or(1, |own| own.firms);
        let wanted = match self.method {
            "direct" | "limited" => 1,
            _ => 1 + (draws.normal(2.8, 1.6).max(0.0) as usize).min(firms - 1),
        };
        let wanted = if self.pattern == Pattern::None { wanted } else { wanted.max(4) };
        let chosen = draws.some(if self.pattern == Pattern::Split { 1 } else { wanted }, firms);
        let chosen = if self.pattern == Pattern::Split { vec![3] } else { chosen };
        let bid = |firm: usize| {
            let price = self.estimate as f64 * draws.normal(0.92, 0.09).clamp(0.6, 1.2);
            let valid = !draws.chance(0.07);
            Bid { firm, cents: (price as i64).max(1), at: self.moment(draws), valid }
        };
        let mut bids: Vec<Bid> = chosen.into_iter().map(bid).collect();
        // A tender that was awarded had at least one valid bid.
        if bids.iter().all(|bid| !bid.valid) {
            bids.iter_mut().for_each(|bid| bid.valid = true);
        }
        bids
    }

    /// The cartel's bids: the one whose turn it is below the estimate, the others close together above it; now and then
    /// a firm from outside joins and bids on its own account.
    fn rigged(&self, draws: &mut Stream, turn: usize) -> Vec<Bid> {
        let first = turn % CARTEL;
        let price = self.estimate as f64 * draws.between(0.955, 0.99);
        let lift = draws.between(0.03, 0.05);
        let covers = 2 + draws.below(3);
        let mut bids = vec![Bid { firm: first, cents: price as i64, at: self.moment(draws), valid: true }];
        for step in 1..=covers {
            let cover = price * (1.0 + lift + draws.between(0.0, 0.012));
            let firm = (first + step) % CARTEL;
            bids.push(Bid { firm, cents: cover as i64, at: self.moment(draws), valid: true });
        }
        if draws.chance(0.12) {
            let firms = MARKETS.get(self.market).map_or(CARTEL + 1, |own| own.firms);
            let price = self.estimate as f64 * draws.normal(1.06, 0.05).max(1.0);
            let firm = CARTEL + draws.below(firms - CARTEL);
            bids.push(Bid { firm, cents: price as i64, at: self.moment(draws), valid: true });
        }
        bids
    }

    /// A moment before the deadline.
    fn moment(&self, draws: &mut Stream) -> DateTime {
        let hours = draws.between(1.0, 200.0) as i64;
        let minutes = draws.below(60) as i64;
        self.end.checked_sub(hours.hours().minutes(minutes)).unwrap_or(self.end).max(self.start)
    }

    /// Plants a single pattern.
    fn plant(&mut self) {
        self.bids.sort_by_key(|bid| bid.cents);
        let late = self.end.checked_add(5.hours()).unwrap_or(self.end);
        match (self.pattern, &mut self.bids[..]) {
            (Pattern::Late, [first, ..]) => {
                first.valid = true;
                first.at = late;
            }
            (Pattern::Identical, [_, second, third, ..]) => third.cents = second.cents,
            (Pattern::LowestOut, [first, second, ..]) => {
                first.valid = false;
                second.valid = true;
            }
            _ => {}
        }
    }
}

/// So many days after a day.
fn after(day: Date, days: f64) -> Date {
    day.checked_add((days as i32).days()).unwrap_or(day)
}

/// An amount in hundredths.
fn cents(value: f64) -> i64 {
    (value * 100.0) as i64
}
