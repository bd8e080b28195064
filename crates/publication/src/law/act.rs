//! An act on a day: its text in the language a reader chose, or in two side by side; what it refers to and what refers to
//! it; its points in time; what happened to it. The same page shows one provision by itself.

use super::Asked;
use super::answers;
use super::shelf::{Link, To};
use super::{text, words};
use crate::message as say;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, facts};
use crate::route::Route;
use jiff::civil::Date;
use maud::{Markup, html};
use probity_commitments::law::library::{Change, Holding, LanguageCode, View};
use probity_core::Language;
use std::collections::BTreeMap;

/// One act, as it is asked for.
struct Act<'a> {
    asked: &'a Asked<'a>,
    holding: &'a Holding,
    view: View<'a>,
    /// The text beside it.
    other: Option<View<'a>>,
    /// The provision, when one is asked for.
    eid: Option<&'a str>,
}

/// The page; `None` when the library has no such act, or the act no such provision on that day.
pub(super) fn page(asked: &Asked<'_>, work: &str) -> Option<String> {
    let holding = asked.shelf().collection.work(work)?;
    let language = asked.language();
    let code = chosen_text(asked, holding)?;
    let view = holding.view(asked.at, Some(&code))?;
    let eid = asked.request.first("eid");
    if eid.is_some_and(|eid| view.below(eid).is_empty()) {
        return None;
    }
    let beside = asked.request.first("beside").and_then(|code| code.parse::<LanguageCode>().ok());
    let other = beside.filter(|other| *other != code).and_then(|other| holding.view(asked.at, Some(&other)));
    let act = Act { asked, holding, view, other, eid };
    let (title, foreign) = words::title(holding, language);
    let body = html! {
        p class="crumb" {
            a href=(asked.frame.href(&Route::Laws)) { (say::law_title(language)) }
            @if eid.is_some() {
                " › " a href=(act.href(&[("at", &asked.day())])) lang=[foreign.map(words::tag)] { (title) }
            }
        }
        h1 lang=[foreign.map(words::tag)] { (title) @if let Some(eid) = eid { " · " span lang=(language) { (words::provision(language, eid)) } } }
        (facts(&act.cover()))
        (act.form(&code))
        (section("law-text", &say::law_section_text(language, words::day(language, asked.at)), &act.text()))
        (section("law-refers", &say::law_section_out(language), &act.out()))
        (section("law-referred", &say::law_section_in(language), &act.incoming()))
        (section("law-points", &say::law_section_points(language), &act.points()))
        (section("law-events", &say::law_section_events(language), &act.events()))
        (section("law-answers", &say::law_section_answers(language), &answers::of_act(asked, holding, eid)))
    };
    let part = eid.map(|eid| format!(" · {}", words::provision(language, eid))).unwrap_or_default();
    let title = format!("{title}{part} · {}", say::law_on_day(language, words::day(language, asked.at)));
    Some(document(asked.frame, &Page { kind: "law", title: &title, noindex: false }, &body))
}

/// The language of the text: the one asked for, else the page's, else that of a text that binds.
pub(super) fn chosen_text(asked: &Asked<'_>, holding: &Holding) -> Option<LanguageCode> {
    let wanted = asked.request.first("text").and_then(|code| code.parse::<LanguageCode>().ok());
    let has = |code: &LanguageCode| holding.languages().any(|known| known == code);
    let own = words::code(asked.language()).parse::<LanguageCode>().ok();
    let found = wanted.filter(has).or_else(|| own.filter(has));
    found.or_else(|| Some(holding.expression(asked.at, None)?.language.clone()))
}

/// A field for a day with its label.
pub(super) fn day_field(name: &str, label: &str, day: Date) -> Markup {
    html! {
        label for={ "choose-" (name) } { (label) }
        input type="date" id={ "choose-" (name) } name=(name) value=(day);
    }
}

/// The languages of an act's texts as options.
pub(super) fn options(language: Language, holding: &Holding, chosen: Option<&LanguageCode>) -> Markup {
    html! {
        @for code in holding.languages() {
            option value=(code) selected[Some(code) == chosen] { (words::language_name(language, code)) }
        }
    }
}

