//! The command line. Names, columns and exit codes are a contract with other people's scripts; the help of every
//! command shows an example that works.

use crate::command::commitments::Commitments;
use crate::command::desk::Desk;
use crate::command::law::Law;
use crate::command::log::Log;
use crate::command::procurement::Procurement;
use crate::command::stats::Stats;
use crate::output::Format;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// An open integrity observatory: corruption measured with its uncertainty, and every number with its proof.
#[derive(Debug, Parser)]
#[command(
    name = "probity",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = "Start with `probity demo`: a synthetic world, assessed and served on this machine.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the demonstration observatory from nothing but this program, assess it and serve it
    #[command(after_help = "Example: probity demo --dir demo --port 8080")]
    Demo(Demo),
    /// Make an empty observatory
    #[command(after_help = "Example: probity init kazakhstan")]
    Init(Init),
    /// Read sources into a register
    #[command(after_help = "Example: probity import perception-scores CPI2012_Results.xlsx --dir kazakhstan")]
    Import(Import),
    /// Run every method whose inputs are there
    #[command(after_help = "Example: probity assess --dir kazakhstan --method cpi")]
    Assess(Assess),
    /// People who work in the observatory
    Desk(Desk),
    /// Walk from a finding to the bytes of its sources
    #[command(after_help = "Example: probity explain cpi:score:KAZ:2012 --dir kazakhstan")]
    Explain(Explain),
    /// Write the whole site as plain files that any web server can serve
    #[command(after_help = "Example: probity export --dir kazakhstan --out www --base https://example.org")]
    Export(Export),
    /// What a method found, as a table on standard output
    #[command(after_help = "Example: probity findings cpi --dir kazakhstan > cpi.csv")]
    Findings(Findings),
    /// The catalogue of methods
    #[command(after_help = "Example: probity methods show cpi")]
    Methods(Methods),
    /// A page of the site as an accessible, archival PDF with its data attached
    #[command(after_help = "Example: probity report country/KAZ --lang kk --out kaz.pdf --dir kazakhstan")]
    Report(crate::command::report::Report),
    /// Serve the site of an observatory
    #[command(after_help = "Example: probity serve --dir kazakhstan --port 8080")]
    Serve(Serve),
    /// What changed between two packages, or two data files of one layout, observation by observation
    #[command(after_help = "Example: probity diff release-2025.1 release-2026.1 > changes.csv\n\
                            Example: probity diff old.csv new.csv --key region,year")]
    Diff(Diff),
    /// Check a package or a signed note
    #[command(after_help = "Example: probity verify release-2026.1 --vkey office.vkey")]
    Verify(Verify),
    /// The findings as a signed package that anyone can check and compute again
    #[command(
        after_help = "Example: probity publish --dir kazakhstan --out release --key probity.key --now 2026-11-21"
    )]
    Publish(Publish),
    /// Compute a package again from its inputs and recipe, and compare byte by byte
    #[command(after_help = "Example: probity rerun release")]
    Rerun(Rerun),
    /// What was promised, by when, and what proves it was done
    #[command(subcommand)]
    Commitments(Commitments),
    /// Perception and experience of corruption
    #[command(subcommand)]
    Index(Index),
    /// The library of legal instruments: texts in time, references, amendments, search
    #[command(subcommand)]
    Law(Law),
    /// A transparency log
    #[command(subcommand)]
    Log(Log),
    /// Open Contracting data: flags, screens, merging, preparing
    #[command(subcommand)]
    Procurement(Procurement),
    /// Legal statistics
    #[command(subcommand)]
    Stats(Stats),
}

/// `probity demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Directory of the observatory; made if it is not there
    #[arg(long, default_value = "demo")]
    pub dir: PathBuf,
    /// Port on the loopback interface; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Make and assess the observatory, then end
    #[arg(long)]
    pub no_serve: bool,
    /// What counts as today
    #[arg(long)]
    pub now: Option<Date>,
    /// Threads to use; the result does not depend on it
    #[arg(long)]
    pub threads: Option<usize>,
}

