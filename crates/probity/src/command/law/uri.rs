//! `probity law uri`: URIs of acts taken apart, one object each.

use super::json;
use crate::failure::Failure;
use crate::text;
use clap::Args;
use probity_commitments::law::uri::rows;
use std::path::Path;

/// `probity law uri`.
#[derive(Debug, Args)]
pub struct Uri {
    /// URIs such as `/akn/kz/act/law/2015-11-18/410-v/rus@2016-01-01`; `-` reads one a line from standard input
    #[arg(required = true, allow_hyphen_values = true)]
    pub uri: Vec<String>,
}

/// Runs the command.
pub fn run(arguments: &Uri) -> Result<(), Failure> {
    let mut uris = Vec::new();
    for uri in &arguments.uri {
        match uri.as_str() {
            "-" => uris.extend(text::read_or_standard(Path::new("-"))?.lines().map(str::to_owned)),
            uri => uris.push(uri.to_owned()),
        }
    }
    let rows = rows(&uris);
    json(&rows)?;
    match rows.iter().filter(|row| !row.valid).count() {
        0 => Ok(()),
        1 => Err(Failure::input("a URI is not valid").hint("`error` says what was expected")),
        more => Err(Failure::input(format!("{more} URIs are not valid")).hint("`error` says what was expected")),
    }
}
