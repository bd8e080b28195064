//! Bid rotation: firms that always meet and take turns at winning. Chance makes winners repeat; turns do not. The test asks
//! how often a random order of the same wins would look as orderly.

use super::Tender;
use crate::screens::below;
use libm::log;
use probity_core::digest::Digest;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Firms that all bid against one another often, by number, sorted.
pub type Clique = Vec<u32>;

/// The winners of a clique and how orderly they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Rotation {
    /// Winners in the order of the tenders.
    pub winners: Vec<u32>,
    /// Wins by a firm that had won one of the last k − 1 tenders before.
    pub repeats: u64,
    /// The entropy of the wins over ln k: 1 when all won equally often.
    pub entropy: f64,
    /// The share of random orders of the same wins with so few repeats.
    pub p_repeats: f64,
    /// The share of random draws of the winner among the clique's bidders with so much entropy.
    pub p_entropy: f64,
}

impl Rotation {
    /// Both tests together (Bonferroni).
    pub fn p(&self) -> f64 {
        (2.0 * self.p_repeats.min(self.p_entropy)).min(1.0)
    }

    /// The rotation of a clique over tenders in the order of their dates: those in which most of its firms bid and one of
    /// them won. `None` with fewer than `least` of them.
    pub fn of(clique: &Clique, tenders: &[&Tender], least: usize, draws: usize, name: &str) -> Option<Self> {
        let members: BTreeSet<u32> = clique.iter().copied().collect();
        let mut winners = Vec::new();
        let mut present = Vec::new();
        for tender in tenders {
            let bidding: Vec<u32> = tender.bidders.iter().copied().filter(|firm| members.contains(firm)).collect();
            if let Some(winner) = tender.winner.filter(|winner| bidding.contains(winner))
                && 2 * bidding.len() > members.len()
                && bidding.len() >= 2
            {
                winners.push(winner);
                present.push(bidding);
            }
        }
        if winners.len() < least {
            return None;
        }
        let mut random = ChaCha8Rng::from_seed(*Digest::of(format!("rotation {name}").as_bytes()).bytes());
        let (repeats, entropy) = (repeats(&winners, members.len()), entropy(&winners, members.len()));
        let p_repeats = share(draws, || {
            let mut order = winners.clone();
            shuffle(&mut random, &mut order);
            self::repeats(&order, members.len()) <= repeats
        });
        let p_entropy = share(draws, || {
            let drawn: Vec<u32> =
                present.iter().filter_map(|own| own.get(below(&mut random, own.len()))).copied().collect();
            // Equal entropies of different orders may differ in the last digit.
            self::entropy(&drawn, members.len()) >= entropy - 1e-12
        });
        Some(Self { winners, repeats, entropy, p_repeats, p_entropy })
    }
}

/// (1 + hits) / (1 + draws): what is seen is one of the possible orders.
fn share(draws: usize, mut hit: impl FnMut() -> bool) -> f64 {
    let hits = (0..draws).filter(|_| hit()).count();
    (1 + hits) as f64 / (1 + draws) as f64
}

/// In a perfect rotation of k firms nobody wins again before k − 1 others have.
fn repeats(winners: &[u32], k: usize) -> u64 {
    let lags = 1..k.max(2);
    lags.map(|lag| winners.iter().zip(winners.iter().skip(lag)).filter(|(a, b)| a == b).count() as u64).sum()
}

fn entropy(winners: &[u32], k: usize) -> f64 {
    let mut wins: BTreeMap<u32, u64> = BTreeMap::new();
    winners.iter().for_each(|winner| *wins.entry(*winner).or_default() += 1);
    let mut counts: Vec<u64> = wins.into_values().collect();
    // Sums in one order for equal counts, whoever they belong to.
    counts.sort_unstable();
    let n = winners.len() as f64;
    let h: f64 = counts.into_iter().map(|count| -(count as f64 / n) * log(count as f64 / n)).sum();
    h / log(k.max(2) as f64)
}

fn shuffle(random: &mut ChaCha8Rng, list: &mut [u32]) {
    for end in (1..list.len()).rev() {
        list.swap(end, below(random, end + 1));
    }
}

