//! What of an observatory can stand on other sites: the figures of a country, ranking, map, funnel, region or data set
//! (`country-XAA`), and single observations by their names. oEmbed finds them by the address of the page.

use super::{Context, INDICATOR, dataset, funnel, recorded, region};
use crate::feed::oembed;
use crate::message as say;
use crate::page::embed::{Content, View, page};
use crate::page::{Figure, Frame, House};
use crate::plot::MapStyle;
use crate::route::Route;
use crate::site::{Ask, Reply};
use probity_core::{FindingId, Language};

/// The answer to an address of an embed or to a question of oEmbed.
pub fn reply(
    context: Context<'_>,
    house: &House,
    ask: &Ask<'_>,
    titled: &dyn Fn(&str) -> Option<String>,
) -> Option<Reply> {
    if ask.path == "oembed" {
        return Some(answer(context, house, ask, titled));
    }
    let id = ask.path.strip_prefix("embed/")?;
    let language = ask.first("lang").map_or(Some(Language::En), |code| code.parse().ok())?;
    let context = Context { language, ..context };
    let reply = match id.strip_suffix(".svg") {
        Some(id) => match view(context, id)?.content {
            Content::Figure(figure) => Reply::of("image/svg+xml", figure.plot.standalone()),
            Content::Number(..) => return None,
        },
        None => {
            let frame = Frame { language, path: "", house };
            Reply::of("text/html; charset=utf-8", page(&frame, &view(context, id)?))
        }
    };
    Some(Reply { framed: true, ..reply.language(language) })
}

/// What is embedded under an identifier.
fn view(context: Context<'_>, id: &str) -> Option<View> {
    if id.contains(':') {
        return number(context, id);
    }
    let (kind, rest) = id.split_once('-')?;
    let route = match kind {
        "country" => Route::Country(rest.to_owned()),
        "ranking" => Route::Ranking(rest.to_owned()),
        "map" => Route::Map(rest.to_owned()),
        "funnel" => Route::Funnel(rest.to_owned()),
        "region" => Route::Region(rest.to_owned()),
        "dataset" => Route::Dataset(rest.to_owned()),
        _ => return None,
    };
    let figure = figure(context, &route)?;
    Some(View { title: figure.title.clone(), route, content: Content::Figure(figure) })
}

fn number(context: Context<'_>, id: &str) -> Option<View> {
    let id: FindingId = id.parse().ok()?;
    let view = super::observation::view(context, &id.to_string())?;
    let title = format!("{}: {}, {}", view.measure, view.subject.name, view.period);
    let what = if view.unit.is_empty() { view.method.name } else { format!("{} · {}", view.unit, view.method.name) };
    Some(View { title, route: Route::Observation(id.to_string()), content: Content::Number(what, view.number) })
}

fn figure(context: Context<'_>, route: &Route) -> Option<Figure> {
    let edition = || context.edition(None);
    match route {
        Route::Country(code) if context.countries().contains(code) => {
            let (name, indicator) = (context.named(code).name, context.indicator().name);
            let title = say::country_series_figure(context.language, name, indicator);
            Some(context.series("series", &title, std::slice::from_ref(code)))
        }
        Route::Ranking(id) if id == INDICATOR => Some(context.ranked(&edition()?)),
        Route::Map(id) if id == INDICATOR => Some(context.map(&edition()?, MapStyle::Suppressing, None)),
        Route::Funnel(id) => funnel::view(context, id)?.figure,
        Route::Region(code) => {
            let all = context.recorded_series(code);
            recorded::country_of(code)?;
            Some(context.recorded_figure(code, recorded::main(&all)?))
        }
        Route::Dataset(id) => dataset::chart(context, id).or_else(|| dataset::map(context, id)),
        _ => None,
    }
    .or_else(|| match route {
        Route::Region(code) => region::tiles(context, &recorded::country_of(code)?),
        _ => None,
    })
}

/// The identifier under which a page can be embedded.
fn identifier(context: Context<'_>, route: &Route) -> Option<String> {
    let (kind, id) = match route {
        Route::Observation(id) => return view(context, id).map(|_| id.clone()),
        Route::Country(id) => ("country", id),
        Route::Ranking(id) => ("ranking", id),
        Route::Map(id) => ("map", id),
        Route::Funnel(id) => ("funnel", id),
        Route::Region(id) => ("region", id),
        Route::Dataset(id) => ("dataset", id),
        _ => return None,
    };
    figure(context, route).map(|_| format!("{kind}-{id}"))
}

fn answer(context: Context<'_>, house: &House, ask: &Ask<'_>, titled: &dyn Fn(&str) -> Option<String>) -> Reply {
    let size = |field: &str| ask.first(field).and_then(|text| text.parse().ok());
    let question = oembed::Question {
        url: ask.first("url"),
        format: ask.first("format"),
        width: size("maxwidth"),
        height: size("maxheight"),
    };
    let plain =
        |refusal: oembed::Refusal| Reply::of("text/plain; charset=utf-8", refusal.text()).status(refusal.status());
    let path = match oembed::path(ask.base, &question) {
        Ok(path) => path,
        Err(refusal) => return plain(refusal),
    };
    let Some(title) = titled(path) else { return plain(oembed::Refusal::NotOurs) };
    let (language, rest) = path.split_once('/').unwrap_or((path, ""));
    let language: Language = language.parse().unwrap_or(Language::En);
    let context = Context { language, ..context };
    let id = Route::parse(&rest.replace("%3A", ":")).and_then(|route| identifier(context, &route));
    let embed = id.map(|id| format!("embed/{}?lang={language}", crate::route::encode(&id)));
    let text = oembed::answer(ask.base, house.name.get(language), &title, embed.as_deref(), &question);
    Reply::of(oembed::MEDIA_TYPE, text).language(language)
}