impl Act<'_> {
    fn language(&self) -> Language {
        self.asked.language()
    }

    fn href(&self, pairs: &[(&str, &str)]) -> String {
        self.asked.href(&Route::Law(self.holding.work.to_string()), pairs)
    }

    fn cover(&self) -> Vec<(String, Markup)> {
        let language = self.language();
        let expression = self.view.expression;
        let binding = match expression.authoritative {
            true => say::law_text_binding(language),
            false => say::law_text_translation(language),
        };
        let text = format!(
            "{}, {binding}, {}",
            words::language_name(language, &expression.language),
            words::day(language, expression.expression_date.0)
        );
        let early = expression.expression_date.0 > self.asked.at;
        let day = |label: String, day: Option<Date>| day.map(|day| (label, html! { (words::day(language, day)) }));
        let seen = self.eid.and_then(|eid| self.view.seen(eid));
        let state = seen.map(|seen| {
            words::provision_state(language, seen.state, self.view.state)
                .unwrap_or_else(|| words::work_state(language, self.view.state))
        });
        let facts = [
            Some((say::law_label_act(language), html! { code { (self.holding.work) } })),
            Some((
                say::column_country(language),
                html! { (self.asked.section.state(self.holding.work.country(), language, self.asked.at)) },
            )),
            Some((
                say::law_label_state(language),
                html! { (state.unwrap_or_else(|| words::work_state(language, self.view.state))) },
            )),
            day(say::law_label_since(language), seen.and_then(|seen| seen.since)),
            Some((
                say::law_label_text_of(language),
                html! { (text) @if early { " " span class="mark" { (say::law_text_early(language)) } } },
            )),
            day(say::law_label_assented(language), expression.assented.map(|day| day.0)),
            day(say::law_label_published(language), expression.published.map(|day| day.0)),
        ];
        facts.into_iter().flatten().collect()
    }

    fn form(&self, code: &LanguageCode) -> Markup {
        let language = self.language();
        let beside = self.other.as_ref().map(|other| &other.expression.language);
        html! {
            form class="choice" method="get" action=(self.href(&[])) {
                (day_field("at", &say::law_form_at(language), self.asked.at))
                label for="choose-text" { (say::law_label_language(language)) }
                select id="choose-text" name="text" { (options(language, self.holding, Some(code))) }
                @if self.holding.languages().count() > 1 {
                    label for="choose-beside" { (say::law_form_beside(language)) }
                    select id="choose-beside" name="beside" {
                        option value="" { (say::law_form_alone(language)) }
                        (options(language, self.holding, beside))
                    }
                }
                label for="choose-eid" { (say::law_form_provision(language)) }
                input type="text" id="choose-eid" name="eid" value=(self.eid.unwrap_or_default()) size="14" maxlength="200"
                    placeholder="art_2";
                button type="submit" { (say::form_show(language)) }
            }
        }
    }

    fn text(&self) -> Markup {
        match &self.other {
            Some(other) => text::beside(self.asked, &self.view, other, self.eid),
            None => text::plain(self.asked, &self.view, self.eid),
        }
    }

    /// Whether a provision is the one asked for, or in it.
    fn covers(&self, eid: &str) -> bool {
        self.eid
            .is_none_or(|asked| eid.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with("__")))
    }

    fn out(&self) -> Markup {
        let language = self.language();
        let links: Vec<&Link> =
            self.asked.shelf().links(self.view.expression).iter().filter(|link| self.covers(&link.from)).collect();
        if links.is_empty() {
            return html! { p { (say::law_out_none(language)) } };
        }
        let mut grid = Grid::new(say::law_out_caption(language, words::count(links.len())))
            .column(Column::Code, say::law_column_where(language))
            .column(Column::Text, say::law_column_printed(language))
            .column(Column::Text, say::law_column_leads(language));
        for link in links {
            grid.row(vec![
                html! { code { (link.from) } },
                html! { span lang=(words::tag(&self.view.expression.language)) { (link.text) } },
                self.target(link),
            ]);
        }
        grid.markup()
    }

    fn target(&self, link: &Link) -> Markup {
        let language = self.language();
        match &link.to {
            To::Work(work) => provision_link(self.asked, work, &link.eid, &self.view.expression.language),
            To::Named(name) => {
                html! { (words::provision(language, &link.eid)) ", " (name) " " span class="mark" { (say::law_out_missing(language)) } }
            }
            To::Unsaid => {
                html! { (words::provision(language, &link.eid)) " " span class="mark" { (say::law_out_unsaid(language)) } }
            }
        }
    }

    fn incoming(&self) -> Markup {
        let language = self.language();
        let work = self.holding.work.as_str();
        // A reference to what is above a provision is one to it as well.
        let is_to = |eid: &str| {
            self.covers(eid)
                || self.eid.is_some_and(|asked| asked.strip_prefix(eid).is_some_and(|rest| rest.starts_with("__")))
        };
        let found: Vec<_> =
            self.asked.shelf().links_to(work, self.asked.at).filter(|(_, link)| is_to(&link.eid)).collect();
        if found.is_empty() {
            return html! { p { (say::law_in_none(language)) } };
        }
        let mut grid = Grid::new(say::law_in_caption(language, words::count(found.len())))
            .column(Column::Text, say::law_column_from(language))
            .column(Column::Text, say::law_column_printed(language))
            .column(Column::Text, say::law_column_provision(language));
        for (text, link) in found {
            grid.row(vec![
                provision_link(self.asked, text.work.as_str(), &link.from, &text.language),
                html! { span lang=(words::tag(&text.language)) { (link.text) } },
                html! { (words::provision(language, &link.eid)) },
            ]);
        }
        grid.markup()
    }

    fn points(&self) -> Markup {
        let language = self.language();
        let code = &self.view.expression.language;
        let texts = self.asked.shelf().texts(self.holding, code);
        let mut grid = Grid::new(say::law_points_caption(language, words::language_name(language, code)))
            .column(Column::Text, say::law_column_from_day(language))
            .column(Column::Text, say::law_column_amended_by(language))
            .column(Column::Text, say::law_column_changed(language));
        for (at, text) in texts.iter().enumerate() {
            let day = text.expression_date.0.to_string();
            let mut pairs = vec![("at", day.as_str()), ("text", code.as_str())];
            pairs.extend(self.eid.map(|eid| ("eid", eid)));
            let before = at.checked_sub(1).and_then(|at| texts.get(at));
            grid.row(vec![
                html! { a href=(self.href(&pairs)) { (words::day(language, text.expression_date.0)) } },
                text.amended_by.as_deref().map_or_else(crate::page::table::empty, |by| act_link(self.asked, by)),
                before.map_or_else(
                    || html! { (say::law_points_first(language)) },
                    |before| self.changed(before.expression_date.0, &day, self.asked.shelf().changes(before, text)),
                ),
            ]);
        }
        html! {
            (grid.markup())
            @if let (Some(first), true) = (texts.first(), texts.len() > 1) {
                form class="choice" method="get" action=(self.asked.frame.href(&Route::LawChanges(self.holding.work.to_string()))) {
                    (day_field("from", &say::law_form_from(language), first.expression_date.0))
                    (day_field("to", &say::law_form_to(language), self.asked.at))
                    button type="submit" { (say::law_form_compare(language)) }
                }
            }
        }
    }

    /// How many provisions changed in which way, leading to the words.
    fn changed(&self, from: Date, to: &str, changes: &[(String, Change)]) -> Markup {
        let language = self.language();
        let mut counts: BTreeMap<Change, usize> = BTreeMap::new();
        let mut named: Vec<&str> = Vec::new();
        for (eid, change) in changes.iter().filter(|(eid, _)| self.covers(eid)) {
            *counts.entry(*change).or_default() += 1;
            named.push(eid);
        }
        if counts.is_empty() {
            return html! { (say::law_points_same(language)) };
        }
        let said: Vec<String> =
            counts.iter().map(|(change, count)| format!("{}: {count}", words::change(language, *change))).collect();
        let more = named.len().saturating_sub(NAMED_MAX);
        named.truncate(NAMED_MAX);
        let route = Route::LawChanges(self.holding.work.to_string());
        let from = from.to_string();
        let code = self.view.expression.language.as_str();
        let href = self.asked.href(&route, &[("from", &from), ("to", to), ("text", code)]);
        html! {
            a href=(href) { (said.join(", ")) } " ("
            @for (at, eid) in named.iter().enumerate() { @if at > 0 { ", " } (words::provision(language, eid)) }
            @if more > 0 { ", … +" (more) }
            ")"
        }
    }

    fn events(&self) -> Markup {
        let language = self.language();
        let mut all: Vec<(Date, String, Markup)> = Vec::new();
        let text = self.view.expression;
        all.extend(text.assented.map(|day| (day.0, say::law_event_assented(language), html! {})));
        let texts = self.asked.shelf().texts(self.holding, &text.language);
        let published = texts.iter().filter_map(|text| text.published).map(|day| day.0).min();
        all.extend(published.map(|day| (day, say::law_event_published(language), html! {})));
        for text in texts.iter().filter(|text| text.amended_by.is_some()) {
            let by = text.amended_by.as_deref().unwrap_or_default();
            all.push((text.expression_date.0, say::law_event_amended(language), act_link(self.asked, by)));
        }
        for one in &self.holding.commencements {
            let whole = one.provisions.iter().any(|provision| provision == "*");
            let what = match whole {
                true => say::law_event_commenced(language),
                false => say::law_event_commenced_part(language, one.provisions.join(", ")),
            };
            let except = (!one.except.is_empty()).then(|| say::law_event_except(language, one.except.join(", ")));
            let by = one.by.as_deref().map(|by| act_link(self.asked, by));
            let details = html! { @if let Some(except) = except { (except) } @if let Some(by) = by { " " (by) } };
            all.push((one.date.0, what, details));
        }
        if let Some(repeal) = &self.holding.repealed {
            let by = repeal.by.as_deref().map_or_else(crate::page::table::empty, |by| act_link(self.asked, by));
            all.push((repeal.date.0, say::law_event_repealed(language), by));
        }
        all.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut grid = Grid::new(say::law_events_caption(language))
            .column(Column::Text, say::column_day(language))
            .column(Column::Text, say::law_column_event(language))
            .column(Column::Text, say::law_column_by(language));
        for (day, what, by) in all {
            grid.row(vec![html! { (words::day(language, day)) }, html! { (what) }, by]);
        }
        grid.markup()
    }
}

