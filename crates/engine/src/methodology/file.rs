//! The format of `method.toml`. Unknown keys are errors: a misspelt parameter must not silently keep its default.

use probity_core::parameter::{ParameterValue, Validity};
use probity_core::{Parameters, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A source of the method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The reference as a reader would cite it.
    pub text: String,
    /// Where it can be read, if it is public.
    pub url: Option<String>,
    /// Whether somebody checked the method against it.
    pub verified: bool,
}

/// One parameter value with the years it holds for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    /// Name, as the computation asks for it.
    pub name: String,
    /// `integer`, `number`, `text`, `list` or `flag`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Unit, empty for none.
    #[serde(default)]
    pub unit: String,
    /// The value.
    pub value: ParameterValue,
    /// Smallest value that makes sense.
    pub min: Option<f64>,
    /// Largest value that makes sense.
    pub max: Option<f64>,
    /// First year it holds for.
    pub from: Option<i16>,
    /// Last year it holds for.
    pub to: Option<i16>,
    /// Whether the value was checked.
    pub verified: bool,
    /// Where the value comes from.
    #[serde(default)]
    pub source: String,
}

/// One measure a method puts out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputRow {
    /// The measure's name in finding identifiers.
    pub measure: String,
    /// Unit of value and interval.
    #[serde(default)]
    pub unit: String,
    /// What a reader calls it.
    pub title: Text,
    /// What the interval is; absent when the measure has none.
    pub interval: Option<Text>,
}

/// `method.toml` as written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodFile {
    pub id: String,
    pub version: String,
    pub title: Text,
    pub summary: Text,
    /// What the parts of its subjects (`a|b`) are, in the names of SDMX dimensions.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Methods whose parameters are this one's too.
    #[serde(default)]
    pub uses: Vec<String>,
    #[serde(default, rename = "citation")]
    pub citations: Vec<Citation>,
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<ParameterRow>,
    #[serde(default, rename = "output")]
    pub outputs: Vec<OutputRow>,
}

impl ParameterRow {
    /// What is wrong with the row itself, if anything.
    pub fn problem(&self) -> Option<String> {
        self.expected(&self.value).map(|expected| format!("parameter `{}` is not {expected}", self.name))
    }

    /// What a value of the parameter has to be; `None` when this one is.
    pub fn expected(&self, value: &ParameterValue) -> Option<String> {
        let fits = matches!(
            (value, self.kind.as_str()),
            (ParameterValue::Integer(_), "integer" | "number")
                | (ParameterValue::Number(_), "number")
                | (ParameterValue::Text(_), "text")
                | (ParameterValue::List(_), "list")
                | (ParameterValue::Flag(_), "flag")
        );
        // What is no number at all (`nan`) lies within no bounds.
        let within = value.number(&self.name).ok().is_none_or(|number| {
            number.is_finite() && self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
        });
        if fits && within {
            return None;
        }
        let kind = match self.kind.as_str() {
            "integer" => "a whole number",
            "number" => "a number",
            "text" => "a text",
            "list" => "a list of texts",
            _ => "true or false",
        };
        Some(match (self.min, self.max) {
            (Some(min), Some(max)) => format!("{kind} from {min} to {max}"),
            (Some(min), None) => format!("{kind} of at least {min}"),
            (None, Some(max)) => format!("{kind} of at most {max}"),
            (None, None) => kind.to_owned(),
        })
    }
}

/// The parameters of one method with those of the methods it uses, as their folders describe them and without the rest of
/// the catalogue. `read` gives the `method.toml` of a method.
///
/// # Errors
/// When one of them is not there or does not parse.
pub fn resolve(id: &str, read: &dyn Fn(&str) -> Option<String>) -> Result<Vec<ParameterRow>, String> {
    let file = |id: &str| -> Result<MethodFile, String> {
        let text = read(id).ok_or_else(|| format!("there is no method `{id}`"))?;
        toml::from_str(&text).map_err(|error| format!("method `{id}`: {error}"))
    };
    let own = file(id)?;
    let mut all = own.parameters;
    for used in &own.uses {
        let mut others = file(used)?.parameters;
        others.retain(|row| all.iter().all(|own| own.name != row.name));
        all.append(&mut others);
    }
    Ok(all)
}

/// The rows as the computation asks for them.
pub fn parameters(rows: &[ParameterRow]) -> Parameters {
    let mut all: BTreeMap<String, Vec<Validity>> = BTreeMap::new();
    for row in rows {
        let validity = Validity { value: row.value.clone(), from: row.from, to: row.to };
        all.entry(row.name.clone()).or_default().push(validity);
    }
    Parameters(all)
}
