//! How long a compliance report of twenty-seven items takes: an invented evaluation with texts, verdicts and information on
//! every recommendation, written as a page so many times. `time` says what a page costs.
//!
//! ```text
//! cargo run --release -p probity-commitments --example report -- 100
//! ```
#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used)] // It stops at the first surprise.

use probity_commitments::record::load::{Form, read};
use probity_commitments::report::{Kind, Made, NoNames, Question, html, report};
use probity_commitments::rules::{Fold, NoLibrary, Shipped, plan};
use probity_commitments::view::{NoWorld, View};
use probity_core::Language;
use std::fmt::Write as _;

const HEAD: &str = r#"
[defaults]
actor = "sec"
role = "secretariat"
source = "invented"
[[body]]
id = "moj"
kind = "ministry"
names = { en = "Ministry" }
[[evaluation]]
id = "XA-4"
procedure = "greco"
state = "XA"
rounds = ["4"]
recommendations = 27
[[report]]
id = "C1"
evaluation = "XA-4"
kind = "compliance"
adopted = 2022-06-17
plenary = 91
[[report]]
id = "C2"
evaluation = "XA-4"
kind = "second_compliance"
adopted = 2024-03-22
plenary = 96
"#;

fn main() {
    let runs: usize = std::env::args().nth(1).and_then(|runs| runs.parse().ok()).unwrap_or(1);
    let mut text = HEAD.to_owned();
    for number in 1..=27 {
        let item = format!("recommendation = \"XA-4/{number}\"");
        let words = "Measures were taken and are described here at some length. ".repeat(8);
        writeln!(text, "[[recommendation]]\nevaluation = \"XA-4\"\nnumber = {number}\ntext = {{ en = \"{words}\" }}")
            .unwrap();
        writeln!(text, "[[verdict]]\n{item}\nreport = \"C1\"\nvalue = \"not\"").unwrap();
        writeln!(
            text,
            "[[verdict]]\n{item}\nreport = \"C2\"\nvalue = \"partly\"\nconsiderations = {{ en = \"{words}\" }}"
        )
        .unwrap();
        writeln!(text, "[[submission]]\nid = \"S{number}\"\nkind = \"situation_report\"\nevaluation = \"XA-4\"\n{item}\nby = \"moj\"\nreceived = 2023-12-20\ntext = {{ en = \"{words}\" }}").unwrap();
    }
    let mut fold = Fold::new(Shipped::with_program().expect("procedures"));
    let entries = read("invented.toml", &text, Form::Toml).expect("records");
    plan(&mut fold, entries, 0, "2024-10-01T09:00:00Z".parse().unwrap(), None, &NoLibrary).expect("no rule is broken");
    let made = Made { publisher: "Example", synthetic: true, program: "Probity", known: None, events: 0, head: "" };
    let mut bytes = 0;
    for _ in 0..runs {
        let view = View::new(fold.state(), "2024-10-01".parse().unwrap(), None, &NoWorld);
        let question = Question { kind: Kind::Compliance, reference: "C2", language: Language::En };
        bytes = html(&report(&view, &NoNames, &question, &made).expect("a report")).len();
    }
    println!("{runs} pages of {bytes} bytes");
}
