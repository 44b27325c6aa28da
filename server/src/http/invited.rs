//! `/i/{token}`: the questionnaire for somebody who was invited, by a link that gives one answer.

use std::sync::Arc;

use app::domain::collection_point::PointCode;
use app::pages::survey::{Form, Invited, SurveyPage};
use app::store::{Survey, Surveys};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::REFERRER_POLICY;
use axum::response::Response;
use data_encoding::HEXLOWER;
use leptos::prelude::*;

use super::error::PageError;
use super::page;
use super::survey::takes_answers;
use super::visit::Visit;
use crate::App;
use crate::accounts::token::{Purpose, Token, TokenHash};

/// The beginning of the path of a link. What comes after it is a secret, and in no log.
pub const PATH: &str = "/i/";

/// Where somebody goes on from such a page, nobody is told the link, not even our own pages. The origin is told, by which it is known that a
/// form comes from here.
const DISCREET: HeaderValue = HeaderValue::from_static("strict-origin");

pub async fn show(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Response {
    let shown = async {
        let hash = read(&token)?;
        let survey = find(&app, hash).await?.ok_or(PageError::InvitationGone)?;
        takes_answers(&app, &survey, true)?;
        let form = Form { invited: Some(invited(&token, hash)), ..Form::new(app.ids.make(app.clock.now())) };
        let page = page::show(&app, &visit, move || {
            let (survey, form) = (survey.clone(), form.clone());
            view! { <SurveyPage survey form/> }
        });
        Ok(page.await)
    };
    discreet(page::or_refuse(&app, &visit, shown).await)
}

/// A page whose address is told to nobody.
pub fn discreet(mut response: Response) -> Response {
    response.headers_mut().insert(REFERRER_POLICY, DISCREET);
    response
}

/// The hash of the token of an address. What is no token is as one that was used.
pub fn read(token: &str) -> Result<TokenHash, PageError> {
    let token: Token = token.parse().map_err(|_| PageError::InvitationGone)?;
    Ok(token.hash(Purpose::Answer))
}

/// The survey of an invitation that is open and has not expired.
pub async fn find(app: &App, hash: TokenHash) -> Result<Option<Arc<Survey>>, PageError> {
    match app.store.invitation(hash).await? {
        Some((point, expires_at)) if app.clock.now() < expires_at => survey(app, &point).await.map(Some),
        Some(_) => Err(PageError::InvitationGone),
        None => Ok(None),
    }
}

/// The survey of a collection point for those who were invited.
pub async fn survey(app: &App, point: &PointCode) -> Result<Arc<Survey>, PageError> {
    app.survey(point).await?.filter(|survey| survey.point.by_invitation).ok_or(PageError::InvitationGone)
}

/// The invitation as its form needs it.
pub fn invited(token: &str, hash: TokenHash) -> Invited {
    Invited { path: format!("{PATH}{token}"), draft: HEXLOWER.encode(&hash.as_bytes()[..4]) }
}
