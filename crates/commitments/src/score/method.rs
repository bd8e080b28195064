//! A method of scoring as its file says it: items in a tree, what gives a leaf its points, how parents combine them, and
//! the labels of scores. The tree is owned, so an item that is its own ancestor cannot be written down here.

use super::exact::{Exact, Rounding};
use super::pattern::Pattern;
use super::rule::Rule;
use std::collections::BTreeMap;

/// A method.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// Its identifier, which is that of the root, too.
    pub id: String,
    /// Its version; empty when the file names none.
    pub version: String,
    /// Its title by language.
    pub title: BTreeMap<String, String>,
    /// Where it was published.
    pub source: Option<String>,
    /// Whether somebody checked it against the primary text.
    pub verified: bool,
    /// How scores are shown.
    pub rounding: Rounding,
    /// The top items.
    pub root: Parent,
    /// Labels.
    pub levels: Vec<Level>,
}

/// Something that is scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its identifier.
    pub id: String,
    /// What it weighs in a weighted mean.
    pub weight: Option<Exact>,
    /// How it counts when it does not apply.
    pub na: NotApplicable,
    /// Inputs that must all be yes.
    pub gate: Vec<Pattern>,
    /// A leaf or a parent.
    pub content: Content,
}

/// What an item is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A rule over answers.
    Leaf {
        /// The rule.
        rule: Rule,
        /// Fewer pieces of evidence than this give no credit.
        evidence_min: usize,
    },
    /// Other items.
    Parent(Parent),
}

/// Items under one head.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    /// How they become one score.
    pub combine: Combine,
    /// The scale the score is brought to; without it, what the applicable children can reach together.
    pub max: Option<Exact>,
    /// The items, in the order of the file.
    pub children: Vec<Item>,
}

/// How children become one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Combine {
    /// Points are added.
    #[default]
    Sum,
    /// The mean of their shares.
    Mean,
    /// The mean of their shares by weight.
    WeightedMean,
    /// The least share.
    Min,
}

impl Combine {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sum, Self::Mean, Self::WeightedMean, Self::Min];

    /// The word for it in a method file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::WeightedMean => "weighted_mean",
            Self::Min => "min",
        }
    }
}

/// How an item that does not apply counts for its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotApplicable {
    /// It leaves numerator and denominator.
    #[default]
    Exclude,
    /// As fully met.
    Full,
    /// As not met.
    Zero,
}

impl NotApplicable {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Exclude, Self::Full, Self::Zero];

    /// The word for it in a method file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exclude => "exclude",
            Self::Full => "full",
            Self::Zero => "zero",
        }
    }
}

/// A label of scores from a threshold on.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Whose scores.
    pub of: Labelled,
    /// The label.
    pub label: String,
    /// The threshold.
    pub min: Exact,
    /// Whether the threshold itself is outside.
    pub open: bool,
    /// Whether somebody checked the threshold.
    pub verified: bool,
}

/// Whose scores a label is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labelled {
    /// Every top item.
    Tops,
    /// One item, or the root.
    Item(String),
}

impl Method {
    /// Every item, parents before their children.
    pub fn items(&self) -> Vec<&Item> {
        let mut found = Vec::new();
        let mut open: Vec<&Item> = self.root.children.iter().rev().collect();
        while let Some(item) = open.pop() {
            found.push(item);
            if let Content::Parent(parent) = &item.content {
                open.extend(parent.children.iter().rev());
            }
        }
        found
    }
}
