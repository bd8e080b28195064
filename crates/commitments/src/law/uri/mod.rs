//! URIs of acts by Akoma Ntoso's naming convention. Evidence, references and pins name acts by them, so that a URI is
//! taken apart once, here, and its work, expression and manifestation are always written the same way.

mod parse;
#[cfg(test)]
mod tests;

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A URI taken apart. Its text form is the URI again, without a needless `/` at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Uri {
    /// Whether it began with `/akn`.
    pub prefix: bool,
    /// Two lower-case letters.
    pub country: String,
    /// A place inside the country.
    pub locality: Option<String>,
    /// What kind of document: `act`.
    pub doctype: String,
    /// A kind of act: `law`, `by-law`.
    pub subtype: Option<String>,
    /// Who issued it.
    pub actor: Option<String>,
    /// `YYYY[-MM[-DD]]`, as printed.
    pub date: String,
    /// The number, as printed.
    pub number: String,
    /// Three lower-case letters, and the date of the expression.
    pub language: Option<Language>,
    /// A component, such as `main` or `schedule1`.
    pub component: Option<String>,
    /// A portion, such as `sec_5`.
    pub portion: Option<String>,
    /// A file format, such as `html`.
    pub format: Option<String>,
}

/// The language of an expression and which expression it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Language {
    /// Three lower-case letters.
    pub code: String,
    /// With its sign: `@2014-01-01`, `@`, `:2014-01-01`; nothing = the current one.
    pub date: Option<String>,
}

/// A text that is not such a URI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {column} {expected} is expected")]
pub struct UriError {
    /// The first wrong character, from 1.
    pub column: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl FromStr for Uri {
    type Err = UriError;

    fn from_str(text: &str) -> Result<Self, UriError> {
        parse::uri(text)
    }
}

impl Uri {
    /// The work: without language, date, portion and format.
    pub fn work(&self) -> String {
        let mut work = self.act();
        if let Some(component) = &self.component {
            work.push_str("/!");
            work.push_str(component);
        }
        work
    }

    /// The expression; none without a language.
    pub fn expression(&self) -> Option<String> {
        let language = self.language.as_ref()?;
        Some(format!("{}/{language}{}", self.act(), self.inside()))
    }

    /// The manifestation; none without a language and a format.
    pub fn manifestation(&self) -> Option<String> {
        Some(format!("{}.{}", self.expression()?, self.format.as_ref()?))
    }

    fn act(&self) -> String {
        let mut act = String::from(if self.prefix { "/akn/" } else { "/" });
        act.push_str(&self.country);
        if let Some(locality) = &self.locality {
            act.push('-');
            act.push_str(locality);
        }
        let steps = [Some(&self.doctype), self.subtype.as_ref(), self.actor.as_ref()];
        for step in steps.into_iter().flatten().chain([&self.date, &self.number]) {
            act.push('/');
            act.push_str(step);
        }
        act
    }

    /// Component and portion, with the `/` before them.
    fn inside(&self) -> String {
        let component = self.component.as_ref().map(|component| format!("!{component}")).unwrap_or_default();
        let portion = self.portion.as_ref().map(|portion| format!("~{portion}")).unwrap_or_default();
        if component.is_empty() && portion.is_empty() { String::new() } else { format!("/{component}{portion}") }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.code, self.date.as_deref().unwrap_or_default())
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.act())?;
        if let Some(language) = &self.language {
            write!(f, "/{language}")?;
        }
        let inside = self.inside();
        f.write_str(&inside)?;
        let Some(format) = &self.format else { return Ok(()) };
        // Without a language or a component a full stop would belong to the number.
        if self.language.is_none() && inside.is_empty() {
            f.write_str("/")?;
        }
        write!(f, ".{format}")
    }
}

/// What the command prints of one URI; what is absent is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UriRow {
    /// As it was given.
    pub uri: String,
    /// Whether it is a URI of the convention; if not, the rest is `null` but for `error`.
    pub valid: bool,
    /// `akn`.
    pub prefix: Option<&'static str>,
    /// See [`Uri::country`].
    pub country: Option<String>,
    /// See [`Uri::locality`].
    pub locality: Option<String>,
    /// See [`Uri::doctype`].
    pub doctype: Option<String>,
    /// See [`Uri::subtype`].
    pub subtype: Option<String>,
    /// See [`Uri::actor`].
    pub actor: Option<String>,
    /// See [`Uri::date`].
    pub date: Option<String>,
    /// See [`Uri::number`].
    pub number: Option<String>,
    /// See [`Language::code`].
    pub language: Option<String>,
    /// See [`Language::date`].
    pub expression_date: Option<String>,
    /// See [`Uri::component`].
    pub component: Option<String>,
    /// See [`Uri::portion`].
    pub portion: Option<String>,
    /// See [`Uri::format`].
    pub format: Option<String>,
    /// See [`Uri::work`].
    pub work: Option<String>,
    /// See [`Uri::expression`].
    pub expression: Option<String>,
    /// See [`Uri::manifestation`].
    pub manifestation: Option<String>,
    /// What was expected, when it is not valid.
    pub error: Option<String>,
}

/// One row a URI, in order. The command exits with 3 when a row is not valid.
pub fn rows<S: AsRef<str>>(uris: &[S]) -> Vec<UriRow> {
    uris.iter().map(|uri| row(uri.as_ref())).collect()
}

fn row(text: &str) -> UriRow {
    let uri = match text.parse::<Uri>() {
        Ok(uri) => uri,
        Err(error) => return UriRow { uri: text.to_owned(), error: Some(error.to_string()), ..UriRow::default() },
    };
    let (work, expression, manifestation) = (uri.work(), uri.expression(), uri.manifestation());
    let (language, expression_date) = uri.language.map(|language| (language.code, language.date)).unzip();
    UriRow {
        uri: text.to_owned(),
        valid: true,
        prefix: uri.prefix.then_some("akn"),
        country: Some(uri.country),
        locality: uri.locality,
        doctype: Some(uri.doctype),
        subtype: uri.subtype,
        actor: uri.actor,
        date: Some(uri.date),
        number: Some(uri.number),
        language,
        expression_date: expression_date.flatten(),
        component: uri.component,
        portion: uri.portion,
        format: uri.format,
        work: Some(work),
        expression,
        manifestation,
        error: None,
    }
}
