//! The site of the demonstration as other programs meet it: its sitemap, its feeds, its embeds, its search, over HTTP.

use crate::program::{place, probity};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server; ended when it is dropped.
struct Served {
    child: Child,
    host: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    bytes: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("text")
    }
}

impl Served {
    fn start(dir: &Path, now: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_probity"))
            .args(["serve", "--port", "0", "--now", now, "--dir"])
            .arg(dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is piped");
        BufReader::new(out).read_line(&mut line).expect("it prints its address");
        let host = line.trim().trim_start_matches("listening on http://").trim_end_matches('/').to_owned();
        Self { child, host }
    }

    fn get(&self, path: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        let host = &self.host;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("it takes the request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
        let fields = head.lines().filter_map(|line| line.split_once(": "));
        let headers = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Reply { status, headers, bytes: bytes[end + 4..].to_vec() }
    }

    fn good(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}");
        reply.text()
    }
}

/// The page types that today's rooms fill.
const TYPES: [&str; 16] = [
    "home",
    "country",
    "ranking",
    "map",
    "indicator",
    "dataset",
    "compare",
    "funnel",
    "region",
    "diary",
    "methods",
    "method",
    "observation",
    "corrections",
    "verify",
    "feeds",
];

#[test]
fn the_demonstrations_site_keeps_its_promises_to_readers_and_programs() {
    let place = place();
    probity(place.path(), "demo --no-serve --dir demo").well();
    let dir = place.path().join("demo");
    let site = Served::start(&dir, "2026-11-21");
    every_page_type_is_in_the_sitemap(&site);
    feeds_do_not_change_between_two_starts(&site, &Served::start(&dir, "2027-11-21"));
    only_own_pages_can_be_embedded(&site);
    names_are_found_in_every_spelling(&site);
    a_page_can_be_verified_by_its_hash(&site);
    the_press_brief_names_its_observations(&site);
}

fn every_page_type_is_in_the_sitemap(site: &Served) {
    let map = site.good("/sitemap.xml");
    let prefix = format!("<loc>http://{}", site.host);
    let places = map.split(prefix.as_str()).skip(1).filter_map(|rest| rest.split("</loc>").next());
    let english: Vec<String> =
        places.filter(|place| place.starts_with("/en/")).map(|place| place.replace("&amp;", "&")).collect();
    let mut seen = BTreeSet::new();
    for place in &english {
        let kind = place.split('/').nth(2).unwrap_or_default();
        // One page of each kind is enough here: the browser looks at more.
        if seen.insert(kind.to_owned()) {
            for language in ["en", "kk", "ru"] {
                let html = site.good(&format!("/{language}{}", &place[3..]));
                let kind = html.split("data-page=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a type");
                seen.insert(format!("type {kind}"));
            }
        }
    }
    for kind in TYPES {
        assert!(seen.contains(&format!("type {kind}")), "{kind} in {seen:?}");
    }
    for ranking in ["recorded", "recorded-change", "case-funnel"] {
        assert_eq!(site.get(&format!("/en/ranking/{ranking}")).status, 404, "recorded crime is never ranked");
    }
}

fn feeds_do_not_change_between_two_starts(one: &Served, other: &Served) {
    for language in ["en", "kk", "ru"] {
        for path in ["feed.atom", "feed.json", "calendar.ics", "feed/dataset/cpi.atom", "feed/dataset/recorded.atom"] {
            let path = format!("/{language}/{path}");
            let (a, b) = (one.good(&path), other.good(&path).replace(&other.host, &one.host));
            assert_eq!(a, b, "{path} depends on the day or the start");
            assert!(a.len() > 300, "{path}: {a}");
        }
    }
    let calendar = one.good("/kk/calendar.ics");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    for part in ["STATUS:CANCELLED", "SEQUENCE:2", "TRIGGER:-P1D", "UID:survey-2026@demonstration.invalid"] {
        assert!(calendar.contains(part), "{part}");
    }
}

fn only_own_pages_can_be_embedded(site: &Served) {
    let host = &site.host;
    let country = site.good("/sitemap.xml");
    let country = country.split("/en/country/").nth(1).and_then(|rest| rest.get(..3)).expect("a country").to_owned();
    let own = site.good(&format!("/oembed?url=http://{host}/kk/country/{country}&format=json"));
    let answer: serde_json::Value = serde_json::from_str(&own).expect("JSON");
    assert_eq!((answer["type"].as_str(), answer["version"].as_str()), (Some("rich"), Some("1.0")));
    let frame = format!("/embed/country-{country}");
    assert!(answer["html"].as_str().is_some_and(|html| html.contains(&frame)), "{own}");
    for (query, status) in [
        ("url=http://other.example/en/".to_owned(), 404),
        (format!("url=http://{host}/en/country/QQQ"), 404),
        (format!("url=http://{host}/en/&format=xml"), 501),
        (String::new(), 400),
    ] {
        assert_eq!(site.get(&format!("/oembed?{query}")).status, status, "{query}");
    }
    for path in [frame.clone(), format!("{frame}.svg")] {
        let reply = site.get(&path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.headers["content-security-policy"].contains("frame-ancestors *"), "{path}");
        assert!(!reply.headers.contains_key("set-cookie"));
    }
    assert_eq!(site.get("/embed/country-QQQ").status, 404);
    assert!(site.get("/en/").headers["content-security-policy"].contains("frame-ancestors 'none'"));
}

fn names_are_found_in_every_spelling(site: &Served) {
    let region = site.good("/sitemap.xml");
    let region = region.split("/kk/region/").nth(1).and_then(|rest| rest.split(['"', '<']).next()).expect("a region");
    for language in ["en", "kk", "ru"] {
        let page = site.good(&format!("/{language}/region/{region}"));
        let name = page.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let found = site.good(&format!("/ru/search?q={encoded}"));
        assert!(found.contains(&format!("/ru/region/{region}")), "{name}");
        assert!(found.contains("noindex"));
    }
}

fn a_page_can_be_verified_by_its_hash(site: &Served) {
    let page = site.get("/kk/methods");
    let digest = probity_core::Digest::of(&page.bytes).to_string();
    assert!(site.good("/kk/methods").contains("<a href=\"/kk/desk\" rel=\"nofollow\">Қызметкерлердің жұмыс орны</a>"));
    assert!(site.good("/kk/verify?page=methods").contains(&digest), "the hash is that of the page as it is served");
    assert!(page.headers["etag"].contains(&digest));
    let data = probity_core::Digest::of(&site.get("/data/cpi.csv").bytes).to_string();
    assert!(site.good(&format!("/en/verify?hash={}", &data[..12])).contains("data/cpi.csv"));
}

fn the_press_brief_names_its_observations(site: &Served) {
    let brief = site.good("/press/recorded-change.en.txt");
    assert!(brief.contains("[1] recorded-change:"), "{brief}");
    assert!(brief.contains("More recorded corruption is not more corruption"));
    for (format, part) in [("bib", "@misc{"), ("json", "\"dataset\""), ("xml", "kernel-4")] {
        assert!(site.good(&format!("/cite/cpi.{format}")).contains(part));
    }
    let kit = site.get("/press/cpi.zip");
    assert!(kit.status == 200 && kit.bytes.starts_with(b"PK"));
    assert_eq!(kit.bytes, site.get("/press/cpi.zip").bytes);
}
