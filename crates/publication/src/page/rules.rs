//! The rules every page keeps, checked on the gallery's page of every type in every language.

use crate::gallery;
use crate::route::decode;
use crate::site::{Ask, Request};
use probity_core::Language;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// What is wrong with a page; empty when it keeps every rule.
pub(crate) fn problems(language: Language, html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut wrong = Vec::new();
    let mut check = |fine: bool, rule: &str| {
        if !fine {
            wrong.push(rule.to_owned());
        }
    };
    check(page.errors.is_empty(), &format!("the parser is content: {:?}", page.errors));
    check(select(&page, &format!("html[lang={language}]")).len() == 1, "html lang is the language of the path");
    check(select(&page, "title").first().is_some_and(|title| !text(*title).is_empty()), "there is a title");
    check(select(&page, "h1").len() == 1, "exactly one h1");
    check(select(&page, "main").len() == 1, "one main");
    check(select(&page, "body[data-page]").len() == 1, "the page names its type");
    let first = select(&page, "body > *").first().map(|element| element.value().attr("href"));
    check(first == Some(Some("#content")) && select(&page, "main#content").len() == 1, "a skip link is first");
    for other in Language::ALL {
        check(
            select(&page, &format!("link[rel=alternate][hreflang={other}]")).len() == 1,
            "alternates in all languages",
        );
    }
    let ids: Vec<&str> = select(&page, "[id]").iter().filter_map(|e| e.value().attr("id")).collect();
    check(ids.len() == ids.iter().collect::<BTreeSet<_>>().len(), "ids are unique");
    for reference in select(&page, "[aria-labelledby]") {
        let names = reference.value().attr("aria-labelledby").unwrap_or_default();
        check(names.split(' ').all(|name| ids.contains(&name)), "aria-labelledby points to ids of the page");
    }
    check(select(&page, "script, style, [style], iframe, object, embed").is_empty(), "no inline script or style");
    let attributes = select(&page, "*").into_iter().flat_map(|e| e.value().attrs()).map(|(name, _)| name.to_owned());
    check(attributes.into_iter().all(|name| !name.starts_with("on")), "no event handlers");
    check(select(&page, "form").iter().all(|form| form.value().attr("method") == Some("get")), "forms are GET");
    for control in select(&page, "select, input, textarea") {
        let id = control.value().attr("id").unwrap_or_default();
        check(select(&page, &format!("label[for='{id}']")).len() == 1, "every control has its label");
    }
    check(select(&page, "img:not([alt])").is_empty(), "images have a text");
    for resource in select(&page, "[src], link[rel=stylesheet], link[rel=icon]") {
        let address = resource.value().attr("src").or_else(|| resource.value().attr("href")).unwrap_or_default();
        check(address.starts_with('/') && !address.starts_with("//"), "resources come from this host");
    }
    for table in select(&page, "table") {
        let within = |selector: &str| table.select(&Selector::parse(selector).unwrap()).count();
        check(within("caption") == 1 && within("th[scope=col]") > 0, "tables have caption and headers");
        check(within("th") == within("th[scope]"), "headers have their scope");
    }
    for figure in select(&page, "figure") {
        let within = |selector: &str| figure.select(&Selector::parse(selector).unwrap()).count();
        check(within("table") == 1, "a figure has its table");
        check(
            within("svg[role=img] > title") == 1 && within("svg[role=img] > desc") == 1,
            "a plot has title and description",
        );
    }
    wrong
}

fn pages() -> Vec<(Language, String, String)> {
    let site = gallery::site();
    let mut all = Vec::new();
    for language in Language::ALL {
        for path in site.paths() {
            let (plain, query) = path.split_once('?').unwrap_or((&path, ""));
            let query = query.split('&').filter_map(|pair| pair.split_once('='));
            let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let request = Request { language, path: decode(plain).unwrap(), query };
            let html = site.page(&request).unwrap_or_else(|| panic!("{path} is listed and missing"));
            all.push((language, path, html));
        }
        for problem in [super::error::Problem::NotFound, super::error::Problem::Broken] {
            all.push((language, format!("{problem:?}"), site.error(language, problem)));
        }
    }
    all
}

#[test]
fn every_page_type_keeps_the_rules_in_every_language() {
    for (language, path, html) in pages() {
        assert_eq!(problems(language, &html), Vec::<String>::new(), "/{language}/{path}");
    }
}

#[test]
fn a_page_that_breaks_the_rules_is_found_out() {
    let bad = "<!doctype html><html lang=en><head><title></title></head><body><h1>a</h1><h1 id=x>b</h1><p id=x style='a'>\
               <form><select name=c></select></form><img src=//other/x><table><tr><th>a</th></tr></table>\
               <figure><svg></svg></figure></body></html>";
    let found = problems(Language::En, bad);
    for rule in
        ["one h1", "ids are unique", "control has its label", "have a text", "this host", "caption", "a figure has"]
    {
        assert!(found.iter().any(|problem| problem.contains(rule)), "{rule}: {found:?}");
    }
}

