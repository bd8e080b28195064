//! The table with all its totals, and the relations that everybody can use against it: every node of every hierarchy
//! is the sum of its parts, whatever the codes of the other dimensions.

use super::{Error, Hierarchy};
use std::collections::BTreeMap;

/// Most cells of one table, totals included.
const CELLS_MAX: usize = 1_000_000;
/// Most contributions kept a cell: no rule looks at more.
const CONTRIBUTIONS_MAX: usize = 64;

/// What the owner of the data says about an inner cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    Safe,
    /// It is confidential.
    Primary,
    /// It must not be withheld to protect another.
    Publish,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Number of contributors.
    pub frequency: u64,
    /// What is published, in units of the table's scale.
    pub value: i128,
    /// The largest contributions, descending, in the same unit.
    pub contributions: Vec<i128>,
    /// Weight by column, in thousandths.
    pub weight: i128,
    /// What the owner says.
    pub mark: Mark,
}

impl Cell {
    /// Adds another cell's contributors.
    pub(super) fn add(&mut self, other: &Self) -> Result<(), Error> {
        self.frequency = self.frequency.checked_add(other.frequency).ok_or(Error::Overflow)?;
        self.value = self.value.checked_add(other.value).ok_or(Error::Overflow)?;
        self.weight = self.weight.checked_add(other.weight).ok_or(Error::Overflow)?;
        if !other.contributions.is_empty() {
            self.contributions.extend(&other.contributions);
            self.contributions.sort_by(|a, b| b.cmp(a));
            self.contributions.truncate(CONTRIBUTIONS_MAX);
        }
        Ok(())
    }
}

/// One additive line: a total and its parts, as indices of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The total.
    pub total: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// A table with all its totals. A cell's index is its place in the order of keys.
#[derive(Debug, Clone)]
pub struct Table {
    dimensions: Vec<String>,
    hierarchies: Vec<Hierarchy>,
    cells: Vec<Cell>,
    scale: u32,
}

impl Table {
    /// Adds up the inner cells; a combination that is absent is 0. Values are multiples of `10^-scale`.
    ///
    /// # Errors
    /// When there are more than a million cells, or the sums outgrow exact arithmetic.
    pub fn new(
        dimensions: Vec<String>,
        hierarchies: Vec<Hierarchy>,
        inner: BTreeMap<Vec<usize>, Cell>,
        scale: u32,
    ) -> Result<Self, Error> {
        let size = hierarchies.iter().try_fold(1usize, |size, tree| size.checked_mul(tree.codes().len()));
        let Some(size) = size.filter(|size| *size <= CELLS_MAX) else {
            return Err(Error::Usage(format!("the table has more than {CELLS_MAX} cells with its totals")));
        };
        let mut table = Self { dimensions, hierarchies, cells: vec![Cell::default(); size], scale };
        for (leaf, cell) in &inner {
            for index in table.containing(leaf) {
                table.cells[index].add(cell)?;
            }
            let index = table.index(leaf);
            table.cells[index].mark = cell.mark;
        }
        if table.cells.iter().any(|cell| cell.value.abs() >= 10i128.pow(18)) {
            return Err(Error::Overflow);
        }
        Ok(table)
    }

    /// All cells that contain a leaf, itself included.
    fn containing(&self, leaf: &[usize]) -> Vec<usize> {
        let mut keys = vec![0];
        for (tree, node) in self.hierarchies.iter().zip(leaf) {
            let up: Vec<usize> = tree.ancestors(*node).collect();
            keys = keys.iter().flat_map(|key| up.iter().map(move |node| key * tree.codes().len() + node)).collect();
        }
        keys
    }

    /// All cells that contain the cell of these leaf codes.
    pub(super) fn containing_codes(&self, codes: &[&str]) -> Vec<usize> {
        let key: Option<Vec<usize>> = self.hierarchies.iter().zip(codes).map(|(tree, code)| tree.node(code)).collect();
        key.map(|key| self.containing(&key)).unwrap_or_default()
    }

    fn index(&self, key: &[usize]) -> usize {
        self.hierarchies.iter().zip(key).fold(0, |index, (tree, node)| index * tree.codes().len() + node)
    }

    /// The nodes of a cell.
    fn key(&self, mut index: usize) -> Vec<usize> {
        let mut key = vec![0; self.hierarchies.len()];
        for (node, tree) in key.iter_mut().zip(&self.hierarchies).rev() {
            *node = index % tree.codes().len();
            index /= tree.codes().len();
        }
        key
    }

    /// The names of the dimensions.
    pub fn dimensions(&self) -> &[String] {
        &self.dimensions
    }

    /// All cells in the order of their keys.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Decimals of the values.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// A value of the table as text.
    pub fn text(&self, value: i128) -> String {
        super::number::decimal(value, self.scale)
    }

    /// The codes of a cell.
    pub fn codes(&self, index: usize) -> Vec<&str> {
        let key = self.key(index);
        self.hierarchies.iter().zip(key).map(|(tree, node)| tree.codes()[node].as_str()).collect()
    }

    /// The identifier of a cell: its codes joined by `|`.
    pub fn id(&self, index: usize) -> String {
        self.codes(index).join("|")
    }

    /// The cell with these codes.
    pub fn find<'a>(&self, codes: impl IntoIterator<Item = &'a str>) -> Option<usize> {
        let mut codes = codes.into_iter();
        let key: Option<Vec<usize>> =
            self.hierarchies.iter().map(|tree| codes.next().and_then(|code| tree.node(code))).collect();
        match codes.next() {
            None => key.map(|key| self.index(&key)),
            Some(_) => None,
        }
    }

    /// The total of everything.
    pub fn grand_total(&self) -> usize {
        let key: Vec<usize> = self.hierarchies.iter().map(Hierarchy::root).collect();
        self.index(&key)
    }

    /// Whether a cell has leaf codes only.
    pub fn is_inner(&self, index: usize) -> bool {
        self.hierarchies.iter().zip(self.key(index)).all(|(tree, node)| tree.is_leaf(node))
    }

    /// Every additive line, in the order of its total.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for total in 0..self.cells.len() {
            let mut key = self.key(total);
            for (dimension, tree) in self.hierarchies.iter().enumerate() {
                let node = key[dimension];
                if tree.is_leaf(node) {
                    continue;
                }
                let mut parts = Vec::with_capacity(tree.children(node).len());
                for child in tree.children(node) {
                    key[dimension] = *child;
                    parts.push(self.index(&key));
                }
                key[dimension] = node;
                lines.push(Line { total, parts });
            }
        }
        lines
    }
}
