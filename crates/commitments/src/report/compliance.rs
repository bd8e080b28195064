//! The compliance report, in the layout of the reviewing body: introduction, an analysis of every recommendation that was
//! still open, conclusions. It repeats what the organ concluded and counts it; it concludes nothing itself.

use super::case::{Case, Item};
use super::tell::Teller;
use super::tree::{Block, Cell, Fact, Phrase, Section, Side, Table, Writer};
use super::wording::{Count, Values};
use crate::procedure::Effect;
use crate::record::evaluation::Report;
use crate::rules::roles::is_outside_submission;

/// What the report is about.
pub(super) struct Compliance<'a> {
    pub tell: &'a Teller<'a>,
    pub case: &'a Case<'a>,
    pub report: &'a Report,
}

impl Compliance<'_> {
    /// The facts of the cover.
    pub fn cover(&self) -> Vec<Fact> {
        let (tell, report) = (self.tell, self.report);
        let published = report.published.map(|day| day.0).filter(|day| *day <= tell.view.at());
        let published = published.map_or_else(|| tell.plain("cover-not-published"), |day| tell.day(day));
        let mut facts = vec![
            ("cover-kind", Phrase::plain(tell.document(report))),
            ("cover-state", Phrase::plain(tell.state(&self.case.evaluation.state))),
            ("cover-round", Phrase::plain(tell.words.round_title(&self.case.evaluation.rounds))),
            ("cover-adopted", Phrase::plain(tell.day(report.adopted.0))),
            ("cover-published", Phrase::plain(published)),
            ("cover-evaluation", Phrase::plain(self.case.evaluation.id.as_str())),
        ];
        let reference = report.reference.as_deref().map(|text| ("cover-reference", Phrase::plain(text)));
        let plenary = report.plenary.as_ref().map(|number| ("cover-plenary", Phrase::plain(number.as_str())));
        let procedure = self.case.procedure.map(|it| ("cover-procedure", tell.names(&it.title)));
        facts.extend(reference.into_iter().chain(plenary).chain(procedure));
        facts.into_iter().map(|(key, value)| Fact { label: tell.plain(key), value }).collect()
    }

    /// The three sections.
    pub fn sections(&self) -> Vec<Section> {
        let mut out = Writer::default();
        let titles = [("introduction", "I"), ("analysis", "II"), ("conclusions", "III")];
        for (id, number) in titles {
            out.section(id, number, self.tell.plain(&format!("section-{id}")));
            match id {
                "introduction" => self.introduction(&mut out),
                "analysis" => self.analysis(&mut out),
                _ => self.conclusions(&mut out),
            }
        }
        out.finish()
    }

    fn organ(&self) -> String {
        self.tell.organ(self.case.procedure)
    }

    fn introduction(&self, out: &mut Writer) {
        let (tell, case) = (self.tell, self.case);
        let state = tell.state(&case.evaluation.state);
        if !case.reports.iter().any(|report| report.kind.as_str() == "evaluation") {
            let values = Values::new().text("state", &*state).text("id", case.evaluation.id.as_str());
            out.say(tell.say("intro-evaluation", values.maybe("reference", case.evaluation.reference.as_deref())));
        }
        let visit = case.evaluation.visit_from.zip(case.evaluation.visit_to);
        if let Some((from, to)) = visit {
            let values = tell.words.dated(tell.words.dated(Values::new(), "from", from.0), "to", to.0);
            out.say(tell.say("intro-visit", values.maybe("team", tell.states(&case.evaluation.team))));
        }
        for report in case.until(self.report) {
            out.say(self.adopted(report, &state));
            if let Some(count) = case.printed(report).filter(|_| report.id != self.report.id) {
                let values = Values::new().text("document", tell.document(report));
                let values = tell.words.dated(values, "date", report.adopted.0);
                let values = values.count("closed", count.closed.into()).count("total", count.total.into());
                out.say(tell.say("intro-counts", values));
            }
        }
        if let Some(received) = self.report.received {
            out.say(tell.say("intro-received", tell.words.dated(Values::new(), "date", received.0)));
        }
        if let Some(states) = tell.states(&self.report.rapporteurs) {
            out.say(tell.say("intro-rapporteurs", Values::new().text("states", states)));
        }
        self.closed_before(out);
        if case.submissions.iter().any(|it| is_outside_submission(it.kind)) {
            out.say(tell.plain("intro-shadow"));
        }
    }

    fn adopted(&self, report: &Report, state: &str) -> String {
        let words = self.tell.words;
        let values = Values::new().text("document", self.tell.document(report)).text("state", state);
        let values = values.maybe("reference", report.reference.as_deref());
        let values = values.maybe("plenary", report.plenary.as_ref().map(|number| number.as_str()));
        let values = words.dated(values, "date", report.adopted.0);
        let published = report.published.map(|day| day.0).filter(|day| *day <= self.tell.view.at());
        self.tell.say("intro-adopted", words.maybe_dated(values, "published", published))
    }

    fn closed_before(&self, out: &mut Writer) {
        let (tell, case) = (self.tell, self.case);
        let closed = case.items.iter().filter(|item| !case.is_examined(item, self.report));
        let items: Vec<Phrase> = closed
            .filter_map(|item| {
                let said = item.before(self.report)?;
                let report = case.report(&said.report);
                let values = Values::new().text("number", item.number.as_str());
                let values = values.text("verdict", tell.verdict(case.procedure, &said.value).text());
                let values = values.text("document", report.map(|it| tell.document(it)).unwrap_or_default());
                Some(Phrase::plain(tell.say("closed-item", tell.words.dated(values, "date", said.adopted))))
            })
            .collect();
        let key = if items.is_empty() { "intro-none-closed" } else { "intro-closed" };
        out.say(tell.plain(key));
        out.list(items);
    }

    fn analysis(&self, out: &mut Writer) {
        let examined = || self.case.items.iter().filter(|item| self.case.is_examined(item, self.report));
        let has_more = |item: &&Item<'_>| self.case.is_described(item, self.report);
        examined().filter(has_more).for_each(|item| self.recommendation(item, out));
        let bare: Vec<&Item<'_>> = examined().filter(|item| !has_more(item)).collect();
        if bare.is_empty() {
            return;
        }
        let themes = bare.iter().any(|item| item.record.is_some_and(|record| !record.themes.is_empty()));
        let values = Values::new().text("themes", if themes { "yes" } else { "no" });
        out.say(self.tell.say("nothing-recorded", values));
        out.table(self.bare(&bare));
    }

    /// Recommendations of which only the number is known, each with `unknown`: nothing is invented.
    fn bare(&self, items: &[&Item<'_>]) -> Table {
        let tell = self.tell;
        let row = |item: &&Item<'_>| {
            let verdict = item.at(self.report).map_or("unknown", |said| said.value.as_str());
            vec![
                Cell::text(&*item.number),
                Cell::text(tell.themes(item.record)),
                Cell::text(tell.verdict(self.case.procedure, verdict)),
            ]
        };
        Table {
            caption: tell.plain("section-analysis"),
            header: tell.header(&["column-recommendation", "column-themes", "column-verdict"]),
            rows: items.iter().map(row).collect(),
        }
    }

    fn recommendation(&self, item: &Item<'_>, out: &mut Writer) {
        let (tell, case) = (self.tell, self.case);
        let numbered = |key: &str| tell.say(key, Values::new().text("number", item.number.as_str()));
        let label = numbered("recommendation");
        out.heading(label.clone());
        out.block(Block::Boxed { label, text: tell.maybe(item.record.and_then(|it| it.text.as_ref())) });
        let before = item.before(self.report);
        out.say(match before {
            None => tell.plain("earlier-none"),
            Some(said) => {
                let document = case.report(&said.report).map(|it| tell.document(it)).unwrap_or_default();
                let values = tell.words.dated(Values::new().text("document", document), "date", said.adopted);
                tell.say("earlier", values.text("verdict", tell.verdict(case.procedure, &said.value).text()))
            }
        });
        self.information(item, out);
        let verdict = case.verdict(tell.view, item, self.report);
        for text in verdict.iter().flat_map(|it| [&it.considerations, &it.reasoning]).flatten() {
            let values = Values::new().text("organ", self.organ()).text("number", item.number.as_str());
            out.say(Phrase::plain(tell.say("considerations", values)).then(" ").and(tell.texts(text)));
        }
        for (part, value) in verdict.iter().flat_map(|it| &it.parts) {
            let called = tell.verdict(case.procedure, value.as_str()).text();
            let sentence = tell.words.concluding_part(&self.organ(), (&item.number, part), value.as_str(), &called);
            out.say(sentence);
        }
        out.say(match item.now(self.report) {
            None => numbered("verdict-unknown"),
            Some(said) => {
                let called = tell.verdict(case.procedure, &said.value).text();
                let previous = before.map(|said| said.value.as_str());
                tell.words.concluding(&self.organ(), &item.number, previous, &said.value, &called)
            }
        });
    }

    /// What the authorities say and, where others spoke too, what these say beside it.
    fn information(&self, item: &Item<'_>, out: &mut Writer) {
        let tell = self.tell;
        let said = |shadow: bool| -> Vec<Phrase> {
            let of_it = self.case.information(item, self.report).filter(|it| is_outside_submission(it.kind) == shadow);
            of_it.map(|it| tell.submission(it)).collect()
        };
        let (official, shadow) = (said(false), said(true));
        if shadow.is_empty() {
            let mut official = official.into_iter();
            match official.next() {
                None => out.say(format!("{}: {}", tell.plain("official"), tell.plain("no-information"))),
                Some(first) => out.say(Phrase::plain(format!("{}. ", tell.plain("official"))).and(first)),
            }
            official.for_each(|text| out.say(text));
            return;
        }
        out.block(sides(tell, &item.number, official, shadow));
    }

    fn conclusions(&self, out: &mut Writer) {
        let (tell, case) = (self.tell, self.case);
        let state = tell.state(&case.evaluation.state);
        let tally = case.tally(self.report);
        let count = case.printed(self.report).or(tally.complete());
        let sentence = count.and_then(|count| tell.words.count_sentence(&state, &case.evaluation.rounds, count));
        match sentence {
            Some(sentence) => out.say(sentence),
            None => {
                let known = tally.total.saturating_sub(tally.unknown);
                out.say(tell.words.count_unknown(&state, &case.evaluation.rounds, tally.total, known));
            }
        }
        if tally.unknown > 0 && count.is_some_and(Count::is_partial) {
            out.say(tell.say("count-rest-unknown", tell.words.spelt(Values::new(), "unknown", tally.unknown)));
        }
        self.by_verdict(out);
        for (number, date) in case.reopened(self.report) {
            let values = Values::new().text("number", number);
            out.say(tell.say("reopened", tell.words.dated(values, "date", date)));
        }
        out.say(self.rule());
        out.say(self.next());
        let values = Values::new().text("organ", self.organ()).text("state", &*state);
        out.say(tell.say("invitation", values));
        let by_now = |day: Option<crate::record::value::Day>| day.map(|day| day.0).filter(|day| *day <= tell.view.at());
        let authorised = by_now(case.authorised(tell.view, self.report));
        let published = by_now(self.report.published);
        if authorised.is_some() || published.is_some() {
            let values = tell.words.maybe_dated(Values::new(), "authorised", authorised);
            out.say(tell.say("publication-done", tell.words.maybe_dated(values, "published", published)));
        }
    }

    fn by_verdict(&self, out: &mut Writer) {
        let (tell, case) = (self.tell, self.case);
        out.say(tell.plain("by-verdict"));
        let groups = case.groups(self.report);
        let item = |(value, numbers): (String, Vec<String>)| {
            let verdict = tell.verdict(case.procedure, &value).text();
            let values = Values::new().text("verdict", verdict);
            Phrase::plain(tell.say("by-verdict-item", values.text("numbers", numbers.join(", "))))
        };
        out.list(groups.into_iter().map(item).collect());
    }

    fn rule(&self) -> String {
        let Some(rule) = &self.report.conclusion else { return self.tell.plain("rule-none") };
        let key = match self.case.procedure.and_then(|procedure| procedure.effect(rule.as_str())) {
            Some(Effect::Terminate) => "rule-terminate",
            Some(Effect::Continue) => "rule-continue",
            Some(Effect::Ladder) => "rule-ladder",
            None => "rule-other",
        };
        let values = Values::new().text("organ", self.organ()).text("rule", rule.as_str());
        self.tell.say(key, values)
    }

    fn next(&self) -> String {
        let tell = self.tell;
        let Some(next) = self.case.next(tell.view, self.report) else { return tell.plain("next-none") };
        let values = tell.words.dated(Values::new().text("organ", self.organ()), "date", next.date);
        match next.rule {
            None => tell.say("next-set", values),
            Some((rule, verified)) => {
                let values = values.text("rule", rule).text("verified", if verified { "yes" } else { "no" });
                tell.say("next-computed", values)
            }
        }
    }
}

/// Both sides in equal form; a side that says nothing says so.
pub(super) fn sides(tell: &Teller<'_>, number: &str, official: Vec<Phrase>, shadow: Vec<Phrase>) -> Block {
    let side = |key: &str, items: Vec<Phrase>| {
        let nothing = || vec![Phrase::plain(tell.plain("no-information"))];
        Side { label: tell.plain(key), items: if items.is_empty() { nothing() } else { items } }
    };
    let caption = tell.say("table-sides", Values::new().text("number", number));
    Block::Sides { caption, sides: vec![side("column-official", official), side("column-shadow", shadow)] }
}

/// How many recommendations there are, by what is known of them after a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub closed: u32,
    pub unknown: u32,
    pub total: u32,
}

impl Tally {
    /// The count, when nothing is unknown.
    pub fn complete(self) -> Option<Count> {
        (self.unknown == 0).then_some(Count { closed: self.closed, total: self.total })
    }
}
