//! The server through a real socket: every answer a reader, a crawler or a stranger can provoke.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::Running;
use probity_core::Language;
use probity_publication::page::House;
use probity_publication::{Request, Section, Site, gallery};
use probity_server::{Options, serve};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn gallery_site() -> Running {
    Running::start(gallery::site().with_api(probity_publication::api::samples::api()))
}

#[test]
fn the_root_leads_to_the_readers_language() {
    let site = gallery_site();
    for (header, place) in
        [("", "/en/"), ("Accept-Language: kk-KZ,ru;q=0.8\r\n", "/kk/"), ("Accept-Language: ru\r\n", "/ru/")]
    {
        let reply = site.ask("GET", "/", header);
        assert_eq!((reply.status, reply.header("location")), (303, place));
    }
    let reply = site.get("/kk");
    assert_eq!((reply.status, reply.header("location")), (308, "/kk/"));
}

#[test]
fn every_page_of_the_sitemap_is_answered_with_the_promised_headers() {
    let site = gallery_site();
    let xml = site.get("/sitemap.xml").text();
    let places: Vec<&str> =
        xml.split("<loc>http://example.test:81").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    assert!(places.len() >= 36, "{places:?}");
    for place in places {
        let path = place.replace("&amp;", "&");
        let reply = site.get(&path);
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-language"), &path[1..3]);
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(
            reply.header("content-security-policy"),
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        assert!(!reply.headers.contains_key("set-cookie"));
        assert!(reply.text().contains("data-page=\""), "{path}");
    }
}

#[test]
fn an_unchanged_page_is_not_sent_again() {
    let site = gallery_site();
    for encoding in ["", "Accept-Encoding: gzip\r\n"] {
        let tag = site.ask("GET", "/en/methods", encoding).header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() > 60, "{tag}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let reply = site.ask("GET", "/en/methods", &format!("If-None-Match: {known}\r\n{encoding}"));
            assert_eq!((reply.status, reply.body.len()), (304, 0), "{known}");
            assert_eq!(reply.header("etag"), tag);
        }
    }
    assert_eq!(site.ask("GET", "/en/methods", "If-None-Match: \"other\"\r\n").status, 200);
}

#[test]
fn head_says_what_get_would_and_sends_nothing() {
    let site = gallery_site();
    let (get, head) = (site.get("/ru/country/XAA"), site.ask("HEAD", "/ru/country/XAA", ""));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["etag", "content-length", "content-type", "content-language"] {
        assert_eq!(head.header(name), get.header(name));
    }
}

#[test]
fn pages_are_compressed_when_the_reader_takes_it() {
    let site = gallery_site();
    let plain = site.get("/en/ranking/cpi");
    let packed = site.ask("GET", "/en/ranking/cpi", "Accept-Encoding: br, gzip\r\n");
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "gzip"));
    assert_ne!(plain.header("etag"), packed.header("etag"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
}

#[test]
fn an_unknown_address_is_answered_in_the_language_of_the_path() {
    let site = gallery_site();
    for language in Language::ALL {
        for path in [
            "nothing",
            "country/QQQ",
            "country/",
            "o/x",
            "o/%ff",
            "a%00b",
            "%2e%2e/%2e%2e/etc/passwd",
            "../../etc/passwd",
        ] {
            let reply = site.get(&format!("/{language}/{path}"));
            assert_eq!((reply.status, reply.header("content-language")), (404, language.code()), "{path}");
            let text = reply.text();
            assert!(text.contains("data-page=\"error\"") && text.contains(&format!("<html lang=\"{language}\">")));
        }
    }
    assert_eq!(site.ask("GET", "/de/", "Accept-Language: kk\r\n").header("content-language"), "kk");
    assert_eq!(site.get("/data/../../Cargo.toml").status, 404);
    assert_eq!(site.get("//example.org/").status, 404);
}

#[test]
fn other_methods_are_refused_and_named() {
    let site = gallery_site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let reply = site.ask(method, "/en/", "");
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
    }
}

#[test]
fn downloads_and_assets_come_with_their_types() {
    let site = gallery_site();
    let csv = site.get("/data/findings.csv");
    assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(csv.text().starts_with("country,edition,score\n"));
    assert_eq!(site.get("/data/other.csv").status, 404);
    let page = site.get("/en/").text();
    let style = page.split("stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let reply = site.get(style);
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(reply.header("cache-control").contains("immutable"));
    assert!(!site.get("/assets/site.css").header("cache-control").contains("immutable"));
}

#[test]
fn the_sitemap_trusts_no_host_that_is_none() {
    let site = gallery_site();
    let ask = |host: &str| site.raw(&format!("GET /sitemap.xml HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(ask("other.example").text().contains("<loc>http://other.example/en/</loc>"));
    for host in ["a\"><script>", "a b", "a/b", ""] {
        assert_eq!(ask(host).status, 400, "{host}");
    }
    assert!(site.get("/robots.txt").text().contains("Sitemap: http://example.test:81/sitemap.xml"));
}

#[test]
fn long_and_broken_requests_do_no_harm() {
    let site = gallery_site();
    assert_eq!(site.get(&format!("/en/{}", "a".repeat(5000))).status, 414);
    assert_eq!(site.get(&format!("/en/compare?{}", "c=XAA&".repeat(600))).status, 200);
    assert_eq!(site.get("/en/compare?c=%zz&c=%ff&&=&c=XAA").status, 200);
    assert_eq!(site.raw("nonsense\r\n\r\n").status, 400);
    assert_eq!(site.get("/en/").status, 200);
}

/// A section with a fault in it.
struct Faulty;

impl Section for Faulty {
    fn page(&self, _: &House, _: &Request) -> Option<String> {
        panic!("a fault inside")
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }
}

#[test]
fn a_fault_in_a_page_is_told_without_details_and_harms_no_other() {
    let site = Running::start(Site::new(gallery::house(), vec![Box::new(Faulty)]));
    for _ in 0..3 {
        let reply = site.get("/kk/");
        assert_eq!(reply.status, 500);
        assert!(reply.text().contains("data-page=\"error\"") && !reply.text().contains("a fault inside"));
        assert!(reply.text().contains("<html lang=\"kk\">"));
    }
    assert_eq!(site.get("/robots.txt").status, 200);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the promise is about time")]
fn the_server_ends_within_two_seconds_whatever_readers_do() {
    let mut site = gallery_site();
    let mut half = TcpStream::connect(site.at).unwrap();
    half.write_all(b"GET /en/ HTTP/1.1\r\nHost: a\r\n").unwrap();
    let idle = TcpStream::connect(site.at).unwrap();
    let start = Instant::now();
    site.end();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert!(TcpStream::connect(site.at).is_err());
    drop((half, idle));
}

#[test]
fn a_port_that_is_taken_is_an_error_that_names_it() {
    let site = gallery_site();
    let options = Options { host: "127.0.0.1".to_owned(), port: site.at.port() };
    let error = serve(gallery::site(), None, &options, |_| {}, std::future::ready(())).unwrap_err();
    assert!(error.to_string().contains(&site.at.port().to_string()));
}
