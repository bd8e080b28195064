//! What a workbook says about itself outside its sheets: its title. Official forms name the region there and nowhere
//! else.

use super::{Input, Kind, workbook};
use probity_core::Diagnostic;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};

/// The part of the archive that holds the title.
const PART: &str = "docProps/core.xml";
/// Bytes of it that are looked at.
const PART_MAX: u64 = 1 << 20;

/// The title (`dc:title`) of a workbook; `None` for text files and for workbooks without one.
///
/// # Errors
/// A diagnostic when the workbook cannot be opened.
pub fn title(input: &Input) -> Result<Option<String>, Diagnostic> {
    if input.kind()? != Kind::Workbook {
        return Ok(None);
    }
    let bytes = input.read_all(workbook::FILE_MAX)?;
    let mut archive =
        zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|error| workbook::damaged(input, &error.to_string()))?;
    let Ok(part) = archive.by_name(PART) else { return Ok(None) };
    Ok(text_of(part.take(PART_MAX)))
}

/// The text of the first element whose local name is `title`; nothing when the XML is broken: a title is a courtesy.
fn text_of(part: impl Read) -> Option<String> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let (mut buffer, mut inside, mut title) = (Vec::new(), false, String::new());
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) if start.local_name().as_ref() == "title" => inside = true,
            Event::Text(text) if inside => title.push_str(&text),
            Event::GeneralRef(name) if inside => title.push_str(quick_xml::escape::resolve_predefined_entity(&name)?),
            Event::End(_) if inside => break,
            Event::Eof => return None,
            _ => {}
        }
        buffer.clear();
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}
