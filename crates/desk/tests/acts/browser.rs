//! Asks the desk as a browser does: follows addresses, fills in the forms that pages have, and checks of every page it is
//! shown that everybody can read it.

use crate::log::Kept;
use probity_commitments::record::party::Role;
use probity_core::Language;
use probity_desk::{Answered, Asked, Person, Records, Verb, Work, answer};
use probity_publication::gallery::house;
use probity_publication::route::decode;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

/// Somebody at the desk.
pub struct Browser<'a> {
    pub log: &'a Kept,
    pub language: Language,
    pub person: Person,
    pub minute: i32,
}

/// A page that was shown.
pub struct Shown {
    pub status: u16,
    pub html: String,
    pub path: String,
}

pub fn person(actor: &str, role: Role, body: &str, language: Language) -> Person {
    let (account, name) = (actor.to_owned(), format!("{actor} <b>"));
    Person { account, name, actor: Some(actor.to_owned()), roles: vec![role], body: Some(body.to_owned()), language }
}

pub fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

pub fn attribute<'a>(element: &ElementRef<'a>, name: &str) -> &'a str {
    element.value().attr(name).unwrap_or_default()
}

impl Shown {
    /// The text of the page, without marks.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.html);
        select(&page, "main")[0].text().collect::<Vec<_>>().join(" ")
    }

    /// The addresses of links, below the desk.
    pub fn links(&self) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        let all = select(&page, "main a[href]").into_iter().map(|it| attribute(&it, "href").to_owned());
        all.filter_map(|href| href.split_once("/desk/").map(|(_, path)| path.to_owned())).collect()
    }

    /// What the form of an act would send as it stands.
    pub fn fields(&self) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.html);
        let mut all = Vec::new();
        for control in select(&page, "form[action*='/desk/act/'] :is(input, select, textarea)") {
            let name = attribute(&control, "name").to_owned();
            let ticked = control.value().attr("checked").is_some();
            match control.value().name() {
                "textarea" => all.push((name, control.text().collect())),
                "select" => {
                    let chosen = control.select(&Selector::parse("option[selected]").unwrap()).next();
                    all.push((name, chosen.map(|it| attribute(&it, "value").to_owned()).unwrap_or_default()));
                }
                _ if attribute(&control, "type") == "checkbox" && !ticked => {}
                // A file in which nothing was chosen, and a page cannot choose one.
                _ if attribute(&control, "type") == "file" => {}
                _ => all.push((name, attribute(&control, "value").to_owned())),
            }
        }
        all
    }

    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

impl Browser<'_> {
    fn ask(&self, verb: Verb, address: &str, form: Vec<(String, String)>) -> Answered {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let asked = Asked {
            verb,
            language: self.language,
            path: decode(path).unwrap(),
            query: pairs.map(|(name, value)| (name.to_owned(), decode(value).unwrap())).collect(),
            form,
            session: None,
            own: true,
            now: format!("2026-11-22T10:{:02}:00Z", self.minute).parse().unwrap(),
        };
        let snapshot = self.log.snapshot().unwrap();
        let house = house();
        let work =
            Work { house: &house, records: self.log, snapshot: &snapshot, person: &self.person, form_token: "T0" };
        answer(&work, &asked)
    }

    fn shown(&self, answered: Answered, path: &str) -> Shown {
        let html = String::from_utf8(answered.bytes).unwrap();
        let wrong = problems(self.language, &html);
        assert_eq!(wrong, Vec::<String>::new(), "{} {path} {html}", self.language);
        Shown { status: answered.status, html, path: path.to_owned() }
    }

    /// Asks for something that is no page.
    pub fn file(&self, path: &str) -> Answered {
        self.ask(Verb::Get, path, Vec::new())
    }

    pub fn get(&self, path: &str) -> Shown {
        self.shown(self.ask(Verb::Get, path, Vec::new()), path)
    }

    /// Sends a form; where the desk leads elsewhere, goes there.
    pub fn post(&self, path: &str, form: Vec<(String, String)>) -> Shown {
        let answered = self.ask(Verb::Post, path, form);
        match &answered.location {
            Some(to) => {
                let to = to.split_once("/desk/").unwrap().1.to_owned();
                self.get(&to)
            }
            None => self.shown(answered, path),
        }
    }

    /// Opens a form, fills in what is given and asks for the preview.
    pub fn preview(&self, address: &str, filled: &[(&str, &str)]) -> Shown {
        let opened = self.get(address);
        assert_eq!(opened.status, 200, "{address}: {}", opened.text());
        let kind = address.split('?').next().unwrap();
        self.post(kind, changed(opened.fields(), filled, "preview"))
    }

    /// The same, and records what the preview shows.
    pub fn record(&self, address: &str, filled: &[(&str, &str)]) -> Shown {
        let preview = self.preview(address, filled);
        assert_eq!(preview.status, 200, "{address}: {}", preview.text());
        let done = self.post(address.split('?').next().unwrap(), changed(preview.fields(), &[], "record"));
        assert!(done.status == 200 && done.path.starts_with("record/"), "{address}: {} {}", done.status, done.text());
        done
    }
}

