//! Draws a form: each field as the control that its sort asks for, the fields of a table together in a frame.

use super::attach;
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
    /// How many bytes a file may have.
    pub largest: u64,
}

/// Behind the name of a field: what is looked for among too many records, and what was looked for last.
pub(super) const FIND: &str = ".find";
pub(super) const FOUND: &str = ".found";

/// Rows that are offered beyond those filled in.
const SPARE: usize = 2;

impl Drawing<'_> {
    fn say(&self) -> Say {
        Say(self.reader.language)
    }

    /// All fields, in order.
    pub(crate) fn fields(&self) -> Markup {
        let shown = |field: &&Field| !field.told && self.form.shows(field, self.values);
        let all: Vec<&Field> = self.form.fields.iter().filter(shown).collect();
        // A table is folded away as a whole when all of it is.
        let folded = |field: &Field| match field.table() {
            None => field.rare,
            Some(table) => all.iter().filter(|it| it.table() == Some(table)).all(|it| it.rare),
        };
        let (rare, usual): (Vec<&Field>, Vec<&Field>) = all.iter().copied().partition(|field| folded(field));
        html! {
            (self.run(&usual))
            (self.fold(&rare, &self.run(&rare)))
        }
    }

    /// Fields one after the other, those of a table in its frame.
    fn run(&self, fields: &[&Field]) -> Markup {
        let mut drawn = BTreeSet::new();
        html! {
            @for field in fields {
                @match field.table() {
                    None => (self.field(field)),
                    Some(table) => @if drawn.insert(table) { (self.frame(table, fields)) },
                }
            }
        }
    }

    fn frame(&self, table: &str, fields: &[&Field]) -> Markup {
        let own = fields.iter().copied().filter(|field| field.table() == Some(table));
        let (rare, usual): (Vec<&Field>, Vec<&Field>) = own.partition(|field| field.rare);
        let each = |fields: &[&Field]| html! { @for field in fields { (self.field(field)) } };
        html! {
            fieldset class="frame" {
                legend { (words::label(self.form.kind, table, self.reader.language)) }
                // All of it is folded away already.
                @if usual.is_empty() { (each(&rare)) } @else { (each(&usual)) (self.fold(&rare, &each(&rare))) }
            }
        }
    }

    /// What is seldom filled in, folded away unless it says something or something is wrong with it.
    fn fold(&self, fields: &[&Field], drawn: &Markup) -> Markup {
        let said = |name: &str| !self.values.all(name).is_empty() || self.values.below(name).next().is_some();
        let wrong =
            |name: &str| self.faults.iter().any(|fault| fault.field.as_deref().is_some_and(|it| it.starts_with(name)));
        let open = fields.iter().any(|field| said(&field.name) || wrong(&field.name));
        html! {
            @if !fields.is_empty() {
                details class="rare" open[open] {
                    summary { (self.say().count("form-rare", fields.len())) }
                    (drawn)
                }
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
        let texts: Vec<String> = values.iter().map(|(_, text)| self.named(field, text)).collect();
        html! {
            @for (name, value) in &values { (hidden(name, value)) }
            @if !values.is_empty() {
                p class="field" id=(id_of(&field.name)) tabindex="-1" {
                    strong { (words::label(self.form.kind, &field.name, self.reader.language)) } ": " (texts.join(" · "))
                }
            }
        }
    }

    /// A word or a record as the reader calls it.
    fn named(&self, field: &Field, text: &str) -> String {
        match (field.sort, field.words.as_deref(), field.of.as_slice()) {
            (Sort::Word, Some(list), _) => words::word(list, text, self.reader.language),
            (Sort::Reference, _, [kind]) if !field.prefixed => self.reader.called(*kind, text),
            _ => text.to_owned(),
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
            Sort::Toml => self.toml(control),
            Sort::File => self.file(control, field),
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
        if options.len() <= LISTED {
            return self.offered(control, field, &options, &chosen);
        }
        self.looked_up(control, field, &options, &chosen)
    }

    fn offered(&self, control: &Control<'_>, field: &Field, options: &[(String, String)], chosen: &[&str]) -> Markup {
        match field.list {
            false => control.select(self.say(), options, chosen.first().copied().unwrap_or_default()),
            true => control.ticks(self.say(), options, chosen),
        }
    }

    /// Too many records for one list: those are offered that are chosen or have the words somebody looks for.
    fn looked_up(&self, control: &Control<'_>, field: &Field, options: &[(String, String)], chosen: &[&str]) -> Markup {
        let say = self.say();
        let find = format!("{}{FIND}", control.name);
        let wanted = self.values.one(&find).trim();
        let words: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
        let has = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let fits = |(value, text): &&(String, String)| !words.is_empty() && (has(text) || has(value));
        let found: Vec<&(String, String)> = options.iter().filter(fits).collect();
        let own = |option: &&(String, String)| chosen.contains(&option.0.as_str());
        let mut shown: Vec<(String, String)> = options.iter().filter(own).cloned().collect();
        let new = found.iter().filter(|option| !own(option)).take(LISTED);
        shown.extend(new.map(|option| (*option).clone()));
        let (label, button) = (say.plain("form-find"), say.plain("form-find-button"));
        let help = match (wanted.is_empty(), found.len()) {
            (true, _) => say.count("form-find-help", options.len()),
            (false, 0) => say.plain("form-find-none"),
            (false, count) if count > LISTED => say.count("form-find-many", count),
            (false, count) => say.count("form-find-found", count),
        };
        html! {
            fieldset class="frame" {
                legend { (control.label) }
                div class="find" {
                    (Control { name: &find, label: &label, help: Some(&help), ..Control::default() }.input(say, "text", wanted))
                    (hidden(&format!("{}{FOUND}", control.name), wanted))
                    button type="submit" name="step" value="find" class="plain" formnovalidate { (button) }
                }
                @if shown.is_empty() { p id=(control.id()) tabindex="-1" class="absent" { (say.plain("form-find-empty")) } @if let Some(fault) = control.fault { p class="fault" { (fault) } } }
                @else { (self.offered(control, field, &shown, chosen)) }
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

    /// A file or its SHA-256. A file that came already is named: a browser cannot send it again by itself.
    fn file(&self, control: &Control<'_>, field: &Field) -> Markup {
        let say = self.say();
        let own = |name: &str| attach::part(control.name, name);
        let (token, size) = (self.values.one(&own("waiting")), self.values.one(&own("waiting.size")));
        let (upload, without) = (own("upload"), own("without"));
        let choose = say.plain(if token.is_empty() { "form-file" } else { "form-file-other" });
        let drop = say.plain("form-file-without");
        let most = say.with("form-file-most", &[("size", &say.size(self.largest))]);
        let kept = if field.table().is_some() { "form-file-kept" } else { "form-file-digested" };
        let help = format!("{most} {}", say.plain(kept));
        let (digest, digest_help) = (say.plain("form-file-digest"), say.plain("form-file-digest-help"));
        html! {
            fieldset class="frame" {
                legend { (say.plain("form-file-legend")) @if control.required { " " span class="must" { "(" (say.plain("form-required")) ")" } } }
                @if !token.is_empty() {
                    @if let Some(fault) = control.fault { p class="fault" { (fault) } }
                    p id=(control.id()) tabindex="-1" { strong { (self.values.one(&own("waiting.name"))) } " · " (say.size(size.parse().unwrap_or_default())) " · " (say.plain("form-file-came")) }
                    @for part in ["waiting", "waiting.name", "waiting.type"] { (hidden(&own(part), self.values.one(&own(part)))) }
                    (Control { name: &without, label: &drop, ..Control::default() }.tick(false))
                }
                (Control { name: &upload, label: &choose, help: Some(&help), ..Control::default() }.file(say))
                @if token.is_empty() {
                    @let help = Some(digest_help.as_str());
                    (Control { label: &digest, help, required: false, ..control.clone() }.input(say, "text", self.values.one(control.name)))
                }
            }
        }
    }

    /// A whole record as TOML: typed, or from a file that takes the place of what is typed.
    fn toml(&self, control: &Control<'_>) -> Markup {
        let say = self.say();
        let (upload, choose, help) =
            (attach::part(control.name, "upload"), say.plain("form-toml-file"), say.plain("form-toml-file-help"));
        html! {
            (Control { name: &upload, label: &choose, help: Some(&help), ..Control::default() }.file(say))
            (control.lines(say, 24, self.values.one(control.name)))
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
