//! Chores of the repository. `cargo run -p xtask -- tidy` holds the rules of the house.

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => tidy(),
        _ => bail!("usage: cargo run -p xtask -- tidy"),
    }
}

/// Figures to standard output, breaches to standard error; exit 1 when there are any.
#[allow(clippy::print_stdout, clippy::print_stderr)]
fn tidy() -> Result<ExitCode> {
    // As cargo says when it runs, not as it said when it compiled: checkouts may share one target directory.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&own).join("..").canonicalize()?;
    let report = xtask::tidy::check(&root)?;
    report.figures.iter().for_each(|line| println!("{line}"));
    report.breaches.iter().for_each(|line| eprintln!("error: {line}"));
    if report.breaches.is_empty() {
        println!("tidy");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{} breaches of the rules of the house", report.breaches.len());
    Ok(ExitCode::FAILURE)
}
