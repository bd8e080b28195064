//! The graph of firms that bid against each other often, and its communities: firms of triangles that share a side
//! (clique percolation, k = 3). Exact and without chance: no order of input changes a community.

use super::{BIDDERS_MAX, Tenders};
use std::collections::{BTreeMap, BTreeSet};

/// Two firms that met often.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The firm whose identifier comes first in byte order.
    pub a: String,
    /// The other.
    pub b: String,
    /// Tenders in which both bid, without crowded ones.
    pub joint: u64,
    /// |Ta ∩ Tb| / |Ta ∪ Tb| over the tenders of each, without crowded ones.
    pub jaccard: f64,
    /// Their community, if both are in one.
    pub community: Option<usize>,
}

/// Firms that meet one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Community {
    /// Its number, from 1, by its first firm in byte order.
    pub number: usize,
    /// Its firms in byte order.
    pub firms: Vec<String>,
    /// Edges between them.
    pub edges: usize,
    /// Geometric over arithmetic mean of the weights of its edges: 1 when all meet equally often.
    pub coherence: f64,
    /// Weight of its inner edges over that of all edges of its firms, each counted once.
    pub exclusivity: f64,
}

/// The graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// Edges in byte order of their firms.
    pub edges: Vec<Edge>,
    /// Communities by number. A firm can be in several; an edge is in one.
    pub communities: Vec<Community>,
    /// Tenders whose pairs were not listed because they have too many bidders.
    pub crowded: u64,
}

impl Graph {
    /// The graph of tenders; an edge from `least` joint tenders on.
    pub fn of(tenders: &Tenders, least: u64) -> Self {
        let mut own: BTreeMap<u32, u64> = BTreeMap::new();
        let mut joint: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        let mut crowded = 0;
        for bidders in tenders.meetings() {
            // A tender whose meetings are not listed is in neither part of Jaccard's fraction.
            if bidders.len() > BIDDERS_MAX {
                crowded += 1;
                continue;
            }
            for (at, a) in bidders.iter().enumerate() {
                *own.entry(*a).or_default() += 1;
                bidders.iter().skip(at + 1).for_each(|b| *joint.entry((*a, *b)).or_default() += 1);
            }
        }
        let name = |firm: u32| tenders.firms.name(firm).to_owned();
        let all = |firm: &u32| own.get(firm).copied().unwrap_or_default();
        let mut edges: Vec<Edge> = joint
            .iter()
            .filter(|(_, joint)| **joint >= least)
            .map(|((a, b), joint)| {
                let (first, second) = if name(*a) < name(*b) { (a, b) } else { (b, a) };
                let jaccard = *joint as f64 / (all(a) + all(b) - joint) as f64;
                Edge { a: name(*first), b: name(*second), joint: *joint, jaccard, community: None }
            })
            .collect();
        edges.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        let communities = communities(&mut edges);
        Self { edges, communities, crowded }
    }
}

