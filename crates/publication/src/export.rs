//! The site as plain files: every page, asset, data file and fixed document of the interface, with links made relative,
//! so that any web server can serve a copy from any folder, and a reader can open it from a disk. What is exported is
//! found by following the links, so that no exported page leads nowhere.

use crate::api::{Call, Verb};
use crate::site::{Ask, Request, Site};
use crate::{address, assets};
use probity_core::Language;
use std::fmt::Write as _;
use std::sync::Arc;

/// A file of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its path from the export's directory, without leading slash.
    pub file: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
    /// The addresses of this site that it links to, as on the site.
    pub links: Vec<String>,
}

/// The addresses to begin with: all public pages in every language, the style, the fixed documents of the interface.
pub fn start(site: &Site) -> Vec<String> {
    let paths = site.paths();
    let pages = paths.iter().flat_map(|path| Language::ALL.map(|language| format!("/{language}/{path}")));
    let fixed = assets::all().iter().map(|asset| asset.path.clone());
    let documents = site.api.iter().flat_map(|api| api.files()).map(|(path, _)| path);
    pages.chain(fixed).chain(documents).collect()
}

/// The file at an address of the site, `/path?query`; `None` when nothing is there.
pub fn one(site: &Site, address: &str) -> Option<Exported> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if let Some(asset) = assets::find(path) {
        return Some(plain(address, Arc::clone(&asset.bytes)));
    }
    if path == "/v1" || path.starts_with("/v1/") {
        let call = Call { verb: Verb::Get, path, query, accept: None, base: "", body: &[] };
        let reply = site.api.as_ref()?.answer(&call);
        return (reply.status == 200).then(|| plain(address, reply.bytes));
    }
    let decoded = address::path(path)?;
    let ask = Ask { base: "", path: &decoded, query: &address::pairs(query, true) };
    if let Some(reply) = site.reply(&ask).filter(|reply| reply.status == 200) {
        return Some(plain(address, reply.bytes));
    }
    let (first, rest) = decoded.split_once('/').unwrap_or((&decoded, ""));
    if let Ok(language) = first.parse::<Language>() {
        let request = Request { language, path: rest.to_owned(), query: address::pairs(query, true) };
        if let Some(html) = site.page(&request) {
            return Some(page(address, &html));
        }
    }
    site.file(&decoded).map(|file| plain(address, file.bytes))
}

/// The page for addresses that do not exist, and the one at the root, which leads to the languages.
pub fn fixed(site: &Site) -> [Exported; 2] {
    let error = site.error(Language::En, crate::page::error::Problem::NotFound);
    // Servers show it at any depth, so its links stay those of a site at the root.
    let missing = Exported { file: "404.html".to_owned(), bytes: Arc::from(error.into_bytes()), links: Vec::new() };
    let name = maud::html! { (site.house.name.en) }.into_string();
    let links = Language::ALL
        .map(|language| format!("<li><a lang=\"{language}\" href=\"{language}/index.html\">{language}</a></li>"));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name}</title>\
         <meta http-equiv=\"refresh\" content=\"0; url=en/index.html\"></head>\
         <body><main><h1>{name}</h1><ul>{}</ul></main></body></html>\n",
        links.concat()
    );
    [missing, Exported { file: "index.html".to_owned(), bytes: Arc::from(html.into_bytes()), links: Vec::new() }]
}

fn plain(address: &str, bytes: Arc<[u8]>) -> Exported {
    Exported { file: file(address), bytes, links: Vec::new() }
}

fn page(address: &str, html: &str) -> Exported {
    let file = file(address);
    let up = "../".repeat(file.matches('/').count());
    let mut links = Vec::new();
    let mut text = String::with_capacity(html.len() + html.len() / 8);
    let mut done = 0;
    for (at, _) in html.match_indices("=\"/") {
        let value = at + 2;
        let linking = ["href", "src", "action"].iter().any(|name| html[..at].ends_with(name));
        let Some(length) = html[value..].find('"') else { continue };
        let written = &html[value..value + length];
        if !linking || written.starts_with("//") || value < done {
            continue;
        }
        let target = written.replace("&amp;", "&");
        let (target, fragment) = target.split_once('#').map_or((target.as_str(), None), |(a, b)| (a, Some(b)));
        // Pages in a chosen state link to other pages in their plain state: else every combination of states would be
        // a page.
        let target =
            if address.contains('?') || asks(target) { target.split('?').next().unwrap_or(target) } else { target };
        text.push_str(&html[done..value]);
        text.push_str(&up);
        text.push_str(&escaped(&self::file(target)));
        if let Some(fragment) = fragment {
            let _ = write!(text, "#{fragment}");
        }
        links.push(target.to_owned());
        done = value + length;
    }
    text.push_str(&html[done..]);
    Exported { file, bytes: Arc::from(text.into_bytes()), links }
}

