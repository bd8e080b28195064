//! oEmbed: what another site shows when somebody pastes one of our addresses. Only own addresses are answered, or the
//! service would lend its name to anybody's page.

use super::xml;
use serde_json::json;

/// The media type.
pub const MEDIA_TYPE: &str = "application/json; charset=utf-8";

/// Width and height of an embed, in pixels, unless the asker has less room.
const SIZE: (u32, u32) = (640, 480);

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// The address.
    pub url: Option<&'a str>,
    /// The format; JSON unless said otherwise.
    pub format: Option<&'a str>,
    /// The width there is room for.
    pub width: Option<u32>,
    /// The height there is room for.
    pub height: Option<u32>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No address was given.
    NoAddress,
    /// The address is of another site, or there is no page.
    NotOurs,
    /// Only JSON is spoken.
    Format,
}

impl Refusal {
    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Self::NoAddress => 400,
            Self::NotOurs => 404,
            Self::Format => 501,
        }
    }

    /// In words, for the program's author.
    pub fn text(self) -> &'static str {
        match self {
            Self::NoAddress => "oembed needs ?url= with the address of a page of this site\n",
            Self::NotOurs => "this is not the address of a page of this site\n",
            Self::Format => "only format=json is spoken here\n",
        }
    }
}

/// The path of an own address, encoded, without leading slash and without its query. `base` is the site's address.
///
/// # Errors
/// When there is no address, it is of another site, or the format is not JSON.
pub fn path<'a>(base: &str, question: &Question<'a>) -> Result<&'a str, Refusal> {
    if question.format.is_some_and(|format| format != "json") {
        return Err(Refusal::Format);
    }
    let url = question.url.ok_or(Refusal::NoAddress)?;
    let host = |address: &'a str| address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let ours = base.trim_start_matches("http://").trim_start_matches("https://");
    let (theirs, path) = host(url).and_then(|rest| rest.split_once('/')).ok_or(Refusal::NotOurs)?;
    if !theirs.eq_ignore_ascii_case(ours) {
        return Err(Refusal::NotOurs);
    }
    Ok(path.split(['?', '#']).next().unwrap_or_default())
}

/// The answer: with `embed`, the path of what can be shown in a frame, a rich one, otherwise a mere link.
pub fn answer(base: &str, provider: &str, title: &str, embed: Option<&str>, question: &Question<'_>) -> String {
    let common = json!({
        "version": "1.0",
        "title": title,
        "provider_name": provider,
        "provider_url": format!("{base}/"),
        "cache_age": 86_400,
    });
    let mut answer = common;
    match embed {
        Some(path) => {
            let width = question.width.map_or(SIZE.0, |room| room.clamp(1, SIZE.0));
            let height = question.height.map_or(SIZE.1, |room| room.clamp(1, SIZE.1));
            let frame = format!(
                "<iframe src=\"{}\" width=\"{width}\" height=\"{height}\" title=\"{}\" loading=\"lazy\" \
                 referrerpolicy=\"no-referrer\"></iframe>",
                xml(&format!("{base}/{path}")),
                xml(title),
            );
            answer["type"] = "rich".into();
            answer["html"] = frame.into();
            answer["width"] = width.into();
            answer["height"] = height.into();
        }
        None => answer["type"] = "link".into(),
    }
    format!("{answer:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask<'a>(url: Option<&'a str>, format: Option<&'a str>) -> Result<&'a str, Refusal> {
        path("http://h.example:81", &Question { url, format, width: None, height: None })
    }

    #[test]
    fn only_own_addresses_are_answered() {
        assert_eq!(ask(Some("http://h.example:81/en/country/XAA?x=1#y"), Some("json")), Ok("en/country/XAA"));
        assert_eq!(ask(Some("https://H.example:81/kk/"), None), Ok("kk/"));
        for foreign in [
            "http://other.example/en/",
            "http://h.example/en/",
            "http://h.example:81@other.example/en/",
            "http://h.example:81.other.example/",
            "//h.example:81/en/",
            "javascript:alert(1)",
            "/en/",
            "http://h.example:81",
        ] {
            assert_eq!(ask(Some(foreign), None), Err(Refusal::NotOurs), "{foreign}");
        }
    }

    #[test]
    fn another_format_or_no_address_is_refused_by_its_own_status() {
        let url = Some("http://h.example:81/en/");
        assert_eq!(ask(url, Some("xml")).unwrap_err().status(), 501);
        assert_eq!(ask(None, None).unwrap_err().status(), 400);
    }

    #[test]
    fn an_embed_fits_the_room_there_is_and_its_title_cannot_break_out() {
        let question = Question { url: None, format: None, width: Some(300), height: Some(9000) };
        let text = answer("http://h", "P", "a \"><script>", Some("embed/x"), &question);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((value["width"].as_u64(), value["height"].as_u64()), (Some(300), Some(480)));
        assert_eq!(value["type"], "rich");
        assert!(!value["html"].as_str().unwrap().contains("<script>"));
    }
}
