//! What the description says of the API as a whole.

use utoipa::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::problem::{FieldProblem, Problem};

/// The name of how a request is known.
pub const TOKEN: &str = "token";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Hài Lòng",
        version = "1",
        description = "Figures of citizen satisfaction for everybody, and, with a token, responses and invitations from other systems. \
        Errors are problem details (RFC 9457) in Vietnamese or English, as `Accept-Language` says. Cookies open nothing here.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/api/v1")),
    components(schemas(Problem, FieldProblem))
)]
struct Base;

/// The description without any address.
pub fn base() -> utoipa::openapi::OpenApi {
    let mut base = Base::openapi();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token that an administrator makes at `/manage/tokens`."))
        .build();
    base.components.get_or_insert_default().security_schemes.insert(TOKEN.to_owned(), RefOr::T(SecurityScheme::Http(scheme)));
    base
}
