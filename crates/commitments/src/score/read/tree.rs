//! Items find their parents. What cannot be a tree (two items of one name, a parent nobody knows, an item above itself) or
//! cannot be weighed is refused here, so that the evaluation needs no such cases.

use super::item::Loose;
use super::{Reader, Section};
use crate::score::exact::Exact;
use crate::score::method::{Combine, Content, Item, Parent};
use crate::score::nearest::did_you_mean;
use std::collections::BTreeMap;
use std::ops::Range;

/// Most levels of items. Published methods have four; readers of JSON stop at about a hundred brackets within each other.
const DEPTH_MAX: usize = 32;

/// Items waiting for their parents.
struct Forest {
    items: Vec<Option<Loose>>,
    /// Children by the parent's number, in the order of the file.
    below: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Reader<'a> {
    /// Builds the tree under the root.
    pub(super) fn tree(
        &mut self,
        root: &str,
        head: &Section<'a>,
        combine: Combine,
        max: Option<Exact>,
        items: Vec<Loose>,
    ) -> Parent {
        let numbers = self.numbered(root, &items);
        let (mut tops, mut below) = (Vec::new(), BTreeMap::<usize, Vec<usize>>::new());
        for (number, item) in items.iter().enumerate() {
            match &item.parent {
                Some((parent, span)) if parent != root => match numbers.get(parent.as_str()) {
                    Some(above) => below.entry(*above).or_default().push(number),
                    None => {
                        let hint = did_you_mean(parent, numbers.keys().copied());
                        let message = format!("item `{}` has the parent `{parent}`, which is no item", item.id);
                        self.refuse(span, message, hint);
                    }
                },
                _ => tops.push(number),
            }
        }
        if items.is_empty() {
            let hint = Some("write `[[item]]` for everything that is scored".to_owned());
            self.warn("score-empty", &head.span, "the method has no items and nothing is ever assessed", hint);
        }
        let mut forest = Forest { items: items.into_iter().map(Some).collect(), below };
        let children = self.children(&mut forest, tops, 1);
        // A fault above has already taken items out of the tree; only a ring leaves some without one.
        if let Some(item) = forest.items.iter().flatten().next().filter(|_| self.faults.is_empty()) {
            let message = format!("item `{}` is above itself", item.id);
            self.refuse(&item.span.clone(), message, Some("follow `parent` from item to item".to_owned()));
        }
        let parent = Parent { combine, max, children };
        self.weights(&parent, root, &head.span);
        parent
    }

    /// Numbers of the items by name; a name may come once, and not be that of the root.
    fn numbered<'b>(&mut self, root: &str, items: &'b [Loose]) -> BTreeMap<&'b str, usize> {
        let mut numbers = BTreeMap::new();
        for (number, item) in items.iter().enumerate() {
            let twice = numbers.insert(item.id.as_str(), number).is_some();
            if twice || item.id == root {
                let what = if twice { "two items are" } else { "the method and an item are both" };
                self.refuse(&item.id_span, format!("{what} called `{}`", item.id), None);
            }
        }
        numbers
    }

    fn children(&mut self, forest: &mut Forest, numbers: Vec<usize>, depth: usize) -> Vec<Item> {
        numbers.into_iter().filter_map(|number| self.grown(forest, number, depth)).collect()
    }

    /// An item with everything below it.
    fn grown(&mut self, forest: &mut Forest, number: usize, depth: usize) -> Option<Item> {
        let loose = forest.items.get_mut(number)?.take()?;
        if depth > DEPTH_MAX {
            let message = format!("item `{}` is more than {DEPTH_MAX} levels deep", loose.id);
            self.refuse(&loose.span, message, None);
            return None;
        }
        let below = forest.below.remove(&number).unwrap_or_default();
        if loose.leaf && !below.is_empty() {
            let message = format!("item `{}` has a rule and children; only a leaf has a rule", loose.id);
            self.refuse(&loose.span, message, Some("move the rule into an item of its own".to_owned()));
        }
        let children = self.children(forest, below, depth + 1);
        let content = match loose.rule {
            Some(rule) => Content::Leaf { rule, evidence_min: loose.evidence_min },
            None => Content::Parent(Parent { combine: loose.combine, max: loose.max, children }),
        };
        match &content {
            Content::Parent(parent) if !loose.leaf => {
                self.empty(&content, &loose.id, &loose.span);
                self.weights(parent, &loose.id, &loose.span);
            }
            _ => {}
        }
        Some(Item { id: loose.id, weight: loose.weight, na: loose.na, gate: loose.gate, content })
    }

    /// Shares need something to be shares of, and a weighted mean needs all weights or none.
    fn weights(&mut self, parent: &Parent, id: &str, span: &Range<usize>) {
        if parent.combine != Combine::Sum {
            let worthless = |item: &&Item| matches!(&item.content, Content::Leaf { rule, .. } if rule.max().is_zero());
            if let Some(item) = parent.children.iter().find(worthless) {
                let word = parent.combine.word();
                let message = format!("item `{}` is worth nothing and has no share in the {word} of `{id}`", item.id);
                self.refuse(span, message, None);
            }
        }
        if parent.combine != Combine::WeightedMean {
            return;
        }
        let weights: Vec<&Exact> = parent.children.iter().filter_map(|item| item.weight.as_ref()).collect();
        if weights.is_empty() {
            return;
        }
        if let Some(item) = parent.children.iter().find(|item| item.weight.is_none()) {
            let message = format!("item `{}` has no weight, and others in the weighted mean of `{id}` have", item.id);
            self.refuse(span, message, Some("give every child a weight, or none".to_owned()));
        } else if weights.into_iter().sum::<Exact>().is_zero() {
            self.refuse(span, format!("the weights in the weighted mean of `{id}` add to zero"), None);
        }
    }
}