/// `probity init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The directory; must not exist or be empty
    pub dir: PathBuf,
}

/// `probity import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The register, such as `perception-scores`; a name that is none is answered with all
    pub register: String,
    /// CSV, TSV, XLSX, JSON or JSON Lines, also as `.gz` or `.zst`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// `text`, or `json` for a line a file with every diagnostic
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
    /// Where the files can be had; packages name it
    #[arg(long, value_name = "URL", default_value = "")]
    pub from: String,
    /// Licence of the files, as a name or an address
    #[arg(long, value_name = "LICENCE", default_value = "")]
    pub licence: String,
    /// The licence forbids passing the files on: packages name them without shipping them
    #[arg(long)]
    pub withhold: bool,
    /// The files are secret: packages hold only a salted commitment to them
    #[arg(long, conflicts_with = "withhold")]
    pub confidential: bool,
}

/// `probity assess`.
#[derive(Debug, Args)]
pub struct Assess {
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// Only these methods
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub method: Vec<String>,
    /// `text`, or `json` for a line a method
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
    /// Threads to use; the result does not depend on it
    #[arg(long)]
    pub threads: Option<usize>,
}

/// `probity explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The finding: method:measure:subject:period
    pub finding: String,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// `text` or `json`
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Formats of commands that tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TextFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Formats of commands that list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// `probity findings`.
#[derive(Debug, Args)]
pub struct Findings {
    /// The method's identifier
    pub method: String,
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// `csv`, `json` or `parquet`
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
}

/// `probity methods`.
#[derive(Debug, Args)]
pub struct Methods {
    /// `list` (the default) or `show ID`
    #[command(subcommand)]
    pub command: Option<MethodsCommand>,
}

/// What to show of the catalogue.
#[derive(Debug, Subcommand)]
pub enum MethodsCommand {
    /// All methods, a line each
    #[command(after_help = "Example: probity methods list --format csv")]
    List {
        /// `text`, `json` or `csv`
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// One method's page
    #[command(after_help = "Example: probity methods show rank-sets")]
    Show {
        /// The method's identifier
        id: String,
        /// `text` or `json`
        #[arg(long, value_enum, default_value_t = TextFormat::Text)]
        format: TextFormat,
    },
}

/// `probity export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// Directory for the files; must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Address the copy will have; with it `sitemap.xml` and `robots.txt` are written
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
    /// What counts as today
    #[arg(long)]
    pub now: Option<Date>,
    /// Threads to use; the result does not depend on it
    #[arg(long)]
    pub threads: Option<usize>,
}

/// `probity serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// The port; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// What counts as today
    #[arg(long)]
    pub now: Option<Date>,
}

/// `probity diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The earlier package (a directory) or data file
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// The later package or data file
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// Columns that name a row, for data files of no layout that is known
    #[arg(long, value_name = "COL,COL", value_delimiter = ',')]
    pub key: Vec<String>,
}

/// `probity verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The directory of a package, or a file with a signed note
    #[arg(value_name = "DIR|NOTE")]
    pub path: PathBuf,
    /// Keys one trusts: `<name>+<id>+<base64>`, or a file with one a line
    #[arg(long, value_name = "VKEY|FILE")]
    pub vkey: Vec<String>,
    /// `text`, or `json` for the whole report
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// `probity publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// The observatory
    #[arg(long, default_value = ".")]
    pub dir: PathBuf,
    /// The package's directory; must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// A signing key, as `probity log keygen` makes it
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The day of the release; today when absent
    #[arg(long)]
    pub now: Option<Date>,
    /// Which release of the year it is
    #[arg(long, default_value_t = 1)]
    pub number: u32,
    /// Threads to use; the result does not depend on it
    #[arg(long)]
    pub threads: Option<usize>,
}

/// `probity rerun`.
#[derive(Debug, Args)]
pub struct Rerun {
    /// The package's directory
    pub package: PathBuf,
    /// Where to write what was computed; must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Directory with the inputs the package could not ship
    #[arg(long, value_name = "DIR")]
    pub inputs: Option<PathBuf>,
    /// Threads to use; the result does not depend on it
    #[arg(long)]
    pub threads: Option<usize>,
}

