//! Weights of the components.

use super::COMPONENTS;
use crate::settings::SettingsError;

/// Weights only matter beside one another; sums of larger ones would lose digits.
const MAX: f64 = 1e6;

/// A weight of every component, in the order of [`COMPONENTS`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights(pub [f64; COMPONENTS.len()]);

impl Default for Weights {
    fn default() -> Self {
        Self([1.0; COMPONENTS.len()])
    }
}

impl Weights {
    /// Reads weights by the names of components; one that is not named weighs 1.
    ///
    /// # Errors
    /// Names that no component has, weights that are no number, less than nought or beyond a million, and weights that are all nought.
    pub fn of(table: &toml::Table) -> Result<Self, SettingsError> {
        let mut own = Self::default();
        for (name, value) in table {
            let key = format!("cri.weights.{name}");
            let place = COMPONENTS.iter().position(|known| known == name).and_then(|at| own.0.get_mut(at));
            let Some(place) = place else {
                return Err(SettingsError::Unknown { key, known: COMPONENTS.join(", ") });
            };
            let weight = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
            *place = weight.filter(|weight| (0.0..=MAX).contains(weight)).ok_or_else(|| {
                let expected = "write a number from 0 to 1000000, such as 0.5";
                SettingsError::Value { key, found: value.to_string(), expected }
            })?;
        }
        if own.0.iter().all(|weight| *weight == 0.0) {
            return Err(SettingsError::Value {
                key: "cri.weights".to_owned(),
                found: "0 for every component".to_owned(),
                expected: "give at least one component a weight",
            });
        }
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Weights, String> {
        let table: toml::Table = text.parse().expect("TOML");
        Weights::of(&table).map_err(|error| error.to_string())
    }

    #[test]
    fn a_weight_that_is_not_named_is_one() {
        let weights = read("single_bid = 2\nnon_open = 0.5\ntax_haven = 0").expect("weights");
        assert_eq!(weights.0, [2.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_weight_that_cannot_be_one_is_an_error_by_its_name() {
        for wrong in ["-1", "nan", "inf", "1e7", "\"2\"", "true"] {
            let error = read(&format!("decision = {wrong}")).expect_err(wrong);
            assert!(error.starts_with("`cri.weights.decision` is `"), "{error}");
        }
        let error = read("single_bids = 1").expect_err("no component");
        assert!(
            error.starts_with("there is no setting `cri.weights.single_bids`; known: single_bid, no_call"),
            "{error}"
        );
        let none: String = COMPONENTS.iter().map(|name| format!("{name} = 0\n")).collect();
        assert!(read(&none).is_err_and(|error| error.contains("at least one component")));
    }
}
