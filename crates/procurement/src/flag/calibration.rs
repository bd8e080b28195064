//! What a run was calibrated with: the fences, medians and rates that were computed from all its processes and decide about
//! single ones. They move whenever processes are added, so they have an identity of their own, apart from the findings.

use probity_core::canonical;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Numbers by what they were computed from, made as they are asked for.
pub type Numbers<'j> = Box<dyn Iterator<Item = (String, Vec<f64>)> + 'j>;

/// The numbers computed from all processes that a flag holds its answers against.
pub struct Calibration<'j> {
    /// Always in the same order; counts that decide nothing, such as the size of a group, are left out.
    pub numbers: Numbers<'j>,
    /// Whether the value of a finding is itself a distance from these numbers, so that it moves with them.
    pub relative: bool,
}

/// The same, put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calibrated {
    /// SHA-256 of all numbers with their names, as lines of canonical JSON.
    pub sha256: String,
    /// How many groups, markets or other things have numbers.
    pub groups: u64,
    /// Whether values of findings are distances from these numbers.
    pub relative: bool,
}

impl<'j> Calibration<'j> {
    /// Of numbers that values are held against.
    pub fn of(numbers: impl IntoIterator<Item = (String, Vec<f64>), IntoIter: 'j>) -> Self {
        Self { numbers: Box::new(numbers.into_iter()), relative: false }
    }

    /// Of numbers that values are distances from.
    pub fn relative(self) -> Self {
        Self { relative: true, ..self }
    }

    /// And further numbers.
    pub fn and(self, more: impl IntoIterator<Item = (String, Vec<f64>), IntoIter: 'j>) -> Self {
        Self { numbers: Box::new(self.numbers.chain(more)), ..self }
    }

    /// Puts the numbers together; group by group, because there may be as many as kinds of items.
    ///
    /// # Errors
    /// When a name cannot be written as JSON.
    pub fn digest(self) -> Result<Calibrated, serde_json::Error> {
        let (mut hasher, mut groups) = (Sha256::new(), 0);
        for (name, numbers) in self.numbers {
            let numbers: Vec<Value> = numbers.into_iter().map(number).collect();
            hasher.update(canonical::json(&json!([name, numbers]))?);
            hasher.update(b"\n");
            groups += 1;
        }
        let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Calibrated { sha256, groups, relative: self.relative })
    }
}

/// JSON has no word for a fence that is out of reach.
fn number(value: f64) -> Value {
    if value.is_finite() { value.into() } else { value.to_string().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_and_any_name_makes_another_digest_and_the_same_ones_the_same() {
        let of = |name: &str, value: f64| {
            let numbers = vec![("a".to_owned(), vec![1.0, 2.0]), (name.to_owned(), vec![value])];
            Calibration::of(numbers).digest().expect("numbers")
        };
        assert_eq!(of("b", 0.5), of("b", 0.5));
        assert_eq!(of("b", 0.5).groups, 2);
        assert_ne!(of("b", 0.5).sha256, of("c", 0.5).sha256);
        assert_ne!(of("b", 0.5).sha256, of("b", 0.500_000_1).sha256);
        assert_ne!(of("b", f64::INFINITY).sha256, of("b", f64::NEG_INFINITY).sha256);
    }
}
