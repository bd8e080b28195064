//! A small writer for SVG elements. Attributes are written in the order in which the code names them, numbers with at
//! most two decimals, and every text is escaped here and nowhere else, so that equal scenes are equal bytes.

use super::Frame;

/// One element with its attributes and children.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds an attribute that is a number, see [`fixed`].
    #[must_use]
    pub fn num(self, name: &'static str, value: f64) -> Self {
        self.attr(name, fixed(value))
    }

    /// Adds the class attribute.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Adds a child element.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// Adds a child element.
    pub fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Writes the element and what is in it.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&escape(value));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(&escape(text)),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// A number with at most two decimals, no trailing zeros and no negative zero. What is not finite becomes `0`, and
/// coordinates beyond ±10⁹ are cut: no drawing is that large.
pub fn fixed(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{:.2}", value.clamp(-1e9, 1e9));
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}

/// Text for XML: markup characters become entities, characters that XML 1.0 forbids become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// The address, if following it cannot run a script: a relative one, or one of `http` and `https`.
pub fn safe_href(href: &str) -> Option<&str> {
    let scheme = href.split(['/', '?', '#']).next().unwrap_or_default();
    let harmless = !scheme.contains(':') || href.starts_with("https://") || href.starts_with("http://");
    let printable = !href.is_empty() && !href.chars().any(|c| c.is_control() || c.is_whitespace());
    (harmless && printable).then_some(href)
}

/// A drawing under construction.
pub struct Scene<'a> {
    frame: &'a Frame<'a>,
    prefix: String,
    definitions: Vec<Element>,
    body: Vec<Element>,
}

impl<'a> Scene<'a> {
    /// An empty drawing.
    pub fn new(frame: &'a Frame<'a>) -> Self {
        let keep = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
        let mut prefix: String = frame.id.chars().map(keep).collect();
        if !prefix.starts_with(|c: char| c.is_ascii_alphabetic()) {
            prefix.insert(0, 'p');
        }
        Self { frame, prefix, definitions: Vec::new(), body: Vec::new() }
    }

    /// An id of this drawing.
    pub fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }

    /// Adds a definition (a pattern); its id should come from [`Scene::id`].
    pub fn define(&mut self, element: Element) {
        self.definitions.push(element);
    }

    /// Adds an element on top of those before it.
    pub fn add(&mut self, element: Element) {
        self.body.push(element);
    }

    /// Wraps an element in a link when the frame wants links and the address is safe.
    pub fn linked(&self, href: &Option<String>, element: Element) -> Element {
        match href.as_deref().filter(|_| self.frame.links).and_then(safe_href) {
            Some(href) => Element::new("a").attr("href", href).child(element),
            None => element,
        }
    }

    /// The finished `<svg>` with its accessible name and description.
    pub fn finish(self, class: &str, width: f64, height: f64) -> String {
        let (title, desc) = (self.id("title"), self.id("desc"));
        let mut root = Element::new("svg")
            .attr("xmlns", "http://www.w3.org/2000/svg")
            .class(class)
            .attr("viewBox", format!("0 0 {} {}", fixed(width), fixed(height)))
            .attr("width", "100%")
            .attr("role", if self.frame.links { "group" } else { "img" })
            .attr("aria-labelledby", format!("{title} {desc}"))
            .attr("font-size", "14");
        root.push(Element::new("title").attr("id", title).text(self.frame.title));
        root.push(Element::new("desc").attr("id", desc).text(self.frame.description));
        if !self.definitions.is_empty() {
            let mut defs = Element::new("defs");
            self.definitions.into_iter().for_each(|definition| defs.push(definition));
            root.push(defs);
        }
        self.body.into_iter().for_each(|element| root.push(element));
        let mut out = String::new();
        root.write(&mut out);
        out
    }
}
