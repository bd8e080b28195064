//! What a signed-in person's question is answered from, and which page answers it.

use crate::Snapshot;
use crate::exchange::{Answered, Asked, Verb};
use crate::pages::frame::{Content, href, page};
use crate::person::Person;
use crate::reader::Reader;
use crate::records::{Records, Trouble};
use crate::say::Say;
use crate::{acts, audit, file, queue, record};
use maud::{Markup, html};
use probity_publication::page::House;

/// Everything an answer needs beside the question.
pub struct Work<'a> {
    /// What every page of the site shows.
    pub house: &'a House,
    /// The log.
    pub records: &'a dyn Records,
    /// What is recorded now.
    pub snapshot: &'a Snapshot,
    /// Who asks.
    pub person: &'a Person,
    /// The token that every form of this session carries.
    pub form_token: &'a str,
}

/// A question in the middle of being answered.
pub(crate) struct Desk<'a> {
    pub work: &'a Work<'a>,
    pub asked: &'a Asked,
    pub reader: Reader<'a>,
}

/// The answer to a question of somebody who has signed in. A question that changes something is asked here only after
/// whoever calls has compared its `form-token`.
pub fn answer(work: &Work<'_>, asked: &Asked) -> Answered {
    let reader = Reader::new(work.snapshot, work.person, asked.language, asked.now);
    let desk = Desk { work, asked, reader };
    let (first, rest) = asked.path.split_once('/').unwrap_or((&asked.path, ""));
    let found = match (asked.verb, first) {
        (Verb::Get, "") => Ok(queue::page(&desk)),
        (_, "act") => acts::page(&desk, rest),
        (Verb::Get, "record") => record::page(&desk, rest),
        (Verb::Get, "audit") => audit::page(&desk, rest),
        (Verb::Get, "file") => file::page(&desk, rest),
        _ => Ok(desk.not_found()),
    };
    found.unwrap_or_else(|trouble| desk.trouble(&trouble))
}

impl Desk<'_> {
    pub(crate) fn say(&self) -> Say {
        Say(self.asked.language)
    }

    /// The address of something at the desk in this language.
    pub(crate) fn href(&self, path: &str) -> String {
        href(self.asked.language, path)
    }

    pub(crate) fn page(&self, status: u16, title: &str, body: Markup) -> Answered {
        page(self.work.house, self.asked, self.work.person, self.work.form_token, &Content { status, title, body })
    }

    pub(crate) fn not_found(&self) -> Answered {
        let say = self.say();
        let body = html! {
            p { (say.plain("missing-text")) }
            p { a href=(self.href("")) { (say.plain("nav-waiting")) } }
        };
        self.page(404, &say.plain("missing-title"), body)
    }

    /// The log cannot be asked. Its sentence names file and remedy, for whoever runs the observatory.
    fn trouble(&self, trouble: &Trouble) -> Answered {
        let say = self.say();
        let body = html! {
            p { (say.plain("trouble-text")) }
            p class="small" lang="en" { (trouble) }
        };
        self.page(503, &say.plain("trouble-title"), body)
    }
}