/// Whether an address asks something that a folder of files cannot answer: each page would ask it of itself. A provision by
/// itself is one: a code has thousands, and the page of the act has them all.
fn asks(target: &str) -> bool {
    let of_act = |rest: &str| rest.starts_with("/law/") && rest.contains(['?', '&']) && rest.contains("eid=");
    target.get(3..).is_some_and(|rest| rest.starts_with("/verify?") || rest.starts_with("/search?") || of_act(rest))
}

/// The file of an address. A page is the index of a folder, whose name takes the query after an `@`.
fn file(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = address::path(path).unwrap_or_default();
    let path = path.trim_end_matches('/');
    let mut name = path.to_owned();
    if !query.is_empty() {
        let _ = write!(name, "@{}", safe(query));
    }
    let first = path.split('/').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_page = first.parse::<Language>().is_ok() && !FEEDS.iter().any(|end| last.ends_with(end));
    if is_page { format!("{name}/index.html") } else { name + ending(path, query) }
}

/// The ending of a document of the interface. Its address may be the beginning of another one, which the name of a file
/// cannot be; and a server of files tells the type by the ending.
fn ending(path: &str, query: &str) -> &'static str {
    match path {
        "v1" => "/index.json",
        _ if !path.starts_with("v1/") || path.starts_with("v1/log/") || path.ends_with(".json") => "",
        _ if path.starts_with("v1/data/") && !query.contains("json") => ".csv",
        _ => ".json",
    }
}

/// Ends of addresses below a language that are no pages.
const FEEDS: [&str; 4] = [".atom", ".json", ".ics", ".xml"];

/// A query as a part of a file's name.
fn safe(query: &str) -> String {
    let mut name = String::new();
    for byte in query.bytes() {
        if byte.is_ascii_alphanumeric() || b"=&-_.".contains(&byte) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "~{byte:02X}");
        }
    }
    name
}

/// A file's path as a relative link.
fn escaped(path: &str) -> String {
    let mut link = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'&' => link.push_str("&amp;"),
            byte if byte.is_ascii_alphanumeric() || b"-._~:/@=".contains(&byte) => link.push(char::from(byte)),
            byte => {
                let _ = write!(link, "%{byte:02X}");
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use std::collections::{BTreeMap, BTreeSet};

    fn everything() -> BTreeMap<String, Exported> {
        let site = gallery::site().with_api(crate::api::samples::api());
        let mut waiting = start(&site);
        let (mut seen, mut files) = (BTreeSet::new(), BTreeMap::new());
        while let Some(address) = waiting.pop() {
            if seen.insert(address.clone())
                && let Some(exported) = one(&site, &address)
            {
                waiting.extend(exported.links.iter().cloned());
                files.insert(exported.file.clone(), exported);
            }
        }
        files
    }

    #[test]
    fn every_public_page_is_a_file_and_no_link_leaves_the_folder() {
        let files = everything();
        for page in [
            "en/index.html",
            "kk/country/XAA/index.html",
            "ru/compare@c=XAA&c=XAB&c=XAC/index.html",
            "v1/datasets.json",
        ] {
            assert!(files.contains_key(page), "{page}");
        }
        for (name, exported) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let text = String::from_utf8(exported.bytes.to_vec()).unwrap();
            assert!(!text.contains("href=\"/") && !text.contains("src=\"/") && !text.contains("action=\"/"), "{name}");
        }
    }

    #[test]
    fn links_lead_from_folder_to_folder() {
        let page = page(
            "/en/country/XAA",
            "<a href=\"/en/o/a:b?x=1&amp;y=2#z\">1</a><a href=\"//h/\">2</a><a href=\"#q\">3</a>",
        );
        assert_eq!(page.file, "en/country/XAA/index.html");
        assert_eq!(page.links, ["/en/o/a:b?x=1&y=2"]);
        let text = String::from_utf8(page.bytes.to_vec()).unwrap();
        assert_eq!(
            text,
            "<a href=\"../../../en/o/a:b@x=1&amp;y=2/index.html#z\">1</a><a href=\"//h/\">2</a><a href=\"#q\">3</a>"
        );
    }

    #[test]
    fn states_of_states_are_not_followed() {
        let page = page("/en/ranking/cpi?edition=2020", "<a href=\"/en/ranking/cpi?edition=2021\">1</a>");
        assert_eq!(page.links, ["/en/ranking/cpi"]);
    }

    #[test]
    fn names_of_files_stay_inside_the_folder() {
        for address in ["/../../etc/passwd", "/en/..%2f..%2fx", "/en/%2e%2e/x"] {
            let file = file(address);
            assert!(!file.contains("..") && !file.starts_with('/'), "{file}");
        }
        assert_eq!(file("/en/"), "en/index.html");
        assert_eq!(file("/en/feed.atom"), "en/feed.atom");
        assert_eq!(file("/v1/data/CPI?format=sdmx-json"), "v1/data/CPI@format=sdmx-json.json");
        assert_eq!(file("/en/search?q=a/b"), "en/search@q=a~2Fb/index.html");
    }
}
