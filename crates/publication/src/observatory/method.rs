//! The catalogue of methods and the page of each, generated from its folder and the comment of its computation.

use super::Context;
use crate::message as say;
use crate::page::method::{Case, CaseTable, Citation, Parameter, View};
use crate::page::methods;
use probity_core::parameter::ParameterValue;
use probity_core::{Language, canonical};
use probity_engine::Methodology;
use probity_engine::methodology::HEADINGS;

/// The catalogue.
pub fn list(context: Context<'_>) -> methods::View {
    let row = |method: &Methodology| methods::Row {
        id: method.id.clone(),
        area: area(context.language, &method.area),
        title: method.title.get(context.language).to_owned(),
        summary: method.summary.get(context.language).to_owned(),
        version: method.version.clone(),
        verified: verified(method),
    };
    methods::View { methods: context.records.methodologies.values().map(row).collect() }
}

/// The area of a method in words.
fn area(language: Language, area: &str) -> String {
    match area {
        "measurement" => say::area_measurement(language),
        "statistics" => say::area_statistics(language),
        "procurement" => say::area_procurement(language),
        other => other.to_owned(),
    }
}

/// A method counts as verified when all it cites and all its parameters were checked.
fn verified(method: &Methodology) -> bool {
    method.citations.iter().all(|citation| citation.verified) && method.parameters.iter().all(|row| row.verified)
}

/// One method; `None` when there is none of that name.
pub fn view(context: Context<'_>, id: &str) -> Option<View> {
    let method = context.records.methodologies.get(id)?;
    let formula = |heading: &str| heading == HEADINGS[2];
    let sections = method.documentation.sections.iter();
    let text = |paragraphs: &[String]| paragraphs.join("\n\n");
    Some(View {
        id: method.id.clone(),
        title: method.title.get(context.language).to_owned(),
        summary: method.summary.get(context.language).to_owned(),
        version: method.version.clone(),
        digest: method.digest.to_string(),
        verified: verified(method),
        sections: sections
            .clone()
            .filter(|section| !formula(&section.heading))
            .map(|section| (heading(context.language, &section.heading), text(&section.paragraphs)))
            .collect(),
        formula: sections
            .filter(|section| formula(&section.heading))
            .map(|section| text(&section.paragraphs))
            .collect(),
        parameters: parameters(method),
        citations: citations(method),
        case: method.cases.first().map(case),
    })
}

/// The fixed headings of a method's own text, in the reader's language.
fn heading(language: Language, heading: &str) -> String {
    match heading {
        "What it finds" => say::method_heading_finds(language),
        "Why it matters" => say::method_heading_matters(language),
        "Exclusions" => say::method_heading_exclusions(language),
        "Source" => say::method_heading_source(language),
        other => other.to_owned(),
    }
}

fn citations(method: &Methodology) -> Vec<Citation> {
    let cited = method.citations.iter();
    cited.map(|row| Citation { text: row.text.clone(), url: row.url.clone().unwrap_or_default() }).collect()
}

/// The parameters of a method, a row for each span of years.
pub fn parameters(method: &Methodology) -> Vec<Parameter> {
    let row = |row: &probity_engine::methodology::ParameterRow| Parameter {
        name: row.name.clone(),
        title: row.source.clone(),
        value: value(&row.value),
        unit: row.unit.clone(),
        from: row.from,
        to: row.to,
        verified: row.verified,
    };
    method.parameters.iter().map(row).collect()
}

/// A parameter's value as text.
pub fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Flag(flag) => flag.to_string(),
        ParameterValue::Integer(number) => number.to_string(),
        ParameterValue::Number(number) => canonical::number(*number),
        ParameterValue::Text(text) => text.clone(),
        ParameterValue::List(list) => list.join(", "),
    }
}

fn case(case: &probity_engine::methodology::Case) -> Case {
    Case {
        title: case.why.trim().to_owned(),
        inputs: case.inputs.iter().map(|(register, (file, text))| input(register, file, text)).collect(),
        output: table("expected", &case.expected),
    }
}

/// A file of the case: a table, or the lines of a document that is none.
fn input(register: &str, file: &str, text: &str) -> CaseTable {
    if file.ends_with(".csv") {
        return table(register, text);
    }
    let rows = text.lines().map(|line| vec![line.to_owned()]).collect();
    CaseTable { caption: register.to_owned(), header: vec![file.to_owned()], rows }
}

fn table(caption: &str, text: &str) -> CaseTable {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = reader.headers().map(cells).unwrap_or_default();
    let rows = reader.records().filter_map(Result::ok).map(|record| cells(&record)).collect();
    CaseTable { caption: caption.to_owned(), header, rows }
}
