//! Draws a form: each field as the control that its sort asks for, the fields of a table together in a frame.

use super::choices::{self, LISTED};
use super::form::{Field, Form, Sort};
use super::read::Fault;
use super::values::Values;
use super::words;
use crate::pages::control::{Control, hidden, id_of};
use crate::reader::Reader;
use crate::say::Say;
use maud::{Markup, html};
use probity_core::Language;
use std::collections::BTreeSet;

/// What a form is drawn from.
pub(crate) struct Drawing<'a> {
    pub reader: &'a Reader<'a>,
    pub form: &'a Form,
    pub values: &'a Values,
    pub faults: &'a [Fault],
    /// Fields that are sent as they are and cannot be changed here.
    pub fixed: &'a [&'a str],
}

/// Rows that are offered beyond those filled in.
const SPARE: usize = 2;

impl Drawing<'_> {
    fn say(&self) -> Say {
        Say(self.reader.language)
    }

    /// All fields, in order.
    pub(crate) fn fields(&self) -> Markup {
        let mut drawn = BTreeSet::new();
        html! {
            @for field in &self.form.fields {
                @match field.table() {
                    None => (self.field(field)),
                    Some(table) => @if drawn.insert(table) { (self.frame(table)) },
                }
            }
        }
    }

    fn frame(&self, table: &str) -> Markup {
        let own = self.form.fields.iter().filter(|field| field.table() == Some(table));
        html! {
            fieldset class="frame" {
                legend { (words::label(self.form.kind, table, self.reader.language)) }
                @for field in own { (self.field(field)) }
            }
        }
    }

    fn field(&self, field: &Field) -> Markup {
        if self.fixed.contains(&field.name.as_str()) {
            return self.fixed_field(field);
        }
        self.control(&field.name, &field.name, field, field.required && field.table().is_none())
    }

    /// A field that stands as it is: shown, and sent again unseen.
    fn fixed_field(&self, field: &Field) -> Markup {
        let below: Vec<(String, &str)> =
            self.values.below(&field.name).map(|(part, text)| (format!("{}.{part}", field.name), text)).collect();
        let own = self.values.all(&field.name).into_iter().map(|text| (field.name.clone(), text));
        let values: Vec<(String, &str)> = own.chain(below).collect();
        let texts: Vec<&str> = values.iter().map(|(_, text)| *text).collect();
        html! {
            @for (name, value) in &values { (hidden(name, value)) }
            @if !values.is_empty() {
                p class="field" id=(id_of(&field.name)) tabindex="-1" {
                    strong { (words::label(self.form.kind, &field.name, self.reader.language)) } ": " (texts.join(" · "))
                }
            }
        }
    }

    /// The control called `name` of a field whose label is looked up as `called`.
    fn control(&self, name: &str, called: &str, field: &Field, required: bool) -> Markup {
        let (language, kind) = (self.reader.language, self.form.kind);
        let label = words::label(kind, called, language);
        let fault =
            self.faults.iter().find(|fault| fault.field.as_deref() == Some(name)).map(|fault| fault.text.as_str());
        let help = words::help(kind, called, language).or_else(|| {
            let of_sort = match field.sort {
                Sort::Partial => "partial",
                Sort::Number | Sort::Whole => "number",
                Sort::Digest => "digest",
                Sort::Lines => "lines",
                Sort::Pairs => "pairs",
                _ => return None,
            };
            words::help_of_type(of_sort, language)
        });
        let control = Control { name, label: &label, help, fault, required, ..Control::default() };
        self.by_sort(&control, field)
    }

    fn by_sort(&self, control: &Control<'_>, field: &Field) -> Markup {
        let (say, value) = (self.say(), self.values.one(control.name));
        let lines = || self.values.all(control.name).join("\n");
        match field.sort {
            Sort::Texts => self.texts(control, field),
            Sort::Day => control.input(say, "date", value),
            Sort::Number | Sort::Whole => control.input(say, "number", value),
            Sort::Flag => control.tick(value == "true"),
            Sort::Word => self.word(control, field),
            Sort::Choice => self.suggested(control, field),
            Sort::Reference => self.reference(control, field),
            Sort::Lines => control.lines(say, 3, &lines()),
            Sort::Pairs => control.lines(say, 4, &lines()),
            Sort::Rows => self.rows(control, field),
            Sort::Ratio => self.ratio(control),
            Sort::Toml => control.lines(say, 20, value),
            Sort::Text if field.long => control.lines(say, 4, value),
            Sort::Key | Sort::Text | Sort::Partial | Sort::Country | Sort::Digest => control.input(say, "text", value),
        }
    }

    /// One control a language: those of the program, and any other that is there already.
    fn texts(&self, control: &Control<'_>, field: &Field) -> Markup {
        let say = self.say();
        let own: BTreeSet<&str> = self.values.below(control.name).map(|(part, _)| part).collect();
        let mut languages: Vec<&str> = Language::ALL.map(Language::code).to_vec();
        // The reader's own language comes first.
        languages.sort_by_key(|code| *code != self.reader.language.code());
        languages.extend(
            own.iter().filter(|part| **part != "authoritative" && Language::ALL.iter().all(|it| it.code() != **part)),
        );
        let options: Vec<(String, String)> =
            languages.iter().map(|code| ((*code).to_owned(), tongue(say, code))).collect();
        let authoritative = format!("{}.authoritative", control.name);
        let (which, help) = (say.plain("form-authoritative"), say.plain("form-authoritative-help"));
        html! {
            fieldset class="frame" id=(control.id()) tabindex="-1" {
                legend { (control.label) @if control.required { " " span class="must" { "(" (say.plain("form-required-one")) ")" } } }
                (control.notes())
                @for (code, called) in &options {
                    @let name = format!("{}.{code}", control.name);
                    @let part = Control { name: &name, label: called, ..Control::default() };
                    @if field.long { (part.lines(say, 4, self.values.one(&name))) }
                    @else { (part.input(say, "text", self.values.one(&name))) }
                }
                @let part = Control { name: &authoritative, label: &which, help: Some(&help), ..Control::default() };
                (part.select(say, &options, self.values.one(&authoritative)))
            }
        }
    }

    fn word(&self, control: &Control<'_>, field: &Field) -> Markup {
        let mut options = words::list(field.words.as_deref().unwrap_or_default(), self.reader.language);
        let roles = self.form.offered(&self.reader.person.roles, false);
        if !field.outside.is_empty() && !roles.is_empty() && roles.iter().all(|role| self.form.outside.contains(role)) {
            options.retain(|(word, _)| field.outside.contains(word));
        }
        if field.list {
            return control.ticks(self.say(), &options, &self.values.lines(control.name));
        }
        control.select(self.say(), &options, self.values.one(control.name))
    }

    /// A text with suggestions: words of the procedure, or records.
    fn suggested(&self, control: &Control<'_>, field: &Field) -> Markup {
        let options = match &field.procedure {
            Some(list) => choices::of_procedure(self.reader, list, self.values),
            None => choices::references(self.reader, field, self.values),
        };
        self.with_list(control, &options, self.values.one(control.name))
    }

    fn with_list(&self, control: &Control<'_>, options: &[(String, String)], value: &str) -> Markup {
        let list = format!("{}-list", id_of(control.name));
        html! {
            (Control { list: Some(&list), ..control.clone() }.input(self.say(), "text", value))
            datalist id=(list) { @for (value, text) in options { option value=(value) { (text) } } }
        }
    }

    fn reference(&self, control: &Control<'_>, field: &Field) -> Markup {
        let mut options = choices::references(self.reader, field, self.values);
        let chosen = self.values.lines(control.name);
        // What was typed is kept, even when it is not offered.
        for value in &chosen {
            if options.iter().all(|(own, _)| own != value) {
                options.push(((*value).to_owned(), (*value).to_owned()));
            }
        }
        match (field.list, options.len() <= LISTED) {
            (false, true) => control.select(self.say(), &options, chosen.first().copied().unwrap_or_default()),
            (false, false) => self.with_list(control, &options, chosen.first().copied().unwrap_or_default()),
            (true, true) => control.ticks(self.say(), &options, &chosen),
            (true, false) => {
                let help = words::help_of_type("lines", self.reader.language);
                let control = Control { help: control.help.or(help), ..control.clone() };
                html! {
                    (control.lines(self.say(), 4, &chosen.join("\n")))
                    details {
                        summary { (self.say().count("form-candidates", options.len())) }
                        ul { @for (value, text) in &options { li { code { (value) } " " (text) } } }
                    }
                }
            }
        }
    }

    fn rows(&self, control: &Control<'_>, field: &Field) -> Markup {
        let numbers =
            self.values.below(control.name).filter_map(|(rest, _)| rest.split_once('.')?.0.parse::<usize>().ok());
        let count = numbers.max().map_or(0, |last| last.saturating_add(1)).min(LISTED) + SPARE;
        html! {
            fieldset class="frame" id=(control.id()) tabindex="-1" {
                legend { (control.label) }
                (control.notes())
                @for row in 0..count {
                    fieldset class="frame" {
                        legend { (self.say().count("form-row", row + 1)) }
                        @for column in &field.fields {
                            @let name = format!("{}.{row}.{}", control.name, column.name);
                            @let called = format!("{}.{}", field.name, column.name);
                            (self.control(&name, &called, column, false))
                        }
                    }
                }
                button type="submit" name="step" value="more" formnovalidate { (self.say().plain("form-more-rows")) }
            }
        }
    }

    fn ratio(&self, control: &Control<'_>) -> Markup {
        let say = self.say();
        html! {
            (control.input(say, "number", self.values.one(control.name)))
            @for part in ["num", "den"] {
                @let name = format!("{}.{part}", control.name);
                @let label = words::label(self.form.kind, &name, self.reader.language);
                @let fault = self.faults.iter().find(|fault| fault.field.as_deref() == Some(name.as_str()));
                (Control { name: &name, label: &label, fault: fault.map(|it| it.text.as_str()), ..Control::default() }
                    .input(say, "number", self.values.one(&name)))
            }
        }
    }
}

/// A language by its own name, or its code.
pub(crate) fn tongue(say: Say, code: &str) -> String {
    say.maybe(&format!("language-{code}")).unwrap_or_else(|| code.to_owned())
}
