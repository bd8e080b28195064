//! Laws that every method and every set of answers obeys, tried on invented ones.

use super::{method, scored, tree};
use probity_commitments::score::exact::Exact;
use probity_commitments::score::{Node, Scores, State};
use proptest::prelude::*;

const COMBINE: [&str; 4] = ["sum", "mean", "weighted_mean", "min"];
const NA: [&str; 3] = ["exclude", "full", "zero"];

/// An invented item.
#[derive(Debug, Clone)]
struct Plan {
    na: usize,
    gated: bool,
    weight: u8,
    max: Option<u8>,
    content: What,
}

#[derive(Debug, Clone)]
enum What {
    Leaf { kind: usize, points: u8 },
    Parent { combine: usize, children: Vec<Plan> },
}

fn plan() -> impl Strategy<Value = Plan> {
    let leaf = (0usize..6, 1u8..30).prop_map(|(kind, points)| What::Leaf { kind, points });
    let around = |content: BoxedStrategy<What>| {
        let max = proptest::option::of(1u8..120);
        (0usize..3, proptest::bool::weighted(0.1), 1u8..6, max, content)
            .prop_map(|(na, gated, weight, max, content)| Plan { na, gated, weight, max, content })
    };
    around(leaf.boxed()).prop_recursive(3, 24, 4, move |inner| {
        let parent = (0usize..4, prop::collection::vec(inner, 1..5));
        around(parent.prop_map(|(combine, children)| What::Parent { combine, children }).boxed())
    })
}

/// A method file and the inputs it asks for: name and the most of a number, or `None` for yes and no.
#[derive(Debug, Default)]
struct Written {
    items: String,
    inputs: Vec<(String, Option<u8>)>,
}

impl Written {
    fn of(plan: &Plan, bounded: bool) -> Self {
        let mut written = Self::default();
        written.item(plan, "A", "", bounded);
        written
    }

    fn item(&mut self, plan: &Plan, id: &str, parent: &str, bounded: bool) {
        self.items +=
            &format!("[[item]]\nid='{id}'\nparent='{parent}'\nna='{}'\nweight={}\n", NA[plan.na], plan.weight);
        if plan.gated {
            self.items += &format!("gate=['{id}.gate']\n");
            self.inputs.push((format!("{id}.gate"), None));
        }
        match &plan.content {
            What::Leaf { kind, points } => self.leaf(id, *kind, *points, bounded),
            What::Parent { combine, children } => {
                self.items += &format!("combine='{}'\n", COMBINE[*combine]);
                self.items += &plan.max.map(|max| format!("max={max}\n")).unwrap_or_default();
                for (n, child) in children.iter().enumerate() {
                    self.item(child, &format!("{id}.{n}"), id, bounded);
                }
            }
        }
    }

    fn leaf(&mut self, id: &str, kind: usize, p: u8, bounded: bool) {
        let (x, y) = (format!("{id}.x"), format!("{id}.y"));
        let (rule, inputs) = match kind {
            0 => (format!("{{type='binary', of='{x}', points={p}}}"), vec![(x, None)]),
            1 => (format!("{{type='criteria', of=['{x}','{y}'], each=[{p}, 0.3]}}"), vec![(x, None), (y, None)]),
            2 => (format!("{{type='value', of='{x}', points={p}, min=-7}}"), vec![(x, Some(p))]),
            3 => (
                format!("{{type='ratio', num='{x}', den='{y}', points={p}, cap={bounded}}}"),
                vec![(x, Some(p)), (y, Some(9))],
            ),
            4 => (format!("{{type='linear', of='{x}', lo=2.5, hi=11, points={p}, below=-1}}"), vec![(x, Some(20))]),
            // A mean of what is present says something before all of it is: its value moves, within no bounds.
            _ => {
                let bands = format!("[{{from=7, open=true, points={p}}}, {{from=3, points=0.1}}]");
                let inputs = if bounded { vec![x] } else { vec![x, y] };
                let of: Vec<String> = inputs.iter().map(|input| format!("'{input}'")).collect();
                let rule = format!("{{type='mean_of', of=[{}], then={{type='steps', bands={bands}}}}}", of.join(","));
                (rule, inputs.into_iter().map(|input| (input, Some(10))).collect())
            }
        };
        self.items += &format!("rule={rule}\n");
        self.inputs.extend(inputs);
    }

    /// Rows of answers, chosen by codes; where `open` is empty-handed, `filled` answers without another `na`.
    fn rows(&self, open: &[u8], filled: Option<&[u8]>) -> Vec<String> {
        let say = |(n, (name, most)): (usize, &(String, Option<u8>))| {
            let code = open[n % open.len()];
            let answered = |code: u8| match most {
                None => if code.is_multiple_of(3) { "no" } else { "yes" }.to_owned(),
                Some(most) => format!("{}.{}", 1 + code % most, if code % most + 1 == *most { 0 } else { code % 10 }),
            };
            let value = match (code % 8, filled) {
                (0, _) => "na".to_owned(),
                (1 | 2, None) => String::new(),
                (1 | 2, Some(filled)) => answered(filled[n % filled.len()]),
                _ => answered(code / 8),
            };
            format!("{name},{value}\n")
        };
        self.inputs.iter().enumerate().map(say).collect()
    }

