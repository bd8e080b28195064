//! `probity law`: the library of legal instruments. What the law said on a day, what its texts refer to and change, and how
//! it is found; every answer is computed by the room `commitments`.

mod diff;
mod eid;
mod gaps;
mod import;
mod instructions;
mod refs;
mod search;
mod show;
mod stem;
mod uri;

use crate::failure::Failure;
use crate::terminal;
use clap::Subcommand;
use serde::Serialize;

/// The library of legal instruments.
#[derive(Debug, Subcommand)]
pub enum Law {
    /// What changed in an act between two days, or between two acts: CSV `eid,change,before,after`
    #[command(after_help = "Example: probity law diff Z1500000410 2016-01-01 2020-01-01 --dir kazakhstan\n\
                            Example: probity law diff /akn/un/act/2000/model@2000-01-01 Z1500000410@2020-01-01 --dir kazakhstan")]
    Diff(diff::Diff),
    /// The identifiers (eId) of a document's provisions, computed from their printed numbers
    #[command(after_help = "Example: probity law eid act.xml --map changed.csv > new.xml\n\
                            Example: probity law eid --nums numbers.csv")]
    Eid(eid::Eid),
    /// What a treaty asks and the law does not answer: CSV `standard,obligation,state,rows,provisions`
    #[command(after_help = "Example: probity law gaps uncac --country kz --at 2024-06-30 --dir kazakhstan\n\
                            Example: probity law gaps uncac/5 --all --dir kazakhstan")]
    Gaps(gaps::Gaps),
    /// Read acts and tables of concordance into the library; prints counts read, kept, rejected
    #[command(after_help = "Example: probity law import act-2015.json act-2020.json --dir kazakhstan\n\
                            Example: probity law import act.txt --work /akn/kz/act/law/2015-11-18/410-v --lang ru --date 2015-11-18\n\n\
                            The forms of files are explained in docs/law.md.")]
    Import(import::Import),
    /// What amending acts change, as data: provisions replaced, inserted, deleted, repealed, and from when
    #[command(after_help = "Example: probity law instructions 223257.json\n\
                            Example: probity law instructions --lang kk act.txt")]
    Instructions(instructions::Instructions),
    /// The provisions that texts refer to, with their places: CSV `line,start,end,text,eid,act`
    #[command(after_help = "Example: echo 'подпункт 5) пункта 1 статьи 15' | probity law refs --lang ru -")]
    Refs(refs::Refs),
    /// Provisions that hold the words of a query in any form: CSV `rank,work,eid,language,score,snippet`
    #[command(after_help = "Example: probity law search 'сыбайлас жемқорлық' --lang kk --dir kazakhstan")]
    Search(search::Search),
    /// The text of an act on a day, and of each provision whether it applies and since when
    #[command(after_help = "Example: probity law show Z1500000410 --at 2020-01-01 --lang kk --dir kazakhstan\n\
                            Example: probity law show Z1500000410 --eid art_15 --format json --dir kazakhstan")]
    Show(show::Show),
    /// The stems under which the search finds words: CSV `word,stem`
    #[command(after_help = "Example: probity law stem --lang kk жемқорлыққа жемқорлықпен\n\
                            Example: probity law stem --lang kk --words words.csv > stems.csv")]
    Stem(stem::Stem),
    /// URIs of acts taken apart into country, kind, date, number, language and more: JSON
    #[command(after_help = "Example: probity law uri /akn/kz/act/law/2015-11-18/410-v/rus@2016-01-01")]
    Uri(uri::Uri),
}

/// Runs the command.
pub fn run(law: &Law) -> Result<(), Failure> {
    match law {
        Law::Diff(arguments) => diff::run(arguments),
        Law::Eid(arguments) => eid::run(arguments),
        Law::Gaps(arguments) => gaps::run(arguments),
        Law::Import(arguments) => import::run(arguments),
        Law::Instructions(arguments) => instructions::run(arguments),
        Law::Refs(arguments) => refs::run(arguments),
        Law::Search(arguments) => search::run(arguments),
        Law::Show(arguments) => show::run(arguments),
        Law::Stem(arguments) => stem::run(arguments),
        Law::Uri(arguments) => uri::run(arguments),
    }
}

/// Prints a value as one line of JSON.
fn json<T: Serialize + ?Sized>(value: &T) -> Result<(), Failure> {
    terminal::line(&serde_json::to_string(value).map_err(|error| Failure::input(error.to_string()))?);
    Ok(())
}

/// A table with its header, which is there even when no row is.
fn csv<R, C>(header: &[&str], rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, Failure>
where
    R: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let failed = |error: csv::Error| Failure::input(format!("the table cannot be written: {error}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(header).map_err(failed)?;
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
}
