//! Reading one parameter of a method with its bounds. A parameter outside its bounds is refused with the name and
//! what it must be, before any number is computed from it.

use probity_core::Parameters;
use probity_core::parameter::ParameterError;

fn refused(name: &str, expected: &'static str) -> ParameterError {
    ParameterError::Type { name: name.to_owned(), expected }
}

/// A whole number of at least `least`, as it holds in `year`.
pub(crate) fn count(parameters: &Parameters, name: &str, year: i16, least: u32) -> Result<u32, ParameterError> {
    let value = parameters.at(name, year)?.integer(name)?;
    u32::try_from(value).ok().filter(|count| *count >= least).ok_or_else(|| {
        refused(
            name,
            if least == 0 { "a whole number of at least 0" } else { "a larger whole number (see its minimum)" },
        )
    })
}

/// A number above 0, as it holds in `year`.
pub(crate) fn positive(parameters: &Parameters, name: &str, year: i16) -> Result<f64, ParameterError> {
    let value = parameters.at(name, year)?.number(name)?;
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(refused(name, "a number above 0")) }
}

/// A number strictly between 0 and 1, as it holds in `year`.
pub(crate) fn proportion(parameters: &Parameters, name: &str, year: i16) -> Result<f64, ParameterError> {
    let value = parameters.at(name, year)?.number(name)?;
    if value > 0.0 && value < 1.0 { Ok(value) } else { Err(refused(name, "a number between 0 and 1")) }
}

/// One of a few words, as it holds in `year`.
pub(crate) fn word<T: Copy>(
    parameters: &Parameters,
    name: &str,
    year: i16,
    words: &[(&str, T)],
    expected: &'static str,
) -> Result<T, ParameterError> {
    let value = parameters.at(name, year)?.text(name)?;
    words.iter().find(|(word, _)| *word == value).map(|(_, meaning)| *meaning).ok_or_else(|| refused(name, expected))
}

/// A population size: 0 in the file means that there is none.
pub(crate) fn population(parameters: &Parameters, name: &str, year: i16) -> Result<Option<u32>, ParameterError> {
    let size = count(parameters, name, year, 0)?;
    Ok(Some(size).filter(|size| *size > 0))
}
