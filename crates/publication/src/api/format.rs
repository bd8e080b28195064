//! Formats of data and how a reader asks for one: `?format=` goes before `Accept`, and without either it is CSV. The
//! writers themselves are those of the packages: one format, one writer.

use super::problem::{Kind, Problem};

/// A format of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain CSV.
    Csv,
    /// SDMX-CSV 2.0.
    SdmxCsv,
    /// SDMX-JSON 2.0.
    SdmxJson,
    /// JSON-stat 2.0.
    JsonStat,
}

/// A format, the name in `?format=`, and the media type of its answers.
const FORMATS: [(Format, &str, &str); 4] = [
    (Format::Csv, "csv", "text/csv; charset=utf-8"),
    (Format::SdmxCsv, "sdmx-csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
    (Format::SdmxJson, "sdmx-json", "application/vnd.sdmx.data+json;version=2.0.0"),
    (Format::JsonStat, "jsonstat", "application/json"),
];

/// Most ranges of an `Accept` header looked at.
const RANGES_MAX: usize = 64;

impl Format {
    /// All formats in the order of preference.
    pub const ALL: [Self; 4] = [Self::Csv, Self::SdmxCsv, Self::SdmxJson, Self::JsonStat];

    fn facts(self) -> (&'static str, &'static str) {
        let (_, name, media_type) = FORMATS[self as usize];
        (name, media_type)
    }

    /// The name in `?format=`.
    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.facts().1
    }

    /// The format a reader wants.
    ///
    /// # Errors
    /// When it is none of ours.
    pub fn wanted(name: Option<&str>, accept: Option<&str>) -> Result<Self, Problem> {
        if let Some(name) = name {
            return Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
                refused(&format!("`{name}` is no format; there are {}", Self::ALL.map(Self::name).join(", ")))
            });
        }
        let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else { return Ok(Self::Csv) };
        let ranges: Vec<Range<'_>> = accept.split(',').take(RANGES_MAX).filter_map(Range::read).collect();
        let mut best: Option<(u16, Self)> = None;
        for format in Self::ALL {
            let quality = quality(format, &ranges);
            if quality > 0 && best.is_none_or(|(known, _)| quality > known) {
                best = Some((quality, format));
            }
        }
        best.map(|(_, format)| format).ok_or_else(|| {
            refused(&format!("`{accept}` asks for none of {}", Self::ALL.map(Self::media_type).join(", ")))
        })
    }
}

fn refused(detail: &str) -> Problem {
    Problem::new(Kind::NotAcceptable, detail)
}

/// A media range of `Accept` (RFC 9110, 12.5.1).
struct Range<'a> {
    kind: &'a str,
    sub: &'a str,
    version: Option<&'a str>,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, sub) = parts.next()?.split_once('/')?;
        let mut range = Self { kind, sub, version: None, quality: 1000 };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => range.quality = thousandths(value.trim())?,
                "version" => range.version = Some(value.trim().trim_matches('"')),
                _ => {}
            }
        }
        Some(range)
    }

    /// How exactly the range names the format; `None` when it does not.
    fn names(&self, format: Format) -> Option<u8> {
        let media_type = format.media_type();
        let (full, version) = media_type.split_once(';').unwrap_or((media_type, ""));
        let (kind, sub) = full.split_once('/')?;
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        if self.kind == "*" && self.sub == "*" {
            return Some(0);
        }
        if !same(self.kind, kind) {
            return None;
        }
        if self.sub == "*" {
            return Some(1);
        }
        let fits = self.version.is_none_or(|asked| version.strip_prefix("version=").is_none_or(|ours| ours == asked));
        (same(self.sub, sub) && fits).then_some(2)
    }
}

/// The quality of a format: that of the range which names it most exactly; 0 when none does.
fn quality(format: Format, ranges: &[Range<'_>]) -> u16 {
    let named = ranges.iter().filter_map(|range| Some((range.names(format)?, range.quality)));
    named.max_by_key(|(exactness, quality)| (*exactness, *quality)).map_or(0, |(_, quality)| quality)
}

/// Reads `0`, `1`, `0.5`, `0.333`, `1.000`.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (value <= 1000).then_some(value)
}