/// Sets of edges that hang together by triangles.
fn communities(edges: &mut [Edge]) -> Vec<Community> {
    let at: BTreeMap<(&str, &str), usize> =
        edges.iter().enumerate().map(|(at, edge)| ((edge.a.as_str(), edge.b.as_str()), at)).collect();
    let mut later: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    edges.iter().for_each(|edge| later.entry(&edge.a).or_default().push(&edge.b));
    let mut sets = Sets::new(edges.len());
    let mut in_triangle = vec![false; edges.len()];
    for (a, others) in &later {
        for (before, b) in others.iter().enumerate() {
            for c in others.iter().skip(before + 1) {
                let sides = [at.get(&(*a, *b)), at.get(&(*a, *c)), at.get(&(*b, *c))];
                let [Some(ab), Some(ac), Some(bc)] = sides else { continue };
                sets.join(*ab, *ac);
                sets.join(*ab, *bc);
                for side in [*ab, *ac, *bc] {
                    in_triangle.get_mut(side).into_iter().for_each(|flag| *flag = true);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (edge, _) in in_triangle.iter().enumerate().filter(|(_, inside)| **inside) {
        groups.entry(sets.root(edge)).or_default().push(edge);
    }
    // The root of a set is its first edge, so that communities come in the byte order of their first firm.
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let found: Vec<Community> = groups.iter().enumerate().map(|(i, own)| describe(i + 1, own, edges)).collect();
    for (number, group) in groups.iter().enumerate() {
        for edge in group {
            edges.get_mut(*edge).into_iter().for_each(|edge| edge.community = Some(number + 1));
        }
    }
    found
}

fn describe(number: usize, own: &[usize], edges: &[Edge]) -> Community {
    let inner: Vec<&Edge> = own.iter().filter_map(|at| edges.get(*at)).collect();
    let firms: BTreeSet<&str> = inner.iter().flat_map(|edge| [edge.a.as_str(), edge.b.as_str()]).collect();
    let weights: Vec<f64> = inner.iter().map(|edge| edge.joint as f64).collect();
    let n = weights.len() as f64;
    let arithmetic = weights.iter().sum::<f64>() / n;
    let geometric = libm::exp(weights.iter().map(|weight| libm::log(*weight)).sum::<f64>() / n);
    let touches = |edge: &&Edge| firms.contains(edge.a.as_str()) || firms.contains(edge.b.as_str());
    let strength: u64 = edges.iter().filter(touches).map(|edge| edge.joint).sum();
    Community {
        number,
        firms: firms.iter().map(|firm| (*firm).to_owned()).collect(),
        edges: inner.len(),
        coherence: (geometric / arithmetic).min(1.0),
        exclusivity: inner.iter().map(|edge| edge.joint).sum::<u64>() as f64 / strength as f64,
    }
}

/// Disjoint sets; the root of each is its least element.
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, mut element: usize) -> usize {
        while let Some(parent) = self.0.get(element).copied().filter(|parent| *parent != element) {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(own) = self.0.get_mut(element) {
                *own = above;
            }
            element = above;
        }
        element
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(own) = self.0.get_mut(a.max(b)) {
            *own = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Tender;

    fn tenders(bids: &[(&str, usize)]) -> Tenders {
        let mut tenders = Tenders::default();
        for (firms, times) in bids {
            let mut bidders: Vec<u32> = firms.chars().map(|firm| tenders.firms.number(&firm.to_string())).collect();
            bidders.sort_unstable();
            for _ in 0..*times {
                tenders.all.push(Tender { class: 0, region: 0, at: 0, bidders: bidders.clone(), winner: None });
            }
        }
        tenders
    }

    #[test]
    fn firms_that_meet_often_form_a_community_and_a_chance_meeting_none() {
        let graph = Graph::of(&tenders(&[("cba", 4), ("cx", 3), ("xy", 2), ("a", 1)]), 3);
        let edges: Vec<String> = graph.edges.iter().map(|edge| format!("{}{}{}", edge.a, edge.b, edge.joint)).collect();
        assert_eq!(edges, ["ab4", "ac4", "bc4", "cx3"]);
        assert_eq!(graph.edges[0].jaccard, 0.8);
        assert_eq!(
            graph.edges.iter().map(|edge| edge.community).collect::<Vec<_>>(),
            [Some(1), Some(1), Some(1), None]
        );
        let [community] = &graph.communities[..] else { panic!("one community") };
        assert_eq!((community.firms.join(""), community.edges), ("abc".to_owned(), 3));
        assert!((community.coherence - 1.0).abs() < 1e-12);
        assert!((community.exclusivity - 12.0 / 15.0).abs() < 1e-12);
    }

    #[test]
    fn a_crowded_tender_is_counted_and_changes_no_pair() {
        let alone = tenders(&[("ab", 4), ("a", 1)]);
        let mut both = alone.clone();
        let mut crowd: Vec<u32> = (0..=BIDDERS_MAX).map(|at| both.firms.number(&format!("x{at}"))).collect();
        crowd.extend(0..2);
        both.unplaced.push(crowd);
        let (alone, both) = (Graph::of(&alone, 3), Graph::of(&both, 3));
        assert_eq!((alone.edges[0].jaccard, alone.crowded, both.crowded), (0.8, 0, 1));
        assert_eq!(alone.edges, both.edges);
    }

    #[test]
    fn triangles_that_share_a_side_are_one_community() {
        let graph = Graph::of(&tenders(&[("abc", 3), ("bcd", 9), ("efg", 3)]), 3);
        let firms: Vec<String> = graph.communities.iter().map(|own| own.firms.join("")).collect();
        assert_eq!(firms, ["abcd", "efg"]);
        assert!(graph.communities[0].coherence < 1.0);
    }
}