/// Cliques of firms that met in at least `least` of these tenders and in at least half of all tenders of either, none in two
/// of them: grown from the pair that met most often, each time by the firm that met all others most often.
pub fn cliques(tenders: &[&Tender], least: u64) -> Vec<Clique> {
    let mut own: BTreeMap<u32, u64> = BTreeMap::new();
    let mut joint: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    for tender in tenders.iter().filter(|tender| tender.bidders.len() <= super::BIDDERS_MAX) {
        for (at, a) in tender.bidders.iter().enumerate() {
            *own.entry(*a).or_default() += 1;
            tender.bidders.iter().skip(at + 1).for_each(|b| *joint.entry((*a, *b)).or_default() += 1);
        }
    }
    let all = |firm: &u32| own.get(firm).copied().unwrap_or_default();
    let stable = |(a, b): &(u32, u32), n: &u64| *n >= least && 2 * n >= all(a) + all(b) - n;
    joint.retain(|pair, n| stable(pair, n));
    let mut order: Vec<((u32, u32), u64)> = joint.iter().map(|(pair, n)| (*pair, *n)).collect();
    order.sort_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(&y.0)));
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for ((a, b), _) in order {
        if taken.contains(&a) || taken.contains(&b) {
            continue;
        }
        let mut clique = vec![a, b];
        while let Some(next) = next(&clique, &joint, &taken) {
            clique.push(next);
        }
        taken.extend(clique.iter().copied());
        clique.sort_unstable();
        found.push(clique);
    }
    found
}

/// The firm that is not taken and met every firm of the clique, the one whose rarest meeting is most frequent.
fn next(clique: &[u32], joint: &BTreeMap<(u32, u32), u64>, taken: &BTreeSet<u32>) -> Option<u32> {
    let meetings = |firm: u32| {
        let with = |other: &u32| joint.get(&(firm.min(*other), firm.max(*other))).copied();
        clique.iter().map(with).collect::<Option<Vec<u64>>>()?.into_iter().min()
    };
    let first = *clique.first()?;
    let neighbours = joint.keys().filter_map(|(a, b)| match first {
        own if own == *a => Some(*b),
        own if own == *b => Some(*a),
        _ => None,
    });
    let free = neighbours.filter(|firm| !taken.contains(firm) && !clique.contains(firm));
    let best = free.filter_map(|firm| Some((meetings(firm)?, std::cmp::Reverse(firm)))).max()?;
    Some(best.1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tender(at: usize, bidders: &[u32], winner: u32) -> Tender {
        Tender { class: 0, region: 0, at: at as i64, bidders: bidders.to_vec(), winner: Some(winner) }
    }

    fn p_of(tenders: &[Tender], name: &str) -> f64 {
        let sequence: Vec<&Tender> = tenders.iter().collect();
        let found = cliques(&sequence, 5);
        assert_eq!(found, [vec![0, 1, 2]]);
        Rotation::of(&found[0], &sequence, 8, 1999, name).expect("enough tenders").p()
    }

    #[test]
    fn a_planted_rotation_is_found() {
        let planted: Vec<Tender> = (0..15).map(|at| tender(at, &[0, 1, 2], at as u32 % 3)).collect();
        assert!(p_of(&planted, "planted") < 0.005);
    }

    #[test]
    fn random_winners_are_flagged_no_more_often_than_they_should() {
        let mut random = ChaCha8Rng::from_seed([3; 32]);
        let worlds = 200;
        let low = (0..worlds).filter(|world| {
            let chance: Vec<Tender> = (0..18).map(|at| tender(at, &[0, 1, 2], below(&mut random, 3) as u32)).collect();
            p_of(&chance, &format!("world {world}")) < 0.05
        });
        // Three standard deviations above the nominal ten.
        assert!(low.count() < 20);
    }

    #[test]
    fn firms_that_meet_by_chance_are_no_clique() {
        let mut tenders: Vec<Tender> = (0..5).map(|at| tender(at, &[0, 1], 0)).collect();
        tenders.extend((0..20).map(|at| tender(at, &[1, 5], 1)));
        let sequence: Vec<&Tender> = tenders.iter().collect();
        assert_eq!(cliques(&sequence, 5), [vec![1, 5]], "0 and 1 met in a fifth of all tenders of 1");
    }
}