/// Perception and experience.
#[derive(Debug, Subcommand)]
pub enum Index {
    /// One edition of a perception index: score, error, intervals, rank sets
    #[command(after_help = "Example: probity index cpi --sources sources.csv --edition 2023 --out cpi2023")]
    Cpi(Cpi),
    /// What really changed between two editions, and where a source's scale broke
    #[command(after_help = "Example: probity index change --sources sources.csv --from 2012 --to 2023 --out change")]
    Change(Change),
    /// Unobserved components model
    #[command(after_help = "Example: probity index ucm --sources cc2021.csv --representative eiu,prs,vdm --out ucm")]
    Ucm(Ucm),
    /// Confidence sets for ranks
    #[command(
        after_help = "Example: probity index ranks --estimates estimates.csv --coverage 0.9 --draws 10000 --seed 1 --out ranks"
    )]
    Ranks(Ranks),
}

/// `probity index cpi`.
#[derive(Debug, Args)]
pub struct Cpi {
    /// CSV `year,iso3,country` + one column a source, or the publisher's workbook
    #[arg(long, value_name = "FILE")]
    pub sources: PathBuf,
    /// The edition's year
    #[arg(long, value_name = "YEAR")]
    pub edition: i16,
    /// Draws for the rank sets; 0 leaves them out
    #[arg(long)]
    pub draws: Option<u32>,
    /// Seed of the draws
    #[arg(long)]
    pub seed: Option<u64>,
    /// Where the tables go
    #[command(flatten)]
    pub to: To,
}

/// `probity index change`.
#[derive(Debug, Args)]
pub struct Change {
    /// CSV `year,iso3,country` + one column a source
    #[arg(long, value_name = "FILE")]
    pub sources: PathBuf,
    /// The earlier edition
    #[arg(long, value_name = "YEAR")]
    pub from: i16,
    /// The later edition
    #[arg(long, value_name = "YEAR")]
    pub to: i16,
    /// CSV `year,iso3,n,score,se` as the publisher printed them
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
    /// CSV `year,iso3` + the same sources on their own scale
    #[arg(long, value_name = "FILE")]
    pub raw: Option<PathBuf>,
    /// How many comparisons at once are paid for: `bh` or `holm`
    #[arg(long, default_value = "bh")]
    pub adjust: String,
    /// Where the tables go
    #[command(flatten)]
    pub out: To,
}

/// `probity index ucm`.
#[derive(Debug, Args)]
pub struct Ucm {
    /// CSV `unit` + one column a source (0–1)
    #[arg(long, value_name = "FILE", required_unless_present = "plan", requires = "representative")]
    pub sources: Option<PathBuf>,
    /// The representative sources
    #[arg(long, value_name = "S1,S2", value_delimiter = ',')]
    pub representative: Vec<String>,
    /// CSV `group,sources,representative`: many fits at once
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["sources", "representative"])]
    pub plan: Option<PathBuf>,
    /// Where the tables go
    #[command(flatten)]
    pub to: To,
}

/// `probity index ranks`.
#[derive(Debug, Args)]
pub struct Ranks {
    /// CSV `unit,estimate,se`
    #[arg(long, value_name = "FILE")]
    pub estimates: PathBuf,
    /// How often the set must cover the true rank
    #[arg(long)]
    pub coverage: Option<f64>,
    /// Monte-Carlo draws
    #[arg(long)]
    pub draws: Option<u32>,
    /// Seed of the draws
    #[arg(long)]
    pub seed: Option<u64>,
    /// Cover all ranks at once instead of each by itself
    #[arg(long)]
    pub simultaneous: bool,
    /// Where the tables go
    #[command(flatten)]
    pub to: To,
}

/// Where a command's tables go.
#[derive(Debug, Args)]
pub struct To {
    /// Directory for the tables; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Format of the tables
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
}
