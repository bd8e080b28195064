//! Protected tables under an attack by another method: a linear-programming solver of others, on equations that this
//! file derives from the codes by itself. Whatever the table, no confidential cell may be bounded tighter than its
//! limits.

#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use probity_statistics::disclosure::report::{attack, published, summary};
use probity_statistics::disclosure::{Error, Outcome, Protected, Source, Table, facts, parse, protect, table};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Tree = BTreeMap<String, Vec<String>>;

/// A table as the test knows it.
#[derive(Debug, Clone)]
struct World {
    trees: Vec<Tree>,
    leaves: Vec<Vec<String>>,
    inner: BTreeMap<Vec<String>, u64>,
}

fn names(prefix: char, count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{prefix}{index}")).collect()
}

fn flat(leaves: &[String]) -> Tree {
    BTreeMap::from([("_T".to_owned(), leaves.to_vec())])
}

/// The first three leaves under a subtotal of their own.
fn nested(leaves: &[String]) -> Tree {
    let (inside, outside) = leaves.split_at(leaves.len().min(3));
    let mut top = vec!["N".to_owned()];
    top.extend(outside.to_vec());
    BTreeMap::from([("_T".to_owned(), top), ("N".to_owned(), inside.to_vec())])
}

fn product(lists: &[Vec<String>]) -> Vec<Vec<String>> {
    lists.iter().fold(vec![Vec::new()], |keys, list| {
        keys.iter().flat_map(|key| list.iter().map(move |code| [key.clone(), vec![code.clone()]].concat())).collect()
    })
}

impl World {
    fn new(sizes: &[usize], counts: &[u64], hierarchical: bool) -> Self {
        let leaves: Vec<Vec<String>> = sizes.iter().zip("abc".chars()).map(|(size, c)| names(c, *size)).collect();
        let tree = |(index, leaves): (usize, &Vec<String>)| {
            if hierarchical && index == 0 { nested(leaves) } else { flat(leaves) }
        };
        let trees = leaves.iter().enumerate().map(tree).collect();
        let inner = product(&leaves).into_iter().zip(counts.iter().cycle().copied()).collect();
        Self { trees, leaves, inner }
    }

    fn spec(&self, more: &str) -> String {
        let dimensions: Vec<String> = (0..self.trees.len()).map(|index| format!("\"d{index}\"")).collect();
        let mut text =
            format!("[table]\nkind = \"cells\"\ndimensions = [{}]\nfrequency = \"n\"\n", dimensions.join(", "));
        for (index, tree) in self.trees.iter().enumerate() {
            text += &format!("[hierarchy.d{index}]\n");
            for (whole, parts) in tree {
                text += &format!(
                    "\"{whole}\" = [{}]\n",
                    parts.iter().map(|p| format!("\"{p}\"")).collect::<Vec<_>>().join(", ")
                );
            }
        }
        text + more
    }

    fn source(&self) -> Source {
        let mut header: Vec<String> = (0..self.trees.len()).map(|index| format!("d{index}")).collect();
        header.push("n".to_owned());
        let rows = self.inner.iter().filter(|(_, n)| **n > 0).enumerate();
        let rows =
            rows.map(|(line, (key, n))| (line as u64 + 2, [key.clone(), vec![n.to_string()]].concat())).collect();
        Source { file: "table.csv".into(), header, rows }
    }

    /// Whether a leaf is below a code.
    fn below(&self, dimension: usize, leaf: &str, code: &str) -> bool {
        leaf == code
            || self.trees[dimension]
                .get(code)
                .is_some_and(|parts| parts.iter().any(|part| self.below(dimension, leaf, part)))
    }

    fn value(&self, key: &[String]) -> f64 {
        let inside =
            |leaf: &Vec<String>| leaf.iter().zip(key).enumerate().all(|(d, (leaf, code))| self.below(d, leaf, code));
        self.inner.iter().filter(|(leaf, _)| inside(leaf)).map(|(_, n)| *n as f64).sum()
    }

    /// Every total with its parts, from the codes alone.
    fn equations(&self) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
        let codes: Vec<Vec<String>> = (self.leaves.iter().zip(&self.trees))
            .map(|(leaves, tree)| leaves.iter().chain(tree.keys()).cloned().collect())
            .collect();
        let mut equations = Vec::new();
        for key in product(&codes) {
            for dimension in 0..key.len() {
                let Some(parts) = self.trees[dimension].get(&key[dimension]) else { continue };
                let part = |code: &String| {
                    let mut key = key.clone();
                    key[dimension].clone_from(code);
                    key
                };
                equations.push((key.clone(), parts.iter().map(part).collect()));
            }
        }
        equations
    }
}

