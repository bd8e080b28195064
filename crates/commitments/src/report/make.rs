//! From a question to a report: what `REF` means for each kind of report, and what all reports share.

use super::Kind;
use super::case::Case;
use super::checklist;
use super::compliance::Compliance;
use super::country_sheet::CountrySheet;
use super::quarterly::Quarterly;
use super::tell::{StateNames, Teller};
use super::tree::{Document, Fact, Phrase, Section};
use super::wording::Values;
use super::{board, calendar, recommendation, shadow, situation, treaty};
use crate::record::evaluation::Report;
use crate::record::programme::Programme;
use crate::rules::state::normal;
use crate::view::find::Name;
use crate::view::{NotFound, View};
use jiff::civil::Date;
use probity_core::Language;

/// The kind of report that is the evaluation itself and not a report on compliance.
const EVALUATION: &str = "evaluation";
/// The procedure whose review has a checklist.
const CHECKLIST: &str = "uncac";
/// What documents about the whole log are about.
const ALL: &str = "all";

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What sort of report.
    pub kind: Kind,
    /// What it is about: a report, an evaluation, a programme, a state.
    pub reference: &'a str,
    /// Its language.
    pub language: Language,
}

/// From what it is made; printed at the foot.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The observatory.
    pub publisher: &'a str,
    /// Whether its data are invented.
    pub synthetic: bool,
    /// The program and its version.
    pub program: &'a str,
    /// The last day whose recordings were seen; `None` for all.
    pub known: Option<Date>,
    /// How many events the log has.
    pub events: u64,
    /// The hash of the last one.
    pub head: &'a str,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// There is no such evaluation or report.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The evaluation has no report to tell about yet.
    #[error("no compliance report of `{evaluation}` was adopted by {at}")]
    NoReport {
        /// The evaluation.
        evaluation: String,
        /// The day.
        at: Date,
    },
    /// The report is of another kind.
    #[error("`{report}` is the evaluation report itself, not a report on compliance")]
    NotCompliance {
        /// The report.
        report: String,
    },
    /// The evaluation follows a procedure without a checklist.
    #[error("`{evaluation}` follows the procedure `{procedure}`; a checklist is for reviews under `{CHECKLIST}`")]
    NoChecklist {
        /// The evaluation.
        evaluation: String,
        /// Its procedure.
        procedure: String,
    },
    /// There is no such programme.
    #[error("no programme is called `{asked}`")]
    NoProgramme {
        /// What was asked for.
        asked: String,
        /// What there is: `<id>@<version>`.
        known: Vec<String>,
    },
    /// The programme has nothing to measure.
    #[error("no result of `{programme}` has an indicator")]
    NoIndicators {
        /// `<id>@<version>`.
        programme: String,
    },
    /// There is no such recommendation.
    #[error("no recommendation is called `{asked}`: write `<evaluation>/<number>`")]
    NoRecommendation {
        /// What was asked for.
        asked: String,
    },
    /// There is no such treaty.
    #[error("no instrument is called `{asked}`")]
    NoTreaty {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
    },
}

/// What a kind of report brings to the document.
struct Body {
    title: String,
    subject: String,
    cover: Vec<Fact>,
    sections: Vec<Section>,
    /// Whether rules were applied that nobody checked.
    unverified: bool,
    date: Date,
}

/// Makes a report.
///
/// # Errors
/// When there is nothing that `reference` names, or nothing to report on it yet.
pub fn report(
    view: &View<'_>,
    states: &dyn StateNames,
    question: &Question<'_>,
    made: &Made<'_>,
) -> Result<Document, ReportError> {
    let tell = Teller::new(question.language, view, states);
    let asked = question.reference.trim();
    let body = match question.kind {
        Kind::Compliance => compliance(&tell, asked)?,
        Kind::Quarterly => quarterly(&tell, asked)?,
        Kind::CountrySheet => country_sheet(&tell, asked)?,
        Kind::Recommendation => recommendation(&tell, asked)?,
        Kind::Treaty => treaty(&tell, asked)?,
        Kind::Calendar | Kind::Board => everything(&tell, question.kind),
        Kind::Situation | Kind::Checklist | Kind::Shadow => of_evaluation(&tell, question.kind, asked)?,
    };
    Ok(document(&tell, question.kind, body, made))
}

