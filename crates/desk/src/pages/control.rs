//! One control of a form: its label above it, its help and its fault tied to it, so that a screen reader says all three
//! and a reader without sight of colours sees them as text.

use crate::say::Say;
use maud::{Markup, html};

/// A control.
#[derive(Debug, Clone, Default)]
pub(crate) struct Control<'a> {
    /// The name of the field that is sent.
    pub name: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// A sentence about how to fill it in.
    pub help: Option<&'a str>,
    /// What is wrong with what was typed.
    pub fault: Option<&'a str>,
    /// Whether it must be filled in.
    pub required: bool,
    /// What the browser may fill in by itself.
    pub autocomplete: Option<&'a str>,
    /// The list of suggestions, by id.
    pub list: Option<&'a str>,
    /// What no choice means, when it is not that one is still to be made.
    pub none: Option<&'a str>,
}

/// The id of the control of a field.
pub(crate) fn id_of(name: &str) -> String {
    let plain = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    format!("f-{}", plain.collect::<String>())
}

impl Control<'_> {
    pub(crate) fn id(&self) -> String {
        id_of(self.name)
    }

    fn described(&self) -> Option<String> {
        let parts = [self.help.map(|_| "help"), self.fault.map(|_| "fault")];
        let ids: Vec<String> = parts.into_iter().flatten().map(|part| format!("{}-{part}", self.id())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.fault.map(|_| "true")
    }

    /// Help and fault, which the control is described by.
    pub(crate) fn notes(&self) -> Markup {
        html! {
            @if let Some(help) = self.help { p class="help" id={ (self.id()) "-help" } { (help) } }
            @if let Some(fault) = self.fault { p class="fault" id={ (self.id()) "-fault" } { (fault) } }
        }
    }

    fn wrap(&self, say: Say, control: &Markup) -> Markup {
        html! {
            div class="field" {
                label for=(self.id()) {
                    (self.label)
                    @if self.required { " " span class="must" { "(" (say.plain("form-required")) ")" } }
                }
                (self.notes())
                (control)
            }
        }
    }

    /// A line of text, a day, a password.
    pub(crate) fn input(&self, say: Say, kind: &str, value: &str) -> Markup {
        let mode = match kind {
            "number" => Some("decimal"),
            "code" => Some("numeric"),
            _ => None,
        };
        // A number that is typed as text keeps what was typed, and can say what is wrong with it.
        let kind = if mode.is_some() { "text" } else { kind };
        let control = html! {
            input type=(kind) id=(self.id()) name=(self.name) value=(value) required[self.required]
                inputmode=[mode] autocomplete=[self.autocomplete] list=[self.list]
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        };
        self.wrap(say, &control)
    }

    /// A file.
    pub(crate) fn file(&self, say: Say) -> Markup {
        let control = html! {
            input type="file" id=(self.id()) name=(self.name)
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        };
        self.wrap(say, &control)
    }

    /// Several lines of text.
    pub(crate) fn lines(&self, say: Say, rows: usize, value: &str) -> Markup {
        let control = html! {
            textarea id=(self.id()) name=(self.name) rows=(rows) required[self.required]
                aria-describedby=[self.described()] aria-invalid=[self.invalid()] { (value) }
        };
        self.wrap(say, &control)
    }

    /// One of several, each with its value; the first, empty choice stands for none.
    pub(crate) fn select(&self, say: Say, options: &[(String, String)], chosen: &str) -> Markup {
        let control = html! {
            select id=(self.id()) name=(self.name) required[self.required]
                aria-describedby=[self.described()] aria-invalid=[self.invalid()] {
                option value="" { @match self.none { Some(none) => (none), None => (say.plain("form-choose")) } }
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
        };
        self.wrap(say, &control)
    }

    /// Yes or no.
    pub(crate) fn tick(&self, ticked: bool) -> Markup {
        html! {
            div class="field tick" {
                input type="checkbox" id=(self.id()) name=(self.name) value="true" checked[ticked]
                    aria-describedby=[self.described()] aria-invalid=[self.invalid()];
                label for=(self.id()) { (self.label) }
                (self.notes())
            }
        }
    }

    /// Any of several.
    pub(crate) fn ticks(&self, say: Say, options: &[(String, String)], chosen: &[&str]) -> Markup {
        html! {
            fieldset class="field" id=(self.id()) tabindex="-1" aria-describedby=[self.described()] {
                legend {
                    (self.label)
                    @if self.required { " " span class="must" { "(" (say.plain("form-required")) ")" } }
                }
                (self.notes())
                @for (n, (value, text)) in options.iter().enumerate() {
                    div class="tick" {
                        input type="checkbox" id={ (self.id()) "-" (n) } name=(self.name) value=(value)
                            checked[chosen.contains(&value.as_str())];
                        label for={ (self.id()) "-" (n) } { (text) }
                    }
                }
            }
        }
    }
}

/// A field that is sent and not seen.
pub(crate) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// What is wrong with a form, above it, each line leading to its field. It takes the focus when the page opens.
pub(crate) fn summary(say: Say, faults: &[(Option<String>, Markup)]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" autofocus {
                h2 id="errors-title" { (say.count("form-problems", faults.len())) }
                ul {
                    @for (field, text) in faults {
                        li {
                            @match field {
                                Some(id) => a href={ "#" (id) } { (text) },
                                None => (text),
                            }
                        }
                    }
                }
            }
        }
    }
}