/// A known fact: cells and their sum.
type Known = (Vec<Vec<String>>, f64);

/// The bounds of a withheld cell by the other solver.
fn bound(
    world: &World,
    withheld: &[Vec<String>],
    known: &[Known],
    cell: &[String],
    direction: OptimizationDirection,
) -> f64 {
    let mut problem = Problem::new(direction);
    let variables: BTreeMap<&[String], microlp::Variable> = withheld
        .iter()
        .map(|key| (key.as_slice(), problem.add_var(if key == cell { 1.0 } else { 0.0 }, (0.0, f64::INFINITY))))
        .collect();
    let mut constrain = |terms: Vec<(&[String], f64)>, sum: f64| {
        let mut expression = Vec::new();
        let mut rest = sum;
        for (key, sign) in terms {
            match variables.get(key) {
                Some(variable) => expression.push((*variable, sign)),
                None => rest -= sign * world.value(key),
            }
        }
        if !expression.is_empty() {
            problem.add_constraint(&expression, ComparisonOp::Eq, rest);
        }
    };
    for (total, parts) in &world.equations() {
        let parts = parts.iter().map(|part| (part.as_slice(), 1.0));
        constrain(parts.chain([(total.as_slice(), -1.0)]).collect(), 0.0);
    }
    for (cells, sum) in known {
        constrain(cells.iter().map(|cell| (cell.as_slice(), 1.0)).collect(), *sum);
    }
    match problem.solve().map(|outcome| outcome.into_solution()) {
        Ok(Ok(solution)) => solution.objective(),
        Err(microlp::Error::Unbounded) if direction == OptimizationDirection::Maximize => f64::INFINITY,
        Ok(Err(_)) | Err(_) => panic!("the other solver failed"),
    }
}

fn run(world: &World, more: &str, known: &[Known]) -> Result<(Table, Protected), Error> {
    let spec = parse("spec.toml", &world.spec(more))?;
    let table = table(&world.source(), &spec)?;
    let rows = known.iter().enumerate().flat_map(|(fact, (cells, sum))| {
        cells.iter().map(move |cell| vec![fact.to_string(), cell.join("|"), "1".to_owned(), sum.to_string()])
    });
    let header = ["fact", "cell", "coefficient", "value"].map(str::to_owned).to_vec();
    let rows = rows.enumerate().map(|(line, row)| (line as u64 + 2, row)).collect();
    let protected = protect(&table, &spec, &facts(&Source { file: "known.csv".into(), header, rows })?)?;
    Ok((table, protected))
}

/// Attacks the published form by the other method; gives the number of primary and secondary cells.
fn assert_safe(world: &World, known: &[Known], table: &Table, protected: &Protected) -> (usize, usize) {
    let published = published(table, protected);
    let width = world.trees.len();
    let withheld: Vec<Vec<String>> =
        published.rows.iter().filter(|row| row[width].is_empty()).map(|row| row[..width].to_vec()).collect();
    for row in published.rows.iter().filter(|row| !row[width].is_empty()) {
        assert_eq!(row[width].parse::<f64>().unwrap(), world.value(&row[..width]), "{row:?}");
    }
    let mut primary = 0;
    for row in published.rows.iter().filter(|row| row[width].is_empty() && row[width + 2] != "D") {
        primary += 1;
        let (cell, value) = (&row[..width], world.value(&row[..width]));
        let level = (0.3 * value).ceil().max(1.0);
        let low = bound(world, &withheld, known, cell, OptimizationDirection::Minimize);
        let high = bound(world, &withheld, known, cell, OptimizationDirection::Maximize);
        assert!(low <= (value - level).max(0.0) + 1e-6, "{cell:?} = {value} is at least {low}");
        assert!(high >= value + level - 1e-6, "{cell:?} = {value} is at most {high}");
    }
    // The bounds that travel with the table are those of the other method.
    for row in &attack(table, protected).rows {
        let cell: Vec<String> = row[0].split('|').map(str::to_owned).collect();
        let high = bound(world, &withheld, known, &cell, OptimizationDirection::Maximize);
        let own: f64 = row[2].parse().unwrap();
        assert!(own == high || (own - high).abs() < 1e-5, "{row:?} {high}");
    }
    (primary, withheld.len() - primary)
}

/// Counts of which many are small, as in tables of rare offences.
fn counts(length: usize) -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![2 => Just(0), 3 => 1u64..4, 4 => 4u64..60], length)
}