fn compliance(tell: &Teller<'_>, asked: &str) -> Result<Body, ReportError> {
    let named = report_named(tell.view, asked);
    let evaluation = match named {
        Some(report) => report.evaluation.to_string(),
        None => tell.view.find(asked)?,
    };
    let case = case(tell, &evaluation)?;
    let on_compliance = |report: &&&Report| report.kind.as_str() != EVALUATION;
    let report = match named.and_then(|named| case.report(named.id.as_str())) {
        Some(report) if report.kind.as_str() == EVALUATION && asked == report.id.as_str() => {
            return Err(ReportError::NotCompliance { report: report.id.to_string() });
        }
        Some(report) if report.kind.as_str() != EVALUATION => report,
        // The reference of the evaluation report is also that of the evaluation.
        _ if named.is_none_or(|named| named.kind.as_str() == EVALUATION) => {
            let last = case.reports.iter().rev().find(on_compliance).copied();
            last.ok_or_else(|| ReportError::NoReport { evaluation, at: tell.view.at() })?
        }
        _ => return Err(ReportError::NoReport { evaluation, at: tell.view.at() }),
    };
    let state = tell.state(&case.evaluation.state);
    let kind = Compliance { tell, case: &case, report };
    let values = Values::new().text("document", tell.document(report)).text("state", state);
    Ok(Body {
        title: tell.say("title-report", values),
        subject: report.id.to_string(),
        cover: kind.cover(),
        sections: kind.sections(),
        unverified: case.procedure.is_some_and(|procedure| !procedure.verified),
        date: report.adopted.0,
    })
}

fn of_evaluation(tell: &Teller<'_>, kind: Kind, asked: &str) -> Result<Body, ReportError> {
    let case = case(tell, &evaluation_named(tell.view, asked)?)?;
    let evaluation = case.evaluation;
    if kind == Kind::Checklist && evaluation.procedure.as_str().split('@').next() != Some(CHECKLIST) {
        let (evaluation, procedure) = (evaluation.id.to_string(), evaluation.procedure.to_string());
        return Err(ReportError::NoChecklist { evaluation, procedure });
    }
    let (title, sections) = match kind {
        Kind::Checklist => ("title-checklist", checklist::sections(tell, &case)),
        Kind::Shadow => ("title-shadow", shadow::sections(tell, &case)),
        _ => ("title-situation", situation::sections(tell, &case)),
    };
    let state = tell.state(&evaluation.state);
    let due = case.items.iter().filter(|item| item.open).filter_map(|item| item.row.due).min();
    let facts = [
        Some(("cover-state", Phrase::plain(&*state))),
        Some(("cover-round", Phrase::plain(tell.words.round_title(&evaluation.rounds)))),
        Some(("cover-evaluation", Phrase::plain(evaluation.id.as_str()))),
        evaluation.reference.as_deref().map(|text| ("cover-reference", Phrase::plain(text))),
        case.procedure.map(|procedure| ("cover-procedure", tell.names(&procedure.title))),
        due.map(|due| ("cover-due", Phrase::plain(tell.day(due)))),
        Some(("cover-at", Phrase::plain(tell.day(tell.view.at())))),
    ];
    let cover = facts.into_iter().flatten().map(|(key, value)| Fact { label: tell.plain(key), value });
    Ok(Body {
        title: tell.say(title, Values::new().text("state", &*state)),
        subject: evaluation.id.to_string(),
        cover: cover.collect(),
        sections,
        unverified: case.procedure.is_some_and(|procedure| !procedure.verified),
        date: tell.view.at(),
    })
}

fn quarterly(tell: &Teller<'_>, asked: &str) -> Result<Body, ReportError> {
    let programme = programme_named(tell.view, asked)?;
    let kind = Quarterly { tell, programme };
    let name = tell.texts(&programme.names).0.into_iter().map(|span| span.text).collect::<String>();
    Ok(Body {
        title: tell.say("title-quarterly", Values::new().text("programme", name)),
        subject: kind.key(),
        cover: kind.cover(),
        sections: kind.sections(),
        unverified: false,
        date: tell.view.at(),
    })
}

fn country_sheet(tell: &Teller<'_>, asked: &str) -> Result<Body, ReportError> {
    let is_code = asked.len() == 2 && asked.bytes().all(|byte| byte.is_ascii_alphabetic());
    let code = match is_code {
        true => asked.to_ascii_uppercase(),
        false => case(tell, &evaluation_named(tell.view, asked)?)?.evaluation.state.to_string(),
    };
    let kind = CountrySheet::of(tell, &code);
    Ok(Body {
        title: tell.say("title-country-sheet", Values::new().text("state", tell.state_code(&code))),
        subject: code,
        cover: kind.cover(),
        sections: kind.sections(),
        unverified: true,
        date: tell.view.at(),
    })
}

