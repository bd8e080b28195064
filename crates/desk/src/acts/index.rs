//! The list of acts that a person is offered by their roles: their own business first, each act with when it is done.

use super::form::Form;
use super::{groups, words};
use crate::exchange::Answered;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;

pub(super) fn page(desk: &Desk<'_>) -> Answered {
    let say = desk.say();
    let person = desk.work.person;
    let groups = groups::of(&person.roles);
    let body = html! {
        @if person.actor.is_none() { p class="caution" { (say.plain("acts-no-actor")) } }
        @else if groups.is_empty() { p { (say.plain("acts-none")) } }
        @else {
            p class="lead" { (say.plain("acts-lead")) }
            @for (group, acts) in &groups {
                @let heading = format!("heading-{}", group.id);
                section aria-labelledby=(heading) {
                    h2 id=(heading) { (group.title.get(desk.asked.language)) }
                    ul class="doors" { @for (form, roles) in acts { li { (door(desk, form, roles)) } } }
                }
            }
        }
    };
    desk.page(200, &say.plain("nav-act"), body)
}

fn door(desk: &Desk<'_>, form: &Form, roles: &[Role]) -> Markup {
    let (say, language) = (desk.say(), desk.asked.language);
    let named: Vec<String> = roles.iter().map(|role| words::role(*role, language)).collect();
    html! {
        a href=(desk.href(&format!("act/{}", form.kind))) { (words::act(form.kind, language)) }
        @if let Some(when) = groups::when(form.kind, language) { p { (when) } }
        // Who has one role need not be told every time.
        @if desk.work.person.roles.len() > 1 { p class="small" { (say.with("acts-as", &[("roles", &named.join(", "))])) } }
        @if form.kind == Kind::Measure {
            p { a href=(desk.href("act/measure?variant=training")) { (say.plain("acts-training")) } }
        }
    }
}
