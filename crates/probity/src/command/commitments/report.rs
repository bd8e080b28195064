//! `probity commitments report`: a report of the records as a page that stands alone, as a table, as linked data or on
//! paper.

use super::asked::Asked;
use super::status::{not_found, role, unwritten};
use crate::evidence::Now;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::terminal;
use clap::{Args, ValueEnum};
use probity_commitments::record::party::Role;
use probity_commitments::report::{
    self as reports, Document, Kind, Made, Question, ReportError, Reporter, csv, html, iati, json_ld,
};
use probity_commitments::view::View;
use probity_core::Language;
use probity_publication::observatory::Names;
use std::path::PathBuf;
use std::str::FromStr;

/// `probity commitments report`.
#[derive(Debug, Args)]
pub struct Report {
    /// compliance, situation, checklist, quarterly, shadow, country-sheet, recommendation, treaty, calendar, board or iati
    kind: Form,
    /// What it is about, by KIND: a report, an evaluation, a programme, a state, `<evaluation>/<number>`, an instrument, or
    /// `all` for the calendar and the board
    #[arg(value_name = "REF")]
    reference: String,
    /// The language: en, kk or ru
    #[arg(long, default_value = "en")]
    lang: Language,
    /// `csv` has a row for every text, `jsonld` is schema.org
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// PDF/A-3a with the table and the linked data inside, instead of a page
    #[arg(long, conflicts_with = "format")]
    pdf: bool,
    /// Write into this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only what this role may read: reports from their authorisation or publication, evidence by its visibility [default:
    /// everything]
    #[arg(long = "as", value_name = "ROLE", value_parser = role)]
    role: Option<Role>,
    /// For iati, the identifier of the organisation that reports, such as XM-DAC-7 [default: one made of the observatory's key]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// For iati, its type in the standard's list: 10 a government, 22 a national non-governmental organisation
    #[arg(long, value_name = "CODE", default_value = "10")]
    org_type: String,
    #[command(flatten)]
    asked: Asked,
}

/// What is asked for: a report, or the results of a programme for other systems.
#[derive(Debug, Clone, Copy)]
enum Form {
    Report(Kind),
    Iati,
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == "iati" { Ok(Self::Iati) } else { name.parse().map(Self::Report) }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Html,
    Csv,
    Jsonld,
}

/// Runs the command.
pub fn run(arguments: &Report) -> Result<(), Failure> {
    let ledger = Ledger::open(&arguments.asked.dir)?;
    let (mut events, mut head) = (0, String::new());
    let fold = ledger.replay(arguments.asked.known, |event, _| {
        events = event.seq + 1;
        head = event.hash.to_string();
    })?;
    let now = Now::of(ledger.observatory(), fold.state(), arguments.asked.known)?;
    let view = View::new(fold.state(), arguments.asked.day(), arguments.role, &now);
    let configuration = ledger.observatory().configuration();
    let kind = match arguments.kind {
        Form::Report(kind) => kind,
        Form::Iati => return results(arguments, &ledger, &view),
    };
    let made = Made {
        publisher: configuration.name.get(arguments.lang),
        synthetic: configuration.synthetic,
        program: concat!("Probity ", env!("CARGO_PKG_VERSION")),
        known: arguments.asked.known,
        events,
        head: &head,
    };
    let question = Question { kind, reference: &arguments.reference, language: arguments.lang };
    let names = Names::read(ledger.observatory()).map_err(|error| Failure::input(error.to_string()))?;
    let document = reports::report(&view, &names, &question, &made).map_err(refused)?;
    give(arguments, &form(arguments, &document, &head)?)
}

fn give(arguments: &Report, bytes: &[u8]) -> Result<(), Failure> {
    match &arguments.out {
        Some(path) => probity_registers::replace(path, bytes)?,
        None => terminal::data(bytes),
    }
    Ok(())
}

/// The results of a programme as IATI 2.03.
fn results(arguments: &Report, ledger: &Ledger, view: &View<'_>) -> Result<(), Failure> {
    if arguments.pdf || !matches!(arguments.format, Format::Html) {
        return Err(Failure::usage("iati is XML and nothing else").hint("leave out --pdf and --format"));
    }
    // Nobody registered this one; it only keeps two observatories apart.
    let own = || format!("PROBITY-{}", ledger.key().signer());
    let reporter = Reporter {
        identifier: &arguments.org.clone().unwrap_or_else(own),
        kind: &arguments.org_type,
        name: ledger.observatory().configuration().name.get(arguments.lang),
    };
    give(arguments, iati(view, &arguments.reference, &reporter).map_err(refused)?.as_bytes())
}

fn form(arguments: &Report, document: &Document, head: &str) -> Result<Vec<u8>, Failure> {
    if arguments.pdf {
        return paper(document, head);
    }
    Ok(match arguments.format {
        Format::Html => html(document) + "\n",
        Format::Csv => csv(document).map_err(unwritten)?,
        Format::Jsonld => json_ld(document),
    }
    .into_bytes())
}

#[cfg(feature = "pdf")]
fn paper(document: &Document, head: &str) -> Result<Vec<u8>, Failure> {
    crate::paper::of_commitments(document, head, csv(document).map_err(unwritten)?)
}

#[cfg(not(feature = "pdf"))]
fn paper(document: &Document, _: &str) -> Result<Vec<u8>, Failure> {
    let message = format!("this program was built without its typesetter, so `{}` is not printed", document.title);
    Err(Failure::usage(message).hint("`cargo build --release --features pdf` builds it in; without --pdf it is a page"))
}

fn refused(error: ReportError) -> Failure {
    let message = error.to_string();
    match error {
        ReportError::NotFound(error) => not_found(error),
        ReportError::NoReport { .. } => Failure::missing(message)
            .hint("give a later --at, or ask for `situation`; no compliance report is not the same as 0 %"),
        ReportError::NotCompliance { .. } => Failure::missing(message).hint("give a later report, or the evaluation"),
        ReportError::NoChecklist { .. } => {
            Failure::missing(message).hint("give an evaluation whose procedure is `uncac`")
        }
        ReportError::NoProgramme { known, .. } => Failure::missing(message).hint(match known.is_empty() {
            true => "no programme is recorded yet".to_owned(),
            false => format!("the programmes are `{}`", known.join("`, `")),
        }),
        ReportError::NoIndicators { .. } => Failure::missing(message)
            .hint("record its results and their indicators first: `[[result]]`, `[[indicator]]`"),
        ReportError::NoRecommendation { .. } => {
            Failure::missing(message).hint("`probity commitments status` lists the recommendations")
        }
        ReportError::NoTreaty { known, .. } => Failure::missing(message).hint(match known.is_empty() {
            true => "no instrument is recorded yet".to_owned(),
            false => format!("the instruments are `{}`", known.join("`, `")),
        }),
    }
}