/// The most provisions a point in time names.
const NAMED_MAX: usize = 12;

/// An act by its name: a link where the library has it.
pub(super) fn act_link(asked: &Asked<'_>, name: &str) -> Markup {
    match asked.shelf().collection.work(name) {
        Some(holding) => {
            let (title, foreign) = words::title(holding, asked.language());
            let href = asked.frame.href(&Route::Law(holding.work.to_string()));
            html! { a href=(href) lang=[foreign.map(words::tag)] { (title) } }
        }
        None => html! { code { (name) } },
    }
}

/// A provision of an act: a link where the text of the day has it.
pub(super) fn provision_link(asked: &Asked<'_>, work: &str, eid: &str, code: &LanguageCode) -> Markup {
    let Some(holding) = asked.shelf().collection.work(work) else { return html! { code { (work) "#" (eid) } } };
    let (title, foreign) = words::title(holding, asked.language());
    let view = holding.view(asked.at, Some(code)).or_else(|| holding.view(asked.at, None));
    // A paragraph of text has no page of its own: its provision has.
    let own = view.as_ref().and_then(|view| view.seen(eid)).map(|seen| seen.provision.eid.clone());
    let cited = words::provision(asked.language(), eid);
    let name = html! { (cited) ", " span lang=[foreign.map(words::tag)] { (title) } };
    let text = view.as_ref().map(|view| view.expression.language.as_str()).unwrap_or_default();
    match own {
        Some(own) => {
            let pairs = [("eid", own.as_str()), ("at", &asked.day()), ("text", text)];
            html! { a href=(asked.href(&Route::Law(work.to_owned()), &pairs)) { (name) } }
        }
        None => html! { (name) " " span class="mark" { (say::law_out_gone(asked.language())) } },
    }
}
