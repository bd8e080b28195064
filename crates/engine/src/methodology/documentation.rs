//! The opening comment of a method's Rust file, cut at its fixed headings. A method without one of them is refused,
//! so that every method page answers the same five questions.

/// The headings, in order.
pub const HEADINGS: [&str; 5] = ["What it finds", "Why it matters", "Formula", "Exclusions", "Source"];

/// One heading with its paragraphs.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// Paragraphs; a block indented by four blanks keeps its lines.
    pub paragraphs: Vec<String>,
}

/// The comment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Documentation {
    /// The sections, in the order of [`HEADINGS`].
    pub sections: Vec<Section>,
}

impl Documentation {
    /// Reads the `//!` lines of a Rust file.
    ///
    /// # Errors
    /// When the headings are not exactly [`HEADINGS`].
    pub fn of(source: &str) -> Result<Self, String> {
        let mut sections: Vec<Section> = Vec::new();
        let mut paragraph = String::new();
        for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
            let line = line.strip_prefix(' ').unwrap_or(line);
            if let Some(heading) = line.strip_prefix("# ") {
                close(&mut sections, &mut paragraph);
                sections.push(Section { heading: heading.trim().to_owned(), paragraphs: Vec::new() });
            } else if line.trim().is_empty() {
                close(&mut sections, &mut paragraph);
            } else {
                if !paragraph.is_empty() {
                    paragraph.push(if line.starts_with("    ") { '\n' } else { ' ' });
                }
                paragraph.push_str(line.trim_end());
            }
        }
        close(&mut sections, &mut paragraph);
        let found: Vec<&str> = sections.iter().map(|section| section.heading.as_str()).collect();
        if found != HEADINGS {
            return Err(format!("its headings are {found:?}, not {HEADINGS:?}"));
        }
        Ok(Self { sections })
    }
}

fn close(sections: &mut [Section], paragraph: &mut String) {
    let text = std::mem::take(paragraph);
    if let Some(section) = sections.last_mut()
        && !text.is_empty()
    {
        section.paragraphs.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_comment_is_cut_at_its_headings() {
        let source = "//! # What it finds\n//! A.\n//! B.\n//!\n//! C.\n//! # Why it matters\n//! D\n//! # Formula\n//!     x = 1\n//!     y = 2\n//! # Exclusions\n//! E\n//! # Source\n//! F\nuse x;";
        let documentation = Documentation::of(source).unwrap();
        assert_eq!(documentation.sections[0].paragraphs, ["A. B.", "C."]);
        assert_eq!(documentation.sections[2].paragraphs, ["    x = 1\n    y = 2"]);
    }

    #[test]
    fn a_method_without_a_heading_is_refused() {
        assert!(Documentation::of("//! # What it finds\n//! A.").is_err());
    }
}
