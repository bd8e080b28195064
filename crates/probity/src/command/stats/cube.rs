//! `probity stats cube`: official files as one cube, and what could not be read.

use super::files::{self, About};
use crate::failure::Failure;
use crate::output::{self, Format, Table, Value};
use crate::terminal;
use clap::Args;
use probity_core::Diagnostic;
use probity_registers::legal::{Record, source_cell};
use probity_statistics::cube::{COLUMNS, Dimension, Key, Observation};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `probity stats cube`.
#[derive(Debug, Args)]
pub struct Cube {
    /// Official files: workbooks or text tables, also as `.gz` or `.zst`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// What the files do not say
    #[command(flatten)]
    pub about: About,
    /// Directory for `cube.csv` and `rejects.csv`; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Cube) -> Result<(), Failure> {
    let context = arguments.about.context()?;
    let mut cube: BTreeMap<Key, Observation> = BTreeMap::new();
    let (mut rejects, mut lines, mut all) = (Vec::new(), Vec::new(), [0; 3]);
    for path in &arguments.files {
        let (reading, records) = files::read(path, &context)?;
        let mut report = reading.report;
        let twice = gather(path, records, &mut cube);
        let again = twice.len() as u64;
        report.diagnostics.extend(twice);
        let counts = [report.read, report.kept - again, report.rejected + again];
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        let layout = reading.layout.map_or("", |layout| layout.id());
        lines.push(format!("{}: {layout}, {}", path.display(), told(counts)));
        rejects.extend(report.rejects().cloned());
        terminal::diagnostics(&report.diagnostics);
    }
    output::write(&arguments.out, &[table(&cube), reject_table(rejects)], Format::Csv)?;
    lines.iter().for_each(|line| terminal::line(line));
    if arguments.files.len() > 1 {
        terminal::line(&format!("{} files: {}", arguments.files.len(), told(all)));
    }
    Ok(())
}

fn told([read, kept, rejected]: [u64; 3]) -> String {
    format!("{read} read, {kept} kept, {rejected} rejected")
}

/// Adds the observations of a file; one whose cell another file has already given is a reject.
fn gather(path: &Path, records: Vec<Record>, cube: &mut BTreeMap<Key, Observation>) -> Vec<Diagnostic> {
    let mut twice = Vec::new();
    for Record { observation, place } in records {
        match cube.get(&observation.key) {
            Some(earlier) => twice.push(
                Diagnostic::error("duplicate-row", &path.display().to_string(), "another file has this cell already")
                    .at(place)
                    .found(observation.key.to_string())
                    .hint(format!(
                        "it was read from {} {}; give each file its own area and period",
                        earlier.source_file, earlier.source_cell
                    )),
            ),
            None => drop(cube.insert(observation.key.clone(), observation)),
        }
    }
    twice
}

fn table(cube: &BTreeMap<Key, Observation>) -> Table {
    let mut table = Table::new("cube", &COLUMNS);
    for (key, observation) in cube {
        let mut row: Vec<Value> = Dimension::ALL.iter().map(|dimension| key.code(*dimension).into()).collect();
        row.extend([
            observation.value.map_or(Value::Missing, |value| Value::Text(value.to_string())),
            observation.currency.as_str().into(),
            Value::Integer(i64::from(observation.unit_mult)),
            observation.obs_status.code().into(),
            observation.conf_status.code().into(),
            observation.counting_rule.as_str().into(),
            observation.source_form.as_str().into(),
            observation.source_file.as_str().into(),
            observation.source_cell.as_str().into(),
            observation.method_ref.as_str().into(),
            observation.comment.as_str().into(),
        ]);
        table.row(row);
    }
    table
}

/// What could not be read, by file and place.
fn reject_table(mut rejects: Vec<Diagnostic>) -> Table {
    rejects.sort_by(|a, b| (&a.file, &a.place, &a.code).cmp(&(&b.file, &b.place, &b.code)));
    let mut table = Table::new("rejects", &["file", "cell", "text", "rule", "hint"]);
    for reject in rejects {
        let hint = [reject.hint, reject.expected.map(|what| format!("expected: {what}")), Some(reject.message)];
        let file = reject.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        table.row(vec![
            Value::Text(file),
            Value::Text(source_cell(&reject.place)),
            reject.found.as_deref().into(),
            reject.code.as_str().into(),
            hint.into_iter().flatten().next().as_deref().into(),
        ]);
    }
    table
}
