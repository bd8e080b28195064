//! What can be said from published scores alone, when their sources are not public: ranks with their ties, and how
//! little a step in the ranking may be worth. "105th of 178 in 2010" is read here.

use crate::standing;
use probity_core::{Decimal, State};

/// A country's place in a table of published scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRank {
    /// The country's code as given.
    pub iso3: String,
    /// The published score.
    pub score: Decimal,
    /// Competition rank: 1 + the number of higher scores.
    pub rank: u32,
    /// How many countries share the score, this one included; it stands anywhere in `rank..rank + tied`.
    pub tied: u32,
    /// Number of countries in the table.
    pub of: u32,
}

/// The ranks of published scores on any scale, highest first, in the order given. Scores are equal when their decimals
/// are (`2.9` and `2.90` tie; `2.9` and `2.89` do not).
pub fn ranks(scores: &[(String, Decimal)]) -> Vec<PublishedRank> {
    let of = u32::try_from(scores.len()).unwrap_or(u32::MAX);
    let standings = standing::competition(scores, |a, b| a.1.compare(b.1));
    scores
        .iter()
        .zip(standings)
        .map(|((iso3, score), place)| PublishedRank {
            iso3: iso3.clone(),
            score: *score,
            rank: place.rank,
            tied: place.tied,
            of,
        })
        .collect()
}

/// A change of rank beside what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankChange {
    /// The earlier place.
    pub from: PublishedRank,
    /// The later place.
    pub to: PublishedRank,
    /// Places gained (positive) or lost.
    pub places: i64,
    /// The difference of the scores, in points of the published scale.
    pub points: Decimal,
    /// Places that lie within the ties of the two editions: a move of so many places can come from ties alone.
    pub within_ties: u32,
    /// The state of the interval of the difference: always insufficient, because it would need the sources.
    pub interval: State,
    /// Reason code for the state.
    pub reason: &'static str,
}

/// Reads a change of rank between two editions of one scale.
pub fn rank_change(from: &PublishedRank, to: &PublishedRank) -> RankChange {
    RankChange {
        from: from.clone(),
        to: to.clone(),
        places: i64::from(from.rank) - i64::from(to.rank),
        points: to.score.minus(from.score),
        within_ties: (from.tied - from.tied.min(1)) + (to.tied - to.tied.min(1)),
        interval: State::Insufficient,
        reason: "sources_not_published",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(scores: &[(&str, &str)]) -> Vec<PublishedRank> {
        let scores: Vec<_> =
            scores.iter().map(|(iso3, score)| ((*iso3).to_owned(), Decimal::parse(score).unwrap())).collect();
        ranks(&scores)
    }

    #[test]
    fn equal_decimals_tie_however_they_are_written() {
        let places = table(&[("A", "2.9"), ("B", "3"), ("C", "2.90"), ("D", "2.89")]);
        assert_eq!(places.iter().map(|p| (p.rank, p.tied)).collect::<Vec<_>>(), [(2, 2), (1, 1), (2, 2), (4, 1)]);
    }

    #[test]
    fn a_change_of_rank_comes_with_its_points_and_ties() {
        let (before, after) =
            (table(&[("A", "2.7"), ("B", "2.8"), ("C", "2.7")]), table(&[("A", "2.9"), ("B", "2.8")]));
        let change = rank_change(&before[0], &after[0]);
        assert_eq!((change.places, change.points.to_string(), change.within_ties), (1, "0.2".to_owned(), 1));
        assert_eq!(change.interval, State::Insufficient);
    }
}
