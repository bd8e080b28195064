//! Every rule of the log, broken once and kept once, through the door a command uses: a load file in, drafts or
//! diagnostics out. What was accepted must verify, and what an edited log breaks must be found there too.

mod recording;
mod references;
mod roles;
mod stolen;
mod sums;
mod times;

use crate::recorder::{DEFAULTS, Recorder};
use jiff::Timestamp;
use probity_commitments::rules::{Planned, Refused};
use probity_store::SigningKey;

const BASE: &str = include_str!("base.toml");

const EVALUATION: &str = "GrecoEval1/2Rep(2021)1";

/// A notice with evidence, as the ministry sends it.
const DONE: &str = r#"
[[notice]]
actor = "clerk"
role = "ministry"
id = "N1"
measure = "M1"
kind = "result"
sent = 2023-08-17
text = "done"
evidence = ["E1"]
[[evidence]]
actor = "clerk"
role = "ministry"
id = "E1"
on = ["measure:M1"]
kind = "document"
document = { title = "the law" }
"#;

fn at() -> Timestamp {
    "2024-06-01T09:00:00Z".parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::new(&[3; 32])
}

/// Loads texts one after the other over an empty log; the result of the last.
fn loads(texts: &[&str]) -> Result<Planned, Refused> {
    let mut log = Recorder::default();
    let mut last = Ok(Planned { drafts: vec![], warnings: vec![] });
    for text in texts {
        last = log.load(text, at());
    }
    last
}

/// The codes that a file after the base file breaks, and the exit code.
fn codes(more: &str) -> (Vec<String>, u8) {
    codes_after(&[BASE], more)
}

fn codes_after(before: &[&str], more: &str) -> (Vec<String>, u8) {
    let with_defaults = format!("{DEFAULTS}{more}");
    match loads(&[before, &[&with_defaults]].concat()) {
        Ok(_) => (vec![], 0),
        Err(refused) => (refused.diagnostics.into_iter().map(|it| it.code).collect(), refused.exit),
    }
}

fn breaks(code: &str, exit: u8) -> (Vec<String>, u8) {
    (vec![code.to_owned()], exit)
}

fn fine() -> (Vec<String>, u8) {
    (vec![], 0)
}

fn status(actor: &str, role: &str, rest: &str) -> String {
    format!("[[status]]\nactor = \"{actor}\"\nrole = \"{role}\"\nmeasure = \"M1\"\ncutoff = 2023-12-31\n{rest}\n")
}

fn verdict(actor: &str, role: &str, rest: &str) -> String {
    format!(
        "[[verdict]]\nactor = \"{actor}\"\nrole = \"{role}\"\nrecommendation = \"{EVALUATION}/iv\"\nreport = \"R1\"\n{rest}\n"
    )
}
