//! The interface `/v1` through a real socket: what HTTP adds to its answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Reply, Running};
use probity_publication::api::samples;
use probity_publication::gallery;

fn site() -> Running {
    Running::start(gallery::site().with_api(samples::api()))
}

fn post(site: &Running, path: &str, body: &str) -> Reply {
    let head = format!("POST {path} HTTP/1.1\r\nHost: example.test:81\r\nConnection: close\r\n");
    site.raw(&format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()))
}

#[test]
fn data_come_with_their_type_and_may_be_read_from_any_site() {
    let site = site();
    let reply = site.get("/v1/data/CPI/score.XAA.");
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(reply.header("content-security-policy").contains("default-src 'none'"));
    assert!(reply.header("vary").contains("accept") && !reply.headers.contains_key("set-cookie"));
    let sdmx = site.ask("GET", "/v1/data/CPI", "Accept: application/vnd.sdmx.data+csv;version=2.0.0\r\n");
    assert_eq!(sdmx.header("content-type"), "application/vnd.sdmx.data+csv;version=2.0.0");
    assert!(sdmx.text().starts_with("STRUCTURE,STRUCTURE_ID,ACTION,"));
    let again = site.ask("GET", "/v1/data/CPI", "Accept: application/json\r\n");
    assert_eq!(
        again.header("content-type"),
        "application/json",
        "what was kept for one format is not sent for another"
    );
}

#[test]
fn unchanged_data_are_not_sent_again() {
    let site = site();
    let tag = site.get("/v1/data/CPI").header("etag").to_owned();
    let reply = site.ask("GET", "/v1/data/CPI", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((reply.status, reply.body.len(), reply.header("etag")), (304, 0, tag.as_str()));
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert_ne!(site.get("/v1/data/CPI/score..").header("etag"), tag);
    let head = site.ask("HEAD", "/v1/data/CPI", "");
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, tag.as_str()));
}

#[test]
fn the_next_page_is_named_with_the_host_the_reader_used() {
    let site = site();
    let mut address = "/v1/data/CPI?limit=6&c[MEASURE]=score".to_owned();
    let mut rows = 0;
    for page in 0..3 {
        let reply = site.get(&address);
        rows += reply.text().lines().count() - 1;
        let link = reply.header("link");
        let next = link.strip_prefix("<http://example.test:81").and_then(|rest| rest.strip_suffix(">; rel=\"next\""));
        match next {
            Some(next) => address = next.to_owned(),
            None => assert!(page == 1 && link.is_empty(), "{link}"),
        }
        if next.is_none() {
            break;
        }
    }
    assert_eq!(rows, 8);
}

#[test]
fn browsers_may_ask_first() {
    let site = site();
    let reply = site.ask("OPTIONS", "/v1/data/CPI", "Origin: http://a\r\nAccess-Control-Request-Method: GET\r\n");
    assert_eq!((reply.status, reply.header("access-control-allow-methods")), (204, "GET, HEAD, OPTIONS"));
    let reply = site.ask("OPTIONS", "/v1/verify", "Origin: http://a\r\nAccess-Control-Request-Method: POST\r\n");
    assert_eq!(reply.header("access-control-allow-methods"), "POST, OPTIONS");
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}

#[test]
fn every_problem_is_told_in_the_same_form() {
    let site = site();
    let long = format!("/v1/data/CPI?{}", "c=XAA&".repeat(900));
    let cases = [
        ("GET", "/v1/data/CPI/a.b.c.d.e", 400),
        ("GET", "/v1/data/CPI?c[NOPE]=1", 400),
        ("GET", "/v1/data/NOPE", 404),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/data/CPI?format=xml", 406),
        ("DELETE", "/v1/data/CPI", 405),
        ("POST", "/v1/data/CPI", 405),
        ("GET", "/v1/verify", 405),
        ("TRACE", "/v1/datasets", 405),
        ("GET", long.as_str(), 414),
    ];
    for (method, path, status) in cases {
        let reply = site.ask(method, path, "");
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("content-type"), "application/problem+json", "{method} {path}");
        let text = reply.text();
        for member in ["\"type\":", "\"title\":", &format!("\"status\":{status}"), "\"detail\":"] {
            assert!(text.contains(member), "{text}");
        }
        assert_eq!(reply.headers.contains_key("allow"), status == 405);
    }
    assert_eq!(site.ask("GET", "/v1/data/CPI", "Accept: image/png\r\n").status, 406);
}

#[test]
fn a_note_is_looked_up_and_long_bodies_are_refused() {
    let site = site();
    let note = String::from_utf8(samples::earlier()["MANIFEST.note"].clone()).unwrap();
    let reply = post(&site, "/v1/verify", &note);
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains("\"known\":true") && reply.text().contains("\"log_index\":0"), "{}", reply.text());
    assert_eq!(post(&site, "/v1/verify", "hello").status, 400);
    assert_eq!(post(&site, "/v1/verify", &"x".repeat(70_000)).status, 413);
    assert_eq!(post(&site, "/en/", "x").status, 405);
}

#[test]
fn without_the_interface_its_addresses_lead_nowhere() {
    let site = Running::start(gallery::site());
    assert_eq!(site.get("/v1/datasets").status, 404);
}
