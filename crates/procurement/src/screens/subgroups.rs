//! Screens over every three and every four bids of a lot: where only some bidders agreed, the honest bids of the others
//! hide it in the whole, but not in the group of those who did.

use super::numbers::Screens;
use probity_core::digest::Digest;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The sizes of subgroups.
pub const SIZES: [usize; 2] = [3, 4];
/// With more bids than this, subgroups are drawn instead of listed.
const LISTED_MAX: usize = 20;
/// How many are drawn: about as many as twenty bids have.
const DRAWN: usize = 5000;

/// One screen over all subgroups of a size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// Subgroups in which it is defined.
    pub defined: usize,
    /// Its mean, median, least and greatest value over these.
    pub values: Option<[f64; 4]>,
}

/// All subgroups of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Bids in a subgroup.
    pub size: usize,
    /// How many subgroups were looked at.
    pub subgroups: usize,
    /// Whether they were drawn by chance.
    pub drawn: bool,
    /// The screens, in the order of [`super::NAMES`].
    pub screens: [Spread; 9],
}

/// The subgroups of bids in ascending order; `name` and `seed` choose the draw, if one is needed. `None` with too few bids.
pub fn of_subgroups(bids: &[i128], size: usize, name: &str, seed: u64) -> Option<Summary> {
    if bids.len() < size || size == 0 {
        return None;
    }
    let mut values: [Vec<f64>; 9] = Default::default();
    let mut subgroups = 0;
    let mut look = |chosen: &[usize]| {
        let own: Vec<i128> = chosen.iter().filter_map(|at| bids.get(*at)).copied().collect();
        subgroups += 1;
        for (list, screen) in values.iter_mut().zip(Screens::of(&own).all()) {
            list.extend(screen);
        }
    };
    let drawn = bids.len() > LISTED_MAX;
    if drawn {
        let mut random =
            ChaCha8Rng::from_seed(*Digest::of(format!("subgroups {seed} {size} {name}").as_bytes()).bytes());
        (0..DRAWN).for_each(|_| look(&draw(&mut random, bids.len(), size)));
    } else {
        each(bids.len(), size, &mut look);
    }
    Some(Summary { size, subgroups, drawn, screens: values.map(spread) })
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let at = |index: usize| values.get(index).copied();
    let four = || {
        let median = (at((n - 1) / 2)? + at(n / 2)?) / 2.0;
        Some([values.iter().sum::<f64>() / n as f64, median, at(0)?, at(n - 1)?])
    };
    Spread { defined: n, values: if n == 0 { None } else { four() } }
}

/// Every choice of `size` positions of `n`, in lexicographic order.
fn each(n: usize, size: usize, look: &mut impl FnMut(&[usize])) {
    let mut chosen: Vec<usize> = (0..size).collect();
    loop {
        look(&chosen);
        // The last position that can still move up; those behind it follow it.
        let Some(at) = (0..size).rev().find(|at| chosen.get(*at).is_some_and(|own| *own < n - size + at)) else {
            return;
        };
        let start = chosen.get(at).copied().unwrap_or_default() + 1;
        for (step, own) in chosen.iter_mut().skip(at).enumerate() {
            *own = start + step;
        }
    }
}

/// `size` different positions of `n`, in ascending order; every choice is equally likely.
fn draw(random: &mut ChaCha8Rng, n: usize, size: usize) -> Vec<usize> {
    let mut chosen = std::collections::BTreeSet::new();
    while chosen.len() < size.min(n) {
        chosen.insert(below(random, n));
    }
    chosen.into_iter().collect()
}

/// A whole number below `n`, without bias.
pub(crate) fn below(random: &mut ChaCha8Rng, n: usize) -> usize {
    let size = n.max(1) as u64;
    let limit = u64::MAX - u64::MAX % size;
    loop {
        let draw = random.next_u64();
        if draw < limit {
            return (draw % size) as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_subgroups_are_looked_at_up_to_twenty_bids() {
        let bids: Vec<i128> = (0..20).map(|i| 1000 + i * i).collect();
        let found = of_subgroups(&bids, 4, "o", 0).expect("subgroups");
        assert_eq!((found.subgroups, found.drawn), (4845, false));
        let found = of_subgroups(&bids[..5], 3, "o", 0).expect("subgroups");
        assert_eq!(found.subgroups, 10);
        assert_eq!(of_subgroups(&bids[..3], 4, "o", 0), None);
        let only = of_subgroups(&[100, 110, 130], 3, "o", 0).expect("one");
        assert_eq!(only.screens[1], Spread { defined: 1, values: Some([0.3; 4]) });
        assert_eq!(only.screens[6], Spread::default(), "kurtosis needs four bids");
    }

    #[test]
    fn a_colluding_third_shows_in_a_subgroup_and_not_in_the_whole() {
        let bids = [700, 800, 1000, 1001, 1002, 1200];
        assert!(Screens::of(&bids).cv.expect("cv") > 0.06);
        let found = of_subgroups(&bids, 3, "o", 0).expect("subgroups");
        assert!(found.screens[0].values.expect("cv")[2] < 0.002);
    }

    #[test]
    fn draws_are_the_same_for_the_same_name_and_seed() {
        let bids: Vec<i128> = (0..30).map(|i| 1000 + i * i).collect();
        let found = of_subgroups(&bids, 3, "o", 7);
        assert_eq!(found, of_subgroups(&bids, 3, "o", 7));
        assert_ne!(found, of_subgroups(&bids, 3, "o", 8));
        assert!(found.is_some_and(|found| found.drawn && found.subgroups == 5000));
    }
}
