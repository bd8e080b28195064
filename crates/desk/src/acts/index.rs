//! The list of acts that a person is offered by their roles.

use super::form::{self, Form};
use super::words;
use crate::exchange::Answered;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;

/// A form, and the roles in which the person is offered it.
type Offer = (&'static Form, Vec<Role>);

pub(super) fn page(desk: &Desk<'_>) -> Answered {
    let say = desk.say();
    let person = desk.work.person;
    let offered: Vec<Offer> = form::all().iter().map(|form| (form, form.offered(&person.roles, false))).collect();
    let offered: Vec<&Offer> = offered.iter().filter(|(_, roles)| !roles.is_empty()).collect();
    let body = html! {
        @if person.actor.is_none() { p class="caution" { (say.plain("acts-no-actor")) } }
        @else if offered.is_empty() { p { (say.plain("acts-none")) } }
        @else {
            p class="lead" { (say.plain("acts-lead")) }
            ul class="doors" {
                @for (form, roles) in offered { li { (door(desk, form, roles)) } }
            }
        }
    };
    desk.page(200, &say.plain("nav-act"), body)
}

fn door(desk: &Desk<'_>, form: &Form, roles: &[Role]) -> Markup {
    let (say, language) = (desk.say(), desk.asked.language);
    let roles: Vec<String> = roles.iter().map(|role| words::role(*role, language)).collect();
    html! {
        a href=(desk.href(&format!("act/{}", form.kind))) { (words::act(form.kind, language)) }
        p { (say.with("acts-as", &[("roles", &roles.join(", "))])) }
        @if form.kind == Kind::Measure {
            p { a href=(desk.href("act/measure?variant=training")) { (say.plain("acts-training")) } }
        }
    }
}
