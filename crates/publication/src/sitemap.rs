//! The list of all public pages for crawlers, with each page's other languages. A sitemap may hold 50,000 addresses;
//! a larger site gets an index of numbered parts.

use probity_core::Language;
use std::fmt::Write as _;

/// Pages a part holds: three addresses each, below the limit of sitemaps.org of 50,000.
const PAGES_A_PART: usize = 16_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const XMLNS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `sitemap.xml`: the pages, or the index of the parts when there are too many. `base` is the site's address without
/// trailing slash; `paths` are encoded and without language.
pub fn root(base: &str, paths: &[String]) -> String {
    if paths.len() <= PAGES_A_PART {
        return urls(base, paths);
    }
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{XMLNS}\">\n");
    for number in 1..=paths.len().div_ceil(PAGES_A_PART) {
        let _ = writeln!(xml, "<sitemap><loc>{}/sitemap-{number}.xml</loc></sitemap>", escape(base));
    }
    xml + "</sitemapindex>\n"
}

/// `sitemap-N.xml`, counted from 1; `None` when there is no such part.
pub fn part(base: &str, paths: &[String], number: usize) -> Option<String> {
    let parts = paths.len().div_ceil(PAGES_A_PART);
    if parts < 2 {
        return None;
    }
    paths.chunks(PAGES_A_PART).nth(number.checked_sub(1)?).map(|paths| urls(base, paths))
}

fn urls(base: &str, paths: &[String]) -> String {
    let base = escape(base);
    let mut xml = format!("{HEAD}<urlset xmlns=\"{XMLNS}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for path in paths {
        let path = escape(path);
        let mut alternates = String::new();
        for language in Language::ALL {
            let _ = write!(
                alternates,
                "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{base}/{language}/{path}\"/>"
            );
        }
        for language in Language::ALL {
            let _ = writeln!(xml, "<url><loc>{base}/{language}/{path}</loc>{alternates}</url>");
        }
    }
    xml + "</urlset>\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_listed_in_every_language_with_its_alternates() {
        let xml = root("http://h", &["".to_owned(), "compare?c=A&c=B".to_owned()]);
        assert_eq!(xml.matches("<loc>").count(), 6);
        assert_eq!(xml.matches("hreflang=\"kk\"").count(), 6);
        assert!(xml.contains("<loc>http://h/ru/compare?c=A&amp;c=B</loc>"));
    }

    #[test]
    fn a_large_site_gets_an_index_whose_parts_hold_every_page() {
        let paths: Vec<String> = (0..PAGES_A_PART + 1).map(|i| format!("o/{i}")).collect();
        assert!(root("http://h", &paths).contains("http://h/sitemap-2.xml"));
        assert_eq!(part("http://h", &paths, 2).unwrap().matches("<loc>").count(), 3);
        assert_eq!(part("http://h", &paths, 3), None);
        assert_eq!(part("http://h", &paths, 0), None);
    }
}
