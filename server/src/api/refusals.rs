//! Which problems an address can answer with, for the description.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::problem::MEDIA_TYPE;

/// Of what everybody may read.
pub struct Reading;
/// Of what needs a token.
pub struct Calling;
/// Of what needs a token and a body.
pub struct Sending;

const READING: &[(u16, &str)] = &[
    (400, "The query is not as described."),
    (404, "What was asked for, or what the filter names, does not exist."),
    (414, "The address is too long."),
    (503, "Not available at the moment; `Retry-After` says when to try again."),
];
const CALLING: &[(u16, &str)] = &[
    (401, "There is no token, or it expired or was revoked."),
    (403, "The token does not allow this."),
    (429, "More requests within a minute than a token may send; `Retry-After` says when there is room again."),
];
const SENDING: &[(u16, &str)] = &[
    (408, "The body arrived too slowly."),
    (413, "The body is too large."),
    (415, "The body is not `application/json`."),
    (422, "Something in the body is wrong; `errors` says what."),
];

type Responses = BTreeMap<String, RefOr<Response>>;

/// The problem of a status.
pub fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content(MEDIA_TYPE, content).build()
}

fn of(parts: &[&[(u16, &str)]]) -> Responses {
    let all = parts.iter().flat_map(|part| part.iter());
    all.map(|(status, description)| (status.to_string(), RefOr::T(problem(description)))).collect()
}

impl IntoResponses for Reading {
    fn responses() -> Responses {
        of(&[READING])
    }
}

impl IntoResponses for Calling {
    fn responses() -> Responses {
        of(&[READING, CALLING])
    }
}

impl IntoResponses for Sending {
    fn responses() -> Responses {
        of(&[READING, CALLING, SENDING])
    }
}
