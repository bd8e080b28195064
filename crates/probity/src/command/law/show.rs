//! `probity law show`: what the law says on a day, with the state of every provision.

use crate::failure::Failure;
use crate::law::{self, Moment, Part};
use crate::site::today;
use crate::terminal;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use probity_commitments::law::library::{Collection, Holding, LanguageCode, View, akn, shown, text};
use std::path::PathBuf;

/// `probity law show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The act: a URI such as `/akn/kz/act/law/2015-11-18/410-v`, or its identifier in a source, such as `Z1500000410`
    pub work: String,
    /// The day on which the text is asked for [default: today]
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// The day (or instant) of knowledge: later imports are not seen
    #[arg(long, value_name = "DATE")]
    pub known: Option<Moment>,
    /// The language [default: that of a binding text]
    #[arg(long, value_name = "L")]
    pub lang: Option<LanguageCode>,
    /// Only this provision and what is in it, such as `art_15__para_1`
    #[arg(long, value_name = "E")]
    pub eid: Option<String>,
    /// `text`, `json`, or `akn` for an Akoma Ntoso 3.0 document
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
}

/// Formats of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For other systems of law.
    Akn,
}

/// Runs the command.
pub fn run(arguments: &Show) -> Result<(), Failure> {
    let collection = law::open(&arguments.dir, arguments.known, Part::Works(&[&arguments.work]))?;
    let view = view(&collection, &arguments.work, today(arguments.at), arguments.lang.as_ref())?;
    if arguments.format == Form::Akn {
        if arguments.eid.is_some() {
            return Err(Failure::usage("an Akoma Ntoso document is the whole act").hint("leave `--eid` out"));
        }
        terminal::data(akn::write(view.holding, view.expression)?.as_bytes());
        return Ok(());
    }
    let Some(shown) = shown(&view, arguments.eid.as_deref()) else {
        let eid = arguments.eid.as_deref().unwrap_or_default();
        let date = view.expression.expression_date.0;
        return Err(Failure::missing(format!("the text of {date} has no provision `{eid}`"))
            .hint(format!("`probity law show {} --at {}` lists them all", arguments.work, view.at)));
    };
    match arguments.format {
        Form::Json => super::json(&shown),
        Form::Text | Form::Akn => {
            terminal::data(text(&shown).as_bytes());
            Ok(())
        }
    }
}

/// A work by its name.
pub(super) fn holding<'a>(collection: &'a Collection, name: &str) -> Result<&'a Holding, Failure> {
    collection.work(name).ok_or_else(|| {
        Failure::missing(format!("the library has no `{name}`")).hint("import the act with `probity law import`")
    })
}

/// A work on a day.
pub(super) fn view<'a>(
    collection: &'a Collection,
    name: &str,
    at: Date,
    language: Option<&LanguageCode>,
) -> Result<View<'a>, Failure> {
    let holding = holding(collection, name)?;
    holding.view(at, language).ok_or_else(|| {
        let languages: Vec<&str> = holding.languages().map(LanguageCode::as_str).collect();
        let wanted = language.map(LanguageCode::as_str).unwrap_or_default();
        Failure::missing(format!("the library has no text of `{name}` in `{wanted}`"))
            .hint(format!("it is there in {}", languages.join(", ")))
    })
}