pub fn changed(fields: Vec<(String, String)>, filled: &[(&str, &str)], step: &str) -> Vec<(String, String)> {
    let kept = fields.into_iter().filter(|(name, _)| filled.iter().all(|(own, _)| own != name));
    let last = [("step", step)];
    let own = filled.iter().chain(&last).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    kept.chain(own).collect()
}

/// What is wrong with a page.
pub fn problems(language: Language, html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut wrong: Vec<String> = page.errors.iter().map(|it| it.to_string()).collect();
    let mut check = |fine: bool, rule: String| {
        if !fine {
            wrong.push(rule);
        }
    };
    check(select(&page, &format!("html[lang={language}]")).len() == 1, "language".into());
    check(select(&page, "h1").len() == 1, "one h1".into());
    check(select(&page, "meta[name=robots][content=noindex]").len() == 1, "noindex".into());
    let foreign = "script:not([src='/desk/passkey.js']), script:not(:empty), style, [style], iframe";
    check(select(&page, foreign).is_empty(), "no script but our own, no style inside".into());
    check(select(&page, "main b").is_empty(), "what people type is never markup".into());
    let ids: Vec<&str> = select(&page, "[id]").iter().map(|it| attribute(it, "id")).collect();
    let once: BTreeSet<&&str> = ids.iter().collect();
    check(ids.len() == once.len(), format!("ids are unique: {ids:?}"));
    for name in ["aria-labelledby", "aria-describedby", "list"] {
        for element in select(&page, &format!("main [{name}]")) {
            let all = attribute(&element, name);
            check(all.split(' ').all(|id| ids.contains(&id)), format!("{name}={all} leads nowhere"));
        }
    }
    for link in select(&page, "main a[href^='#']") {
        let to = attribute(&link, "href").trim_start_matches('#').to_owned();
        check(ids.contains(&to.as_str()), format!("#{to} leads nowhere"));
    }
    for control in select(&page, "main :is(input:not([type=hidden]), select, textarea)") {
        let id = attribute(&control, "id");
        check(select(&page, &format!("label[for='{id}']")).len() == 1, format!("{id} has one label"));
    }
    for form in select(&page, "main form[method=post]") {
        let token = form.select(&Selector::parse("input[name=form-token]").unwrap()).count();
        check(token == 1, "every form carries the token".into());
    }
    let text: String = select(&page, "main")[0].text().collect();
    for key in
        include_str!("../../messages/desk.en.ftl").lines().filter_map(|line| line.split_once(" =").map(|it| it.0))
    {
        check(!key.contains('-') || !text.contains(key), format!("`{key}` is shown for a sentence"));
    }
    wrong
}
