//! The text an instruction brings: from the opening guillemet on a line of its own to the one that closes it. Published
//! acts lose guillemets; the next line that is an instruction by itself ends the text then, and it is reported.

/// A text and the line after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Payload {
    pub(super) text: Option<String>,
    pub(super) next: usize,
    /// What was wrong with its guillemets.
    pub(super) fault: Option<&'static str>,
}

/// Reads the text from a line on; `ends` says which lines cannot belong to it, and is told
/// whether its guillemet was opened.
pub(super) fn read(lines: &[&str], from: usize, ends: impl Fn(&str, bool) -> bool) -> Payload {
    let first = (from..lines.len()).find(|at| lines.get(*at).is_some_and(|line| !line.trim().is_empty()));
    let Some(first) = first.filter(|at| lines.get(*at).is_some_and(|line| !ends(line, false))) else {
        return Payload { text: None, next: from, fault: Some("the text it announces is missing") };
    };
    let opened = lines.get(first).is_some_and(|line| line.trim_start().starts_with('«'));
    let mut depth = 0_i64;
    let mut taken: Vec<&str> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(first) {
        if at > first && ends(line, opened) {
            return Payload {
                text: Some(joined(&taken, opened, false)),
                next: at,
                fault: Some("its guillemets are not closed"),
            };
        }
        taken.push(line);
        for sign in line.chars() {
            depth += i64::from(sign == '«') - i64::from(sign == '»');
        }
        let end = line.trim_end().trim_end_matches([';', '.', ',']).trim_end();
        if end.ends_with('»') && depth <= if opened { 0 } else { -1 } {
            let fault = (!opened).then_some("its guillemets are not opened");
            return Payload { text: Some(joined(&taken, opened, true)), next: at + 1, fault };
        }
    }
    let fault = Some("its guillemets are not closed before the end of the act");
    Payload { text: Some(joined(&taken, opened, false)), next: lines.len(), fault }
}

fn joined(lines: &[&str], opened: bool, closed: bool) -> String {
    let text = lines.join("\n");
    let mut text = text.trim();
    if opened {
        text = text.strip_prefix('«').unwrap_or(text);
    }
    if closed {
        text = text.trim_end_matches([';', '.', ',', ' ', '\u{a0}']);
        text = text.strip_suffix('»').unwrap_or(text);
    }
    text.to_owned()
}
