//! Everything the program says. Data goes to standard output; what people read while it works goes to standard error,
//! in colour only on a terminal that wants it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use crate::stdout;
use indicatif::{ProgressBar, ProgressDrawTarget};
use probity_core::Diagnostic;
use probity_core::render::{self, Colour};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Messages beyond this number are counted, not drawn: the rest is in the reject list.
const DRAWN_MAX: usize = 20;
/// Work shorter than this shows nothing.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
/// How many further warnings of a kind are named.
const NAMED_MAX: usize = 10;

fn colour() -> Colour {
    let wanted = std::env::var_os("NO_COLOR").is_none() && std::io::stderr().is_terminal();
    if wanted { Colour::Always } else { Colour::Never }
}

/// Writes to standard error. A reader that went away is no reason to stop.
macro_rules! say {
    ($($text:tt)*) => {{ let _ = writeln!(std::io::stderr(), $($text)*); }};
}

/// Draws diagnostics on standard error. Warnings without a remedy are drawn once a kind and file, and errors stand last, where
/// they are read and never crowded out.
pub fn diagnostics(all: &[Diagnostic]) {
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.iter().partition(|one| one.is_error());
    let (with_remedy, plain): (Vec<_>, Vec<_>) = warnings.into_iter().partition(|one| one.hint.is_some());
    let mut kinds: BTreeMap<(&str, &str, String), Vec<&Diagnostic>> = BTreeMap::new();
    for warning in plain {
        kinds.entry((&warning.code, &warning.file, words(warning))).or_default().push(warning);
    }
    for kind in kinds.values().take(DRAWN_MAX) {
        say!("{}", render::draw(kind[0], colour()));
        if kind.len() > 1 {
            say!("the same {}", others(&kind[1..]));
        }
        say!("");
    }
    if kinds.len() > DRAWN_MAX {
        let rest: usize = kinds.values().skip(DRAWN_MAX).map(Vec::len).sum();
        say!("… and {rest} more warnings\n");
    }
    draw(&with_remedy, "warnings");
    draw(&errors, "errors");
}

/// What a message says, whatever it says it of.
fn words(one: &Diagnostic) -> String {
    let of = [&one.found, &one.field].into_iter().flatten().filter(|value| !value.is_empty());
    of.fold(one.message.to_string(), |words, value| words.replace(value.as_str(), ""))
}

/// Draws every diagnostic on standard error, in their order.
pub fn all_diagnostics(all: &[Diagnostic]) {
    for one in all {
        say!("{}\n", render::draw(one, colour()));
    }
}

fn draw(all: &[&Diagnostic], what: &str) {
    for one in all.iter().take(DRAWN_MAX) {
        say!("{}\n", render::draw(one, colour()));
    }
    if all.len() > DRAWN_MAX {
        say!("… and {} more {what}\n", all.len() - DRAWN_MAX);
    }
}

/// Further warnings of a kind in one line: how many, and what the first ones are about.
fn others(warnings: &[&Diagnostic]) -> String {
    let about = warnings.iter().filter_map(|one| one.found.as_deref().or(one.field.as_deref()));
    let about: Vec<String> = about.take(NAMED_MAX).map(|text| format!("`{}`", text.escape_debug())).collect();
    let times = if warnings.len() == 1 { "once more".to_owned() } else { format!("{} times more", warnings.len()) };
    let more = if warnings.len() > about.len() { ", …" } else { "" };
    if about.is_empty() { times } else { format!("{times}: {}{more}", about.join(", ")) }
}

/// Shows on a terminal that the program is at work; nothing appears for work that ends within a moment, nor where
/// standard error is no terminal.
pub struct Working(ProgressBar);

/// Starts showing `message`; ends when dropped.
pub fn working(message: &str) -> Working {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(message.to_owned());
    bar.enable_steady_tick(SHOWN_AFTER);
    Working(bar)
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The last word of a command that failed.
pub fn failed(message: &str, hint: Option<&str>) {
    say!("error: {message}");
    if let Some(hint) = hint {
        say!("hint: {hint}");
    }
}

/// A remark beside the data.
pub fn note(message: &str) {
    say!("{message}");
}

/// A line of data on standard output.
pub fn line(text: &str) {
    data(format!("{text}\n").as_bytes());
}

/// Data on standard output as it is.
pub fn data(bytes: &[u8]) {
    let mut out = stdout::open();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}
