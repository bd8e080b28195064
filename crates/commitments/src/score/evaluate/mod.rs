//! A method applied to the answers about one subject. Gates come first, then rules, then parents from the leaves up; what
//! nobody answered is never a zero, and what does not apply is neither a zero nor a full score.

mod combine;
mod gate;
mod level;

use super::answers::{Answers, Asked, Sheet};
use super::exact::Exact;
use super::method::{Content, Item, Method, Parent};
use super::node::{Node, State};
use super::rule::{Fired, Outcome, Rule};
use combine::{Part, Total};
use gate::Gate;
use probity_core::Diagnostic;
use std::collections::BTreeSet;

/// Scores every subject of a file of answers, or only one.
///
/// # Errors
/// Answers that a rule cannot take: of the wrong kind, or outside their scale.
pub fn evaluate(method: &Method, answers: &Answers, only: Option<&str>) -> Result<Vec<Node>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let wanted = answers.sheets.iter().filter(|sheet| only.is_none() || sheet.subject.as_deref() == only);
    let nodes = wanted.map(|sheet| subject(method, &answers.file, sheet, &mut faults)).collect();
    // One answer may be wrong for several rules; once is enough.
    let mut seen = BTreeSet::new();
    faults.retain(|fault| seen.insert(fault.clone()));
    if faults.is_empty() { Ok(nodes) } else { Err(faults) }
}

fn subject(method: &Method, file: &str, sheet: &Sheet, faults: &mut Vec<Diagnostic>) -> Node {
    let mut evaluation = Evaluation { method, asked: Asked::new(file, sheet) };
    let mut root = evaluation.parent(&method.root, &method.id, Gate::Open);
    root.subject.clone_from(&sheet.subject);
    root.unverified = !method.verified;
    level::label(&method.levels, &mut root);
    faults.extend(evaluation.asked.into_faults());
    root
}

struct Evaluation<'a> {
    method: &'a Method,
    asked: Asked<'a>,
}

impl Evaluation<'_> {
    fn item(&mut self, item: &Item) -> Node {
        let gate = gate::pass(&item.gate, &mut self.asked);
        match &item.content {
            Content::Leaf { rule, evidence_min } => self.leaf(&item.id, rule, *evidence_min, gate),
            Content::Parent(parent) => self.parent(parent, &item.id, gate),
        }
    }

    fn leaf(&mut self, id: &str, rule: &Rule, evidence_min: usize, gate: Gate) -> Node {
        let outcome = rule.assess(&mut self.asked);
        let mut node = Node::new(id, rule.word(), rule.max());
        self.cite(&mut node, rule);
        // What a criterion that does not apply takes from the maximum, it takes behind a closed gate, too.
        if let Outcome::Fired(Fired { max, .. }) | Outcome::Missing { max, .. } = &outcome {
            node.max = max.clone();
        }
        node.span = (rule.floor(), node.max.clone());
        match (gate, outcome) {
            (Gate::Closed(input), _) => node.gated(&input),
            (Gate::Missing(name), _) => node.not_assessed(format!("gate_missing:{name}")),
            (Gate::Open, Outcome::NotApplicable { reason }) => {
                node.state = State::NotApplicable;
                node.reason = reason.map(str::to_owned);
            }
            (Gate::Open, Outcome::Missing { inputs, .. }) => {
                node.not_assessed(format!("missing:{}", inputs.join(";")));
            }
            (Gate::Open, Outcome::Fired(Fired { value, rule, .. })) => {
                node.rule = rule;
                if value.is_positive() && node.evidence.len() < evidence_min {
                    node.not_assessed("evidence".to_owned());
                } else {
                    node.assessed(value);
                }
            }
        }
        node.show(self.method.rounding);
        node
    }

    /// Evidence and authors of the answers a leaf rests on, each once, in the order of its rule.
    fn cite(&self, node: &mut Node, rule: &Rule) {
        let mut authors: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for given in rule.inputs().into_iter().filter_map(|input| self.asked.given(input)) {
            node.evidence.extend(given.evidence.iter().filter(|id| seen.insert(*id)).cloned());
            authors.extend(given.author.as_deref().filter(|author| !authors.contains(author)));
        }
        node.author = Some(authors.join("; ")).filter(|authors| !authors.is_empty());
    }

    fn parent(&mut self, parent: &Parent, id: &str, gate: Gate) -> Node {
        let children: Vec<Node> = parent.children.iter().map(|item| self.item(item)).collect();
        let pairs = parent.children.iter().zip(&children);
        let parts: Vec<Part> = pairs.filter_map(|(item, node)| Part::of(item, node)).collect();
        let total = combine::total(parent, &parts);
        let mut node = Node::new(id, parent.combine.word(), combine::max(parent, &parts));
        node.span = match &total {
            Total::Empty => (Exact::zero(), node.max.clone()),
            Total::Known(value) => (value.clone(), value.clone()),
            Total::Between(low, high) => (low.clone(), high.clone()),
        };
        match (gate, total) {
            (Gate::Closed(input), _) => node.gated(&input),
            (Gate::Missing(name), _) => {
                // With the gate open it would be what it is, with the gate closed nothing: at most all of it.
                let low = node.span.0.clone().min(Exact::zero());
                node.span = (low, node.max.clone());
                node.not_assessed(format!("gate_missing:{name}"));
            }
            (Gate::Open, Total::Empty) => node.not_assessed("empty".to_owned()),
            (Gate::Open, Total::Known(value)) => {
                if combine::is_capped(parent, &parts) {
                    node.rule.push_str(":capped");
                }
                node.assessed(value);
            }
            (Gate::Open, Total::Between(..)) => node.state = State::Incomplete,
        }
        node.children = children;
        node.show(self.method.rounding);
        node
    }
}