fn worlds() -> impl Strategy<Value = World> {
    prop_oneof![
        (2usize..6, 2usize..6).prop_flat_map(|(a, b)| counts(a * b).prop_map(move |n| World::new(&[a, b], &n, false))),
        (2usize..4, 2usize..4, 2usize..3).prop_flat_map(|(a, b, c)| counts(a * b * c).prop_map(move |n| World::new(
            &[a, b, c],
            &n,
            false
        ))),
        (4usize..7, 2usize..4).prop_flat_map(|(a, b)| counts(a * b).prop_map(move |n| World::new(&[a, b], &n, true))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_attack_bounds_a_confidential_cell_tighter_than_its_limits(
        world in worlds(), method in prop_oneof![Just("heuristic"), Just("optimal")], singletons in any::<bool>()
    ) {
        let more = format!("[primary]\nfrequency = 3\n[protection]\nmethod = \"{method}\"\nsingletons = {singletons}\n");
        let (table, protected) = run(&world, &more, &[]).unwrap();
        if protected.outcome == Outcome::Safe {
            assert_safe(&world, &[], &table, &protected);
        }
    }

    #[test]
    fn facts_published_earlier_are_taken_into_account(world in worlds(), picks in prop::collection::vec(0usize..1000, 2..7)) {
        let keys: Vec<Vec<String>> = world.inner.keys().cloned().collect();
        let known: Vec<Known> = picks.chunks(2).filter(|pair| pair.len() == 2).map(|pair| {
            let mut cells: Vec<Vec<String>> = pair.iter().map(|pick| keys[pick % keys.len()].clone()).collect();
            cells.sort();
            cells.dedup();
            let sum = cells.iter().map(|cell| world.value(cell)).sum();
            (cells, sum)
        }).collect();
        let (table, protected) = run(&world, "[primary]\nfrequency = 3\n", &known).unwrap();
        if protected.outcome == Outcome::Safe {
            assert_safe(&world, &known, &table, &protected);
        } else {
            prop_assert!(!protected.exposed.is_empty());
        }
    }

    #[test]
    fn the_cheapest_pattern_never_costs_more_than_the_quick_one(world in worlds()) {
        let cost = |method: &str| {
            let more = format!("[primary]\nfrequency = 3\n[protection]\nmethod = \"{method}\"\nweight = \"unit\"\n");
            let (table, protected) = run(&world, &more, &[]).unwrap();
            (protected.outcome, summary(&table, &protected)["secondary"].as_u64().unwrap(), protected.optimal)
        };
        let (quick, best) = (cost("heuristic"), cost("optimal"));
        prop_assert_eq!(quick.0, best.0);
        if quick.0 == Outcome::Safe {
            prop_assert!(best.1 <= quick.1 && best.2, "{:?} {:?}", best, quick);
        }
    }
}

#[test]
fn rows_minus_columns_isolate_no_cell() {
    // Two withheld cells in every row and column, and yet a0|b0 is the sum of two rows minus the sum of two columns:
    // with only b0, b1, b2 withheld as below, every line has two.
    let pattern = [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]];
    let counts: Vec<u64> = pattern.iter().flatten().map(|withheld| if *withheld == 1 { 2 } else { 40 }).collect();
    let world = World::new(&[4, 4], &counts, false);
    for method in ["heuristic", "optimal"] {
        let more = format!("[primary]\nfrequency = 3\n[protection]\nmethod = \"{method}\"\nsingletons = false\n");
        let (table, protected) = run(&world, &more, &[]).unwrap();
        assert_eq!(protected.outcome, Outcome::Safe);
        assert_eq!(assert_safe(&world, &[], &table, &protected), (8, 0));
    }
    // The trap itself: primary cells alone satisfy the rule of two a line, but one block shares its margin.
    let pattern = [[1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 2, 1, 1], [0, 0, 1, 1, 0], [0, 0, 1, 0, 1]];
    let counts: Vec<u64> = pattern.iter().flatten().map(|kind| [40, 2, 1][*kind as usize]).collect();
    let world = World::new(&[5, 5], &counts, false);
    let (table, protected) = run(&world, "[primary]\nfrequency = 3\n", &[]).unwrap();
    assert_eq!(protected.outcome, Outcome::Safe);
    assert_safe(&world, &[], &table, &protected);
}

#[test]
fn a_fact_that_gives_a_cell_away_makes_the_protection_fail_loudly() {
    let world = World::new(&[3, 3], &[1, 20, 20, 20, 20, 20, 20, 20, 20], false);
    let cell = vec!["a0".to_owned(), "b0".to_owned()];
    let (_, protected) = run(&world, "[primary]\nfrequency = 3\n", &[(vec![cell], 1.0)]).unwrap();
    assert_eq!((protected.outcome, protected.exposed), (Outcome::Exposed, vec!["a0|b0".to_owned()]));
}
