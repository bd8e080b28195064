//! What the attacker knows besides the table: facts published elsewhere or earlier, each a sum of cells with its
//! value. A code that was split makes the old total such a fact over the new cells.

use super::source::Source;
use super::{Error, Scaled, Table};
use probity_core::Diagnostic;
use std::collections::BTreeMap;

/// A known equation: the sum of coefficient times cell is the value.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Cell identifiers with their coefficients.
    pub terms: Vec<(String, Scaled)>,
    /// What they add up to.
    pub value: Scaled,
    /// Where it stands, for messages.
    pub file: String,
    /// Line of its first term.
    pub line: u64,
}

/// Reads a file of facts: `fact,cell,coefficient,value`, a row a term.
///
/// # Errors
/// A diagnostic with the line of what cannot be read.
pub fn facts(source: &Source) -> Result<Vec<Fact>, Error> {
    let [name, cell, coefficient, value] = ["fact", "cell", "coefficient", "value"].map(|column| source.column(column));
    let (name, cell, coefficient, value) = (name?, cell?, coefficient?, value?);
    let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
    for (row, (line, cells)) in source.rows.iter().enumerate() {
        let number = |column: usize| -> Result<Scaled, Error> {
            let found = source.number(row, column)?;
            found.ok_or_else(|| source.fault(row, column, "there is no number").into())
        };
        let text = |column: usize| cells.get(column).cloned().unwrap_or_default();
        let (factor, sum) = (number(coefficient)?, number(value)?);
        let fact = facts.entry(text(name)).or_insert_with(|| Fact {
            name: text(name),
            terms: Vec::new(),
            value: sum,
            file: source.file.clone(),
            line: *line,
        });
        if fact.value != sum {
            let message = format!("fact `{}` has another value on line {}", fact.name, fact.line);
            return Err(source.fault(row, value, message).into());
        }
        fact.terms.push((text(cell), factor));
    }
    Ok(facts.into_values().collect())
}

/// A fact over the cells of a table: whole coefficients that add up to nothing when the cells move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Cells and coefficients, each cell once.
    pub terms: Vec<(usize, i64)>,
}

impl Fact {
    /// The fact over the cells of `table`.
    ///
    /// # Errors
    /// When a cell is not in the table, or the fact contradicts it: then one of the two is wrong.
    pub(super) fn relation(&self, table: &Table) -> Result<Relation, Error> {
        let scale = self.terms.iter().map(|(_, factor)| factor.scale).max().unwrap_or(0);
        let fault = |message: String| {
            Diagnostic::error("fact", &self.file, message).at(probity_core::Place {
                sheet: None,
                row: self.line,
                column: 0,
            })
        };
        let mut terms: BTreeMap<usize, i64> = BTreeMap::new();
        let mut sum = 0i128;
        for (id, factor) in &self.terms {
            let Some(cell) = table.find(id.split('|')) else {
                return Err(fault(format!("fact `{}`: there is no cell `{id}`", self.name))
                    .hint(format!("a cell is its codes in the order {}", table.dimensions().join("|")))
                    .into());
            };
            let factor = factor.at(scale).and_then(|factor| i64::try_from(factor).ok()).ok_or(Error::Overflow)?;
            let entry = terms.entry(cell).or_default();
            *entry = entry.checked_add(factor).ok_or(Error::Overflow)?;
            let product = table.cells()[cell].value.checked_mul(i128::from(factor)).ok_or(Error::Overflow)?;
            sum = sum.checked_add(product).ok_or(Error::Overflow)?;
        }
        let unit = |scale: u32| 10i128.checked_pow(scale).ok_or(Error::Overflow);
        let stated = self.value.mantissa.checked_mul(unit(table.scale() + scale)?).ok_or(Error::Overflow)?;
        if sum.checked_mul(unit(self.value.scale)?).ok_or(Error::Overflow)? != stated {
            let computed = super::number::decimal(sum, table.scale() + scale);
            let message = format!("fact `{}` contradicts the table, whose cells give {computed}", self.name);
            return Err(fault(message)
                .hint("correct the fact or the table; revised cells need a fact of their own")
                .into());
        }
        terms.retain(|_, factor| *factor != 0);
        Ok(Relation { terms: terms.into_iter().collect() })
    }
}
