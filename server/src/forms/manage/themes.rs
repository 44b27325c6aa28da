//! POST `/manage/themes` and below it: a theme is added, changed or removed, and the minimum of comments is set.

use app::domain::theme_form::{judge, judge_minimum};
use app::pages::manage::themes::PATH;
use app::parts::fields::Typed;
use app::parts::listing::Asked;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::body;
use super::must_be_sure;
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::sectors::everything;
use crate::http::manage::themes::{find, show_list, show_minimum, show_theme};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;

/// Adds a theme and goes to it, or shows the list again with the form.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    let added = async {
        let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
        let reach = everything(&signed)?;
        let rules = app.store.comment_rules().await?;
        match judge(&typed.fields, None, &rules.themes) {
            Ok(theme) => {
                if app.store.add_theme(&signed.author(), app.clock.now(), &reach, &theme).await? {
                    return Ok(Redirect::to(&format!("{PATH}/{}?done", theme.code)).into_response());
                }
                // Somebody else was quicker with the same name.
                typed.problems.push(("", "changed-meanwhile"));
            }
            Err(problems) => typed.problems = problems,
        }
        show_list(&app, &visit, &signed, (Asked { page: 1, ..Asked::default() }, typed, None)).await
    };
    page::or_refuse(&app, &visit, added).await
}

/// Changes a theme, or shows its page again.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let changed = async {
        let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
        let reach = everything(&signed)?;
        let theme = find(&app, &signed, &code).await?;
        match judge(&typed.fields, Some(&theme), &[]) {
            Ok(new) => {
                if app.store.change_theme(&signed.author(), app.clock.now(), &reach, &new).await? {
                    return Ok(Redirect::to(&format!("{PATH}/{code}?done")).into_response());
                }
                typed.problems.push(("", "changed-meanwhile"));
            }
            Err(problems) => typed.problems = problems,
        }
        Ok(show_theme(&app, &visit, (theme, typed, None)).await)
    };
    page::or_refuse(&app, &visit, changed).await
}

/// Removes a theme.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(code): Path<String>,
    request: Request<Body>,
) -> Response {
    let removed = async {
        let fields = body::read(request).await?;
        let reach = everything(&signed)?;
        find(&app, &signed, &code).await?;
        must_be_sure(&fields)?;
        if app.store.remove_theme(&signed.author(), app.clock.now(), &reach, &code).await? {
            Ok(Redirect::to(&format!("{PATH}?removed")).into_response())
        } else {
            Err(PageError::NotFound)
        }
    };
    page::or_refuse(&app, &visit, removed).await
}

/// Sets how many respondents there must be where a comment is shown.
pub async fn set_minimum(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    request: Request<Body>,
) -> Response {
    let set = async {
        let mut typed = Typed { fields: body::read(request).await?, problems: Vec::new() };
        let reach = everything(&signed)?;
        match judge_minimum(&typed.fields) {
            Ok(minimum) => {
                app.store.set_comment_minimum(&signed.author(), app.clock.now(), &reach, minimum).await?;
                Ok(Redirect::to(&format!("{PATH}?done")).into_response())
            }
            Err(problems) => {
                typed.problems = problems;
                Ok(show_minimum(&app, &visit, typed).await)
            }
        }
    };
    page::or_refuse(&app, &visit, set).await
}
