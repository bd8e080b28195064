//! A drawing taken out of a page: with size and colours of its own, as the typesetter knows no style sheet of a site.

use probity_publication::plot;
use scraper::{ElementRef, Selector};

/// The drawing as a file, and what it shows in words. `None` when it has no size.
pub fn standalone(svg: ElementRef<'_>) -> Option<(String, String)> {
    let mut size = svg.value().attr("viewBox")?.split_whitespace().skip(2);
    let (width, height) = (size.next()?.parse().ok()?, size.next()?.parse().ok()?);
    let words = [texts(svg, "title"), texts(svg, "desc")];
    let alternative = words.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(". ");
    // The serialiser writes HTML, which has one named entity that XML lacks.
    let text = svg.html().replace("&nbsp;", "\u{a0}");
    Some((plot::standalone(&text, width, height), alternative))
}

fn texts(svg: ElementRef<'_>, name: &str) -> String {
    let Ok(selector) = Selector::parse(name) else { return String::new() };
    svg.select(&selector).next().map(|element| element.text().collect::<String>()).unwrap_or_default()
}
