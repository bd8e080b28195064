//! `/v1` over HTTP: methods, bodies and headers around the answers of the interface, which knows nothing of them. Any
//! site may read it from a browser; nothing here is secret and no cookie is looked at.

use crate::answer::Answer;
use axum::body::Bytes;
use axum::http::{HeaderName, Method, StatusCode, header};
use probity_publication::api::{Api, Call, Kind, Problem, Reply, Verb};

const VARY: &str = "accept, accept-encoding, host";

/// Whether an address belongs to the interface.
pub(crate) fn owns(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/")
}

/// How a method asks.
pub(crate) fn verb(method: &Method) -> Verb {
    match *method {
        Method::GET | Method::HEAD => Verb::Get,
        Method::POST => Verb::Post,
        Method::OPTIONS => Verb::Options,
        _ => Verb::Other,
    }
}

/// Answers a request.
pub(crate) fn answer(api: &Api, call: &Call<'_>) -> Answer {
    dress(api.answer(call))
}

/// Tells a problem that shows before the interface is asked.
pub(crate) fn problem(kind: Kind, detail: &str) -> Answer {
    dress(Problem::new(kind, detail).reply())
}

fn dress(reply: Reply) -> Answer {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = Answer::new(status, &reply.media_type, Bytes::from_owner(reply.bytes))
        .with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .with(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link")
        .with(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")
        .with(header::VARY, VARY);
    if let Some(next) = &reply.next {
        answer = answer.with(header::LINK, &format!("<{next}>; rel=\"next\""));
    }
    let Some(allow) = reply.allow else { return answer };
    answer = answer.with(header::ALLOW, allow);
    if status != StatusCode::NO_CONTENT {
        return answer;
    }
    answer
        .with(header::ACCESS_CONTROL_ALLOW_METHODS, allow)
        .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type, If-None-Match")
        .with(header::ACCESS_CONTROL_MAX_AGE, "86400")
}
