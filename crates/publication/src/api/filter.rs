//! Filters on components, `c[TIME_PERIOD]=ge:2015+le:2020`: operators of SDMX 3.0, comma for "or", plus for "and". An
//! observation without a value answers no question about its value.

use super::period;
use crate::dataflow::{Dataflow, Dimension, Observation, Role};
use std::cmp::Ordering;
use std::str::FromStr;

/// How a component is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Equal; also without an operator.
    Equal,
    /// Not equal.
    NotEqual,
    /// Greater or equal; of periods: begins not before.
    GreaterOrEqual,
    /// Less or equal; of periods: ends not after.
    LessOrEqual,
    /// Greater; of periods: begins after the end.
    Greater,
    /// Less; of periods: ends before the beginning.
    Less,
    /// Contains the text.
    Contains,
    /// Does not contain the text.
    Lacks,
    /// Starts with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
}

/// The operators and how they are written.
pub const OPERATORS: [(&str, Operator); 10] = [
    ("eq", Operator::Equal),
    ("ne", Operator::NotEqual),
    ("ge", Operator::GreaterOrEqual),
    ("le", Operator::LessOrEqual),
    ("gt", Operator::Greater),
    ("lt", Operator::Less),
    ("co", Operator::Contains),
    ("nc", Operator::Lacks),
    ("sw", Operator::StartsWith),
    ("ew", Operator::EndsWith),
];

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// How.
    pub operator: Operator,
    /// With what.
    pub value: String,
}

/// All comparisons of a filter: one of the outer ones must hold, that is, every one of its inner ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tests(pub Vec<Vec<Test>>);

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// No such operator.
    #[error("`{0}` is no operator: write one of {list}", list = OPERATORS.map(|(name, _)| name).join(", "))]
    Operator(String),
    /// Nothing to compare with.
    #[error("`{0}` compares with nothing: write for instance `ge:2015`")]
    Empty(String),
    /// No such component.
    #[error("{flow} has no component `{name}`; it has {has}")]
    Component {
        /// The dataflow.
        flow: String,
        /// What was asked.
        name: String,
        /// Its components.
        has: String,
    },
    /// A number is needed.
    #[error("OBS_VALUE is compared with a number, not with `{0}`")]
    Number(String),
}

impl FromStr for Tests {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        // A plus that went through the form encoding is a space.
        let all = |group: &str| group.split(['+', ' ']).map(|one| test(one, text)).collect();
        let groups: Vec<Vec<Test>> = text.split(',').map(all).collect::<Result<_, _>>()?;
        Ok(Self(groups))
    }
}

fn test(one: &str, whole: &str) -> Result<Test, FilterError> {
    let (operator, value) = match one.split_once(':') {
        None => (Operator::Equal, one),
        Some((name, value)) => {
            let known = OPERATORS.iter().find(|(known, _)| *known == name);
            (known.ok_or_else(|| FilterError::Operator(name.to_owned()))?.1, value)
        }
    };
    if value.is_empty() {
        Err(FilterError::Empty(whole.to_owned()))
    } else {
        Ok(Test { operator, value: value.to_owned() })
    }
}

/// What of an observation is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Component {
    Dimension(usize),
    Period(usize),
    Value,
    Unit,
    ObsStatus,
    ConfStatus,
    Reason,
}

/// A filter that fits a dataflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    component: Component,
    tests: Tests,
}

impl Filter {
    /// The filter on the component `name` of a dataflow.
    ///
    /// # Errors
    /// When there is no such component, or the value is compared with something that is no number.
    pub fn bind(flow: &Dataflow, name: &str, tests: Tests) -> Result<Self, FilterError> {
        // The period is asked for by the name it mostly has, whatever it is called here.
        let period = |name: &str| name == "TIME_PERIOD" && flow.time().is_some_and(|time| time.id != name);
        let named = |dimension: &Dimension| dimension.id == name || (dimension.role == Role::Time && period(name));
        let dimension = flow.dimensions.iter().position(named);
        let component = match (dimension, name) {
            (Some(at), _) if flow.dimensions[at].role == Role::Time => Component::Period(at),
            (Some(at), _) => Component::Dimension(at),
            (None, "OBS_VALUE") => Component::Value,
            (None, "UNIT_MEASURE") => Component::Unit,
            (None, "OBS_STATUS") => Component::ObsStatus,
            (None, "CONF_STATUS") => Component::ConfStatus,
            (None, "REASON") => Component::Reason,
            _ => {
                let dimensions = flow.dimensions.iter().map(|dimension| dimension.id.as_str());
                let has: Vec<&str> =
                    dimensions.chain(["OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS", "REASON"]).collect();
                return Err(FilterError::Component {
                    flow: flow.id.clone(),
                    name: name.to_owned(),
                    has: has.join(", "),
                });
            }
        };
        let wrong = |test: &&Test| test.value != "*" && !test.value.parse::<f64>().is_ok_and(f64::is_finite);
        match tests.0.iter().flatten().find(wrong) {
            Some(test) if component == Component::Value => Err(FilterError::Number(test.value.clone())),
            _ => Ok(Self { component, tests }),
        }
    }

    /// Whether an observation passes.
    pub fn takes(&self, observation: &Observation) -> bool {
        let held = match self.component {
            Component::Dimension(at) | Component::Period(at) => observation.key.get(at).map(String::as_str),
            Component::Unit => Some(observation.unit.as_str()),
            Component::ObsStatus => Some(observation.obs_status.code()),
            Component::ConfStatus => Some(observation.conf_status.code()),
            Component::Reason => Some(observation.reason.as_str()),
            Component::Value => {
                return observation.value.is_some_and(|value| self.passes(&|test| of_value(value, test)));
            }
        };
        let period = matches!(self.component, Component::Period(_));
        held.is_some_and(|held| self.passes(&|test| if period { of_period(held, test) } else { of_text(held, test) }))
    }

    fn passes(&self, holds: &dyn Fn(&Test) -> bool) -> bool {
        self.tests.0.iter().any(|group| {
            // Nothing equals two codes at once: `KAZ+UZB` can only have been meant as in a key.
            let either = group.len() > 1 && group.iter().all(|test| test.operator == Operator::Equal);
            if either { group.iter().any(holds) } else { group.iter().all(holds) }
        })
    }
}

fn of_order(order: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::Less => order.is_lt(),
        // Parts of texts have no order.
        Operator::Contains | Operator::Lacks | Operator::StartsWith | Operator::EndsWith => false,
    }
}

fn of_value(value: f64, test: &Test) -> bool {
    let order = test.value.parse().ok().and_then(|other: f64| value.partial_cmp(&other));
    test.value == "*" || order.is_some_and(|order| of_order(order, test.operator))
}

fn of_text(held: &str, test: &Test) -> bool {
    let other = test.value.as_str();
    match test.operator {
        Operator::Equal => held == other || other == "*",
        Operator::NotEqual => held != other,
        Operator::Contains => held.contains(other),
        Operator::Lacks => !held.contains(other),
        Operator::StartsWith => held.starts_with(other),
        Operator::EndsWith => held.ends_with(other),
        operator => of_order(period::codes(held, other), operator),
    }
}

fn of_period(held: &str, test: &Test) -> bool {
    let (Some(period), Some(other)) = (period::bounds(held), period::bounds(&test.value)) else {
        return of_text(held, test);
    };
    match test.operator {
        Operator::GreaterOrEqual => period.0 >= other.0,
        Operator::LessOrEqual => period.1 <= other.1,
        Operator::Greater => period.0 > other.1,
        Operator::Less => period.1 < other.0,
        _ => of_text(held, test),
    }
}