    fn score(&self, rows: &[String]) -> Node {
        let result = scored(&method(&self.items), &format!("input,value\n{}", rows.concat()));
        match result.scores {
            Some(Scores::One(node)) => *node,
            other => panic!("{other:?} {:#?}\n{}", result.diagnostics, self.items),
        }
    }
}

/// Every node with its counterpart in another tree of the same shape.
fn pairs<'a>(a: &'a Node, b: &'a Node) -> Vec<(&'a Node, &'a Node)> {
    let below = a.children.iter().zip(&b.children).flat_map(|(a, b)| pairs(a, b));
    std::iter::once((a, b)).chain(below).collect()
}

/// Parents whose points are brought to a scale: all but plain sums.
fn rescaled(plan: &Plan, id: &str) -> Vec<String> {
    let What::Parent { combine, children } = &plan.content else { return Vec::new() };
    let own = (*combine != 0 || plan.max.is_some()).then(|| id.to_owned());
    let below = children.iter().enumerate().flat_map(|(n, child)| rescaled(child, &format!("{id}.{n}")));
    own.into_iter().chain(below).collect()
}

fn codes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..40)
}

fn exact(n: u64) -> Exact {
    Exact::count(usize::try_from(n).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_rescaled_value_is_never_above_its_maximum(plan in plan(), codes in codes()) {
        let written = Written::of(&plan, false);
        let node = written.score(&written.rows(&codes, None));
        let rescaled = rescaled(&plan, "A");
        for (node, _) in pairs(&node, &node).into_iter().filter(|(node, _)| rescaled.contains(&node.id)) {
            prop_assert!(node.value.as_ref().is_none_or(|value| *value <= node.max), "{node:?}");
            prop_assert!(node.bounds().is_none_or(|(low, high)| low <= high && *high <= node.max), "{node:?}");
        }
    }

    #[test]
    fn whatever_the_open_answers_are_the_score_lies_between_its_bounds(
        plan in plan(), open in codes(), filled in codes()
    ) {
        let written = Written::of(&plan, true);
        let (before, after) = (written.score(&written.rows(&open, None)), written.score(&written.rows(&open, Some(&filled))));
        // Behind a gate nobody has answered may be an item that does not apply; with the gate open it leaves what can be
        // reached, which no bound foresees.
        let leaves = |(before, after): &(&Node, &Node)| before.state != after.state && after.state == State::NotApplicable;
        prop_assume!(!pairs(&before, &after).iter().any(leaves));
        for (before, after) in pairs(&before, &after) {
            if let Some((low, high)) = before.bounds() {
                prop_assert!(*low <= after.span.0 && after.span.1 <= *high, "{before:?}\n{after:?}");
            }
            if let Some(value) = &after.value {
                prop_assert!(before.span.0 <= *value && *value <= before.span.1, "{before:?}\n{after:?}");
            }
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter(plan in plan(), codes in codes(), seed in any::<u64>()) {
        let written = Written::of(&plan, false);
        let rows = written.rows(&codes, None);
        let mut other = rows.clone();
        other.sort_by_key(|row| row.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())));
        let json = |rows: &[String]| serde_json::to_string(&written.score(rows)).unwrap();
        prop_assert_eq!(json(&rows), json(&other));
    }

    #[test]
    fn a_score_is_there_when_and_only_when_it_is_assessed_or_gated(plan in plan(), codes in codes()) {
        let written = Written::of(&plan, false);
        let node = written.score(&written.rows(&codes, None));
        for (node, _) in pairs(&node, &node) {
            prop_assert_eq!(node.value.is_some(), matches!(node.state, State::Assessed | State::Gated));
            prop_assert_eq!(node.value.is_some(), node.display.is_some());
            prop_assert!(!node.children.is_empty() || node.state != State::Incomplete);
        }
    }

    #[test]
    fn a_mean_of_equal_shares_is_that_share(
        points in prop::collection::vec((1u64..50, 1u64..9), 1..6), num in 0u64..20, den in 1u64..20, combine in 0usize..4
    ) {
        let (num, word) = (num.min(den), COMBINE[combine]);
        let mut items = format!("[[item]]\nid='A'\nmax=100\ncombine='{word}'\n");
        for (n, (points, weight)) in points.iter().enumerate() {
            items += &format!(
                "[[item]]\nid='{n}'\nparent='A'\nweight={weight}\nrule={{type='ratio', num='a', den='b', points={points}}}\n"
            );
        }
        let whole = tree(&method(&items), &format!("input,value\na,{num}\nb,{den}\n"));
        let share = exact(num * 100).over(&exact(den)).unwrap().to_string();
        prop_assert_eq!(whole["children"][0]["exact"].as_str(), Some(share.as_str()));
    }

    #[test]
    fn the_float_reads_back_as_itself_and_is_near_the_fraction(num in 0u64..100_000, den in 1u64..100_000) {
        let items = "[[item]]\nid='A'\nrule={type='ratio', num='a', den='b', points=1}\n";
        let whole = tree(&method(items), &format!("input,value\na,{num}\nb,{den}\n"));
        prop_assert_eq!(whole["value"].as_f64(), Some(num as f64 / den as f64));
    }
}
