//! Reports made from records, end to end: an invented state with an invented evaluation, and the real case in which a
//! report prints counts and nobody knows which. What a reader of each language sees is kept in snapshots.

mod forms;
mod kinds;
mod proposals;

use crate::recorder::Recorder;
use jiff::civil::Date;
use probity_commitments::report::{Block, Document, Kind, Made, Question, ReportError, StateNames, report};
use probity_commitments::rules::{Fold, NoLibrary};
use probity_commitments::view::{NoWorld, View};
use probity_core::Language;

const WORLD: &str = include_str!("data/world.toml");
const COUNTS: &str = include_str!("data/counts.toml");

/// A log with these files loaded one after the other.
fn fold(texts: &[&str]) -> Fold {
    let mut log = Recorder::shipped(&NoLibrary);
    for text in texts {
        log.accept(text, "2024-10-01T09:00:00Z".parse().unwrap());
    }
    log.fold
}

struct Names;

impl StateNames for Names {
    fn name(&self, code: &str, language: Language) -> Option<String> {
        let names = match code {
            "KZ" => ["Kazakhstan", "Қазақстан", "Казахстан"],
            "GB" => ["United Kingdom", "Ұлыбритания", "Великобритания"],
            "LT" => ["Lithuania", "Литва", "Литва"],
            _ => return None,
        };
        names.get(language as usize).map(ToString::to_string)
    }
}

fn ask(fold: &Fold, kind: Kind, reference: &str, language: Language, at: &str) -> Result<Document, ReportError> {
    let at: Date = at.parse().unwrap();
    let view = View::new(fold.state(), at, None, &NoWorld);
    let made = Made {
        publisher: "Observatory of Arrania",
        synthetic: true,
        program: "Probity 0",
        known: None,
        events: 42,
        head: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };
    report(&view, &Names, &Question { kind, reference, language }, &made)
}

/// The whole text, one line a text.
fn lines(document: &Document) -> String {
    let mut out = format!("# {}\n", document.title);
    for fact in &document.cover {
        out.push_str(&format!("{} = {}\n", fact.label, fact.value.text()));
    }
    for section in &document.sections {
        out.push_str(&format!("## {} {}\n", section.number, section.title));
        section.blocks.iter().for_each(|block| out.push_str(&shown(block)));
    }
    document.foot.iter().for_each(|remark| out.push_str(&format!("-- {remark}\n")));
    out
}

fn shown(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("### {text}\n"),
        Block::Paragraph { number: Some(number), text } => format!("{number}. {}\n", text.text()),
        Block::Paragraph { number: None, text } => format!("{}\n", text.text()),
        Block::Boxed { label, text } => format!("[{label}] {}\n", text.text()),
        Block::Sides { caption, sides } => {
            let side = |it: &probity_commitments::report::Side| {
                format!(
                    "  <{}> {}\n",
                    it.label,
                    it.items.iter().map(|item| item.text()).collect::<Vec<_>>().join(" / ")
                )
            };
            format!("{caption}\n{}", sides.iter().map(side).collect::<String>())
        }
        Block::Table(table) => {
            let row = |cells: Vec<String>| format!("  | {} |\n", cells.join(" | "));
            let rows = table.rows.iter().map(|cells| row(cells.iter().map(|cell| cell.text.text()).collect()));
            format!("{}\n{}{}", table.caption, row(table.header.clone()), rows.collect::<String>())
        }
        Block::List(items) => items.iter().map(|item| format!("- {}\n", item.text())).collect(),
    }
}
