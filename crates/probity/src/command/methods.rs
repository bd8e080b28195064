//! `probity methods`: the catalogue, and the page of one method as text.

use crate::arguments::{ListFormat, Methods, MethodsCommand, TextFormat};
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::{methods, terminal};
use probity_engine::Methodology;
use probity_engine::methodology::ParameterRow;
use serde_json::json;

/// Runs the command.
pub fn run(arguments: &Methods) -> Result<(), Failure> {
    match &arguments.command {
        None => list(ListFormat::Text),
        Some(MethodsCommand::List { format }) => list(*format),
        Some(MethodsCommand::Show { id, format }) => show(id, *format),
    }
}

fn list(format: ListFormat) -> Result<(), Failure> {
    let catalogue = methods::catalogue()?;
    let all: Vec<&Methodology> = catalogue.iter().map(|entry| &entry.methodology).collect();
    if format == ListFormat::Text {
        let width = all.iter().map(|method| method.id.len()).max().unwrap_or(0);
        for method in all {
            terminal::line(&format!("{:width$}  {}  {}", method.id, method.version, method.title.en));
        }
        return Ok(());
    }
    let mut table = Table::new("methods", &["id", "area", "version", "title", "digest"]);
    for method in all {
        let digest = method.digest.to_string();
        let texts = [&method.id, &method.area, &method.version, &method.title.en, &digest];
        table.row(texts.into_iter().map(|text| Value::from(text.as_str())).collect());
    }
    terminal::data(&table.contents(if format == ListFormat::Json { Format::Json } else { Format::Csv })?);
    Ok(())
}

fn show(id: &str, format: TextFormat) -> Result<(), Failure> {
    let catalogue = methods::catalogue()?;
    let entry = catalogue.get(id).ok_or_else(|| {
        let all: Vec<&str> = catalogue.iter().map(|entry| entry.methodology.id.as_str()).collect();
        Failure::usage(format!("there is no method `{id}`")).hint(format!("the methods are {}", all.join(", ")))
    })?;
    match format {
        TextFormat::Text => page(&entry.methodology).iter().for_each(|line| terminal::line(line)),
        TextFormat::Json => terminal::line(&document(&entry.methodology)),
    }
    Ok(())
}

fn page(method: &Methodology) -> Vec<String> {
    let mut lines = vec![format!("# {} ({} {})", method.title.en, method.id, method.version), String::new()];
    lines.extend([method.summary.en.clone(), String::new()]);
    for section in &method.documentation.sections {
        lines.extend([format!("## {}", section.heading), String::new()]);
        for paragraph in &section.paragraphs {
            lines.extend([paragraph.clone(), String::new()]);
        }
    }
    lines.extend(["## Parameters".to_owned(), String::new()]);
    lines.extend(method.parameters.iter().map(parameter));
    lines.extend([String::new(), "## Outputs".to_owned(), String::new()]);
    for output in &method.outputs {
        let interval = output.interval.as_ref().map(|text| format!("; interval: {}", text.en)).unwrap_or_default();
        lines.push(format!("- {} ({}): {}{interval}", output.measure, output.unit, output.title.en));
    }
    lines.extend([String::new(), "## Cited".to_owned(), String::new()]);
    for citation in &method.citations {
        let checked = if citation.verified { "" } else { " (not verified)" };
        lines.push(format!("- {}{checked}", citation.text));
    }
    for case in &method.cases {
        lines.extend([String::new(), format!("## Case: {}", case.name), String::new(), case.why.trim().to_owned()]);
    }
    lines
}

fn parameter(row: &ParameterRow) -> String {
    let years = match (row.from, row.to) {
        (None, None) => String::new(),
        (from, to) => {
            let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
            format!(" [{}–{}]", year(from), year(to))
        }
    };
    let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
    let checked = if row.verified { "" } else { " (not verified)" };
    let value = serde_json::to_string(&row.value).unwrap_or_default();
    format!("- {} = {value}{unit}{years}{checked}", row.name)
}

fn document(method: &Methodology) -> String {
    json!({
        "id": method.id, "area": method.area, "version": method.version, "digest": method.digest,
        "title": method.title, "summary": method.summary, "citations": method.citations,
        "parameters": method.parameters, "outputs": method.outputs,
    })
    .to_string()
}