#[test]
fn titles_are_unique_across_pages_and_languages() {
    let titles: Vec<String> =
        pages().iter().map(|(_, _, html)| text(select(&Html::parse_document(html), "title")[0])).collect();
    assert_eq!(titles.len(), titles.iter().collect::<BTreeSet<_>>().len(), "{titles:#?}");
}

#[test]
fn every_score_is_inside_a_link_to_its_observation() {
    for (_, path, html) in pages().iter().filter(|(_, path, _)| !path.starts_with("o/")) {
        let page = Html::parse_document(html);
        for number in select(&page, ".num") {
            let href = number.value().attr("href").unwrap_or_default();
            assert_eq!(number.value().name(), "a", "{path}: {}", text(number));
            assert!(href.contains("/o/"), "{path}: {href}");
        }
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    let site = gallery::site();
    let flows = crate::dataflow::all(&gallery::tenders::shown());
    for (language, path, html) in pages() {
        for link in select(&Html::parse_document(&html), "main a[href^='/']") {
            let href = link.value().attr("href").unwrap_or_default();
            let inside = href.strip_prefix(&format!("/{language}/"));
            let named = decode(href.trim_start_matches('/').split('?').next().unwrap_or_default()).unwrap();
            let found = match inside.map(|inside| inside.split('?').next().unwrap_or_default()) {
                Some(inside) => {
                    site.page(&Request { language, path: decode(inside).unwrap(), query: Vec::new() }).is_some()
                }
                None => site.file(&named).is_some(),
            };
            let ask = Ask { base: "http://h", path: &named, query: &Vec::new() };
            let flow = href.strip_prefix("/v1/data/").and_then(|rest| rest.split('/').next());
            let in_api = flow.is_some_and(|id| flows.iter().any(|own| own.id == id));
            let found = found || in_api || site.reply(&ask).is_some();
            assert!(found, "/{language}/{path} links to {href}");
        }
    }
}

#[test]
fn every_page_leads_to_its_own_verification_and_to_the_search() {
    for (language, path, html) in pages() {
        let page = Html::parse_document(&html);
        let form = select(&page, "form[role=search]");
        assert_eq!(form[0].value().attr("action"), Some(format!("/{language}/search").as_str()), "{path}");
        let check = format!("footer a[href^='/{language}/verify']");
        let error = select(&page, "body[data-page=error]").len();
        assert_eq!(select(&page, &check).len(), 1 - error, "/{language}/{path}");
    }
}

#[test]
fn searches_and_checks_keep_the_rules_and_stay_out_of_catalogues() {
    let site = gallery::site();
    for language in Language::ALL {
        for (path, name, value) in [
            ("search", "q", "example"),
            ("search", "q", "\"><script>alert(1)</script>"),
            ("search", "q", ""),
            ("verify", "hash", "0123abcd"),
            ("verify", "hash", "<b>"),
            ("verify", "page", "country/XAA"),
        ] {
            let query = vec![(name.to_owned(), value.to_owned())];
            let html = site.page(&Request { language, path: path.to_owned(), query }).unwrap();
            assert_eq!(problems(language, &html), Vec::<String>::new(), "{path} {value}");
            let noindex = select(&Html::parse_document(&html), "meta[name=robots][content=noindex]").len();
            assert_eq!(noindex, 1, "{path} {value}");
        }
    }
    assert!(!site.paths().iter().any(|path| path.starts_with("search")));
}

#[test]
fn regions_are_never_ranked_and_the_caution_stands_beside_every_count() {
    let site = gallery::site();
    for language in Language::ALL {
        for path in ["region/XAA-01", "country/XAA"] {
            let request = Request { language, path: path.to_owned(), query: Vec::new() };
            let html = site.page(&request).unwrap();
            assert_eq!(select(&Html::parse_document(&html), ".caution").len(), 1, "{path}");
        }
        for id in ["recorded", "recorded-change"] {
            let request = Request { language, path: format!("ranking/{id}"), query: Vec::new() };
            assert!(site.page(&request).is_none());
        }
    }
}

#[test]
fn kazakh_and_russian_pages_write_the_decimal_comma() {
    for (language, path, html) in pages().iter().filter(|(_, path, _)| path == "country/XAA") {
        let score = text(select(&Html::parse_document(html), ".card .v")[0]);
        let expected = if *language == Language::En { "78.4" } else { "78,4" };
        assert_eq!(score, expected, "{language} {path}");
    }
}

#[test]
fn each_page_type_looks_as_it_did() {
    for (language, path, html) in pages().iter().filter(|(language, _, _)| *language == Language::En) {
        let main = html.split_once("<main").map_or(html.as_str(), |(_, main)| main);
        // One element a line: a change shows as a small difference.
        let lines = main.replace("><", ">\n<");
        let name: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{language}-{name}"), lines);
        });
    }
}