fn recommendation(tell: &Teller<'_>, asked: &str) -> Result<Body, ReportError> {
    let none = || ReportError::NoRecommendation { asked: asked.to_owned() };
    let (evaluation, number) = asked.rsplit_once('/').ok_or_else(none)?;
    let case = case(tell, &evaluation_named(tell.view, evaluation)?)?;
    let wanted = normal(&format!("{}/{number}", case.evaluation.id));
    let item = case.items.iter().find(|item| item.numbered.key == wanted).ok_or_else(none)?;
    let state = tell.state(&case.evaluation.state);
    let values = Values::new().text("number", item.number.as_str()).text("state", state);
    Ok(Body {
        title: tell.say("title-recommendation", values),
        subject: format!("{}/{}", case.evaluation.id, item.number),
        cover: recommendation::cover(tell, &case, item),
        sections: recommendation::sections(tell, &case, item),
        unverified: case.procedure.is_some_and(|procedure| !procedure.verified),
        date: tell.view.at(),
    })
}

fn treaty(tell: &Teller<'_>, asked: &str) -> Result<Body, ReportError> {
    let found = treaty::instruments(tell.view).find(|instrument| instrument.id.as_str() == asked);
    let instrument = found.ok_or_else(|| ReportError::NoTreaty {
        asked: asked.to_owned(),
        known: treaty::instruments(tell.view).map(|instrument| instrument.id.to_string()).collect(),
    })?;
    Ok(Body {
        title: tell.texts(&instrument.names).0.into_iter().map(|span| span.text).collect(),
        subject: instrument.id.to_string(),
        cover: treaty::cover(tell, instrument),
        sections: treaty::sections(tell, instrument),
        unverified: false,
        date: tell.view.at(),
    })
}

/// Documents about the whole log.
fn everything(tell: &Teller<'_>, kind: Kind) -> Body {
    let at = Fact { label: tell.plain("cover-at"), value: tell.day(tell.view.at()).into() };
    let sections = match kind {
        Kind::Calendar => calendar::sections(tell),
        _ => board::sections(tell),
    };
    Body {
        title: tell.plain(&format!("title-{kind}")),
        subject: ALL.to_owned(),
        cover: vec![at],
        sections,
        unverified: true,
        date: tell.view.at(),
    }
}

fn document(tell: &Teller<'_>, kind: Kind, body: Body, made: &Made<'_>) -> Document {
    let values = Values::new().text("head", made.head.get(..16).unwrap_or(made.head));
    let values = tell.words.dated(values.count("events", made.events), "at", tell.view.at());
    let state = match made.known {
        Some(known) => tell.say("foot-state-known", tell.words.dated(values, "known", known)),
        None => tell.say("foot-state", values),
    };
    let mut foot = vec![state];
    foot.extend(body.unverified.then(|| tell.plain("foot-unverified")));
    foot.push(tell.plain("foot-organ-decides"));
    foot.push(tell.say("foot-made", Values::new().text("program", made.program)));
    Document {
        kind,
        language: tell.words.language(),
        title: body.title,
        publisher: made.publisher.to_owned(),
        subject: body.subject,
        date: body.date.to_string(),
        warnings: made.synthetic.then(|| tell.plain("synthetic")).into_iter().collect(),
        cover: body.cover,
        sections: body.sections,
        foot,
    }
}

fn case<'a>(tell: &Teller<'a>, evaluation: &str) -> Result<Case<'a>, ReportError> {
    Case::of(tell.view, evaluation)
        .ok_or_else(|| NotFound::None { asked: evaluation.to_owned(), known: Vec::new() }.into())
}

/// The report with this id, or the one report with this reference in any spelling.
fn report_named<'a>(view: &View<'a>, asked: &str) -> Option<&'a Report> {
    if let Some((report, _)) = view.report(asked) {
        return Some(report);
    }
    let wanted = Name::of(asked);
    let mut called = view.all(crate::record::Kind::Report).filter_map(|(_, kept)| match &kept.record {
        crate::record::Record::Report(report) => Some(&**report),
        _ => None,
    });
    let is = |report: &&Report| report.reference.as_deref().is_some_and(|reference| Name::of(reference) == wanted);
    let first = called.find(is);
    first.filter(|_| !called.any(|report| is(&report)))
}

/// The evaluation that is named, by itself or by one of its reports.
fn evaluation_named(view: &View<'_>, asked: &str) -> Result<String, NotFound> {
    match view.report(asked) {
        Some((report, _)) => Ok(report.evaluation.to_string()),
        None => view.find(asked),
    }
}

/// The programme `<id>@<version>`, or the latest version of `<id>` that had begun.
pub(super) fn programme_named<'a>(view: &View<'a>, asked: &str) -> Result<&'a Programme, ReportError> {
    let key = |programme: &Programme| format!("{}@{}", programme.id, programme.version);
    if let Some(programme) = view.every_programme().find(|programme| key(programme) == asked) {
        return Ok(programme);
    }
    let versions = view.every_programme().filter(|programme| programme.id.as_str() == asked);
    versions.max_by_key(|programme| (programme.from.0 <= view.at(), programme.from)).ok_or_else(|| {
        let known = view.every_programme().map(key).collect();
        ReportError::NoProgramme { asked: asked.to_owned(), known }
    })
}
