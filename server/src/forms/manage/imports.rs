//! POST `/manage/imports/{what}`: a file is looked at, or one that was looked at is taken.

use std::sync::Arc;

use app::domain::import::Catalogue;
use app::domain::role::Right;
use app::pages::manage::imports::{CHECKED, FILE, ID, Importing, PATH, Ready, SEEN};
use app::parts::fields::Typed;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::super::upload::{self, aside};
use crate::App;
use crate::http::error::PageError;
use crate::http::manage::imports::{catalogue, may, show_busy, show_file};
use crate::http::page;
use crate::http::signed::Signed;
use crate::http::visit::Visit;
use crate::importing::LARGEST;
use crate::importing::checked::Checked;
use crate::importing::packed::{pack, unpack};
use crate::importing::run::{Order, begin};
use crate::tables::{Coding, Table};

/// Shows what the file would change; or takes it and goes to how far it is.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Extension(signed): Extension<Signed>,
    Path(what): Path<String>,
    request: Request<Body>,
) -> Response {
    let taken = async {
        let catalogue = catalogue(&what)?;
        if !may(&signed, catalogue) {
            return Err(PageError::NotAllowed);
        }
        take(&app, &visit, &signed, catalogue, request).await
    };
    page::or_refuse(&app, &visit, taken).await
}

async fn take(
    app: &App,
    visit: &Visit,
    signed: &Signed,
    catalogue: Catalogue,
    request: Request<Body>,
) -> Result<Response, PageError> {
    let upload = upload::read(request, FILE, LARGEST).await?;
    let field = |name: &str| upload.fields.first(name).unwrap_or_default().to_owned();
    let empty = Importing { catalogue, may: true, typed: Typed::default(), seen: None, ready: None };
    let wrong = |problem: (&'static str, &'static str), shown: Importing| {
        show_file(app, visit, Importing { typed: Typed { problems: vec![problem], ..Typed::default() }, ..shown })
    };
    let (seen, packed, id) = (field(SEEN), field(CHECKED), field(ID).parse::<Uuid>().ok());
    let is_new = upload.file.is_some();
    let progress = |id: Uuid| Redirect::to(&format!("{PATH}/{}/{id}", catalogue.word())).into_response();
    if let Some(id) = id.filter(|id| !is_new && app.imports.get(*id).is_some()) {
        // The button was pressed twice.
        return Ok(progress(id));
    }
    let read = match upload.file {
        Some(file) => aside(move || Table::read(&file)).await?,
        None if packed.is_empty() => return wrong((FILE, "import-file-missing"), empty).await,
        None => {
            let packed = packed.clone();
            aside(move || unpack(&packed)).await?
        }
    };
    let table = match read {
        Ok(table) => Arc::new(table),
        Err(unreadable) => return wrong((FILE, unreadable.key()), empty).await,
    };
    let reach = signed.reach(Right::Catalogue);
    let checked = match Checked::of(&app.store, &reach, catalogue, &table).await.map_err(PageError::Unavailable)? {
        Ok(checked) => checked,
        Err(unjudged) => return wrong((FILE, unjudged.key()), empty).await,
    };
    let is_right = !checked.is_faulty() && checked.changes_something();
    if is_right && !is_new && checked.fingerprint == seen {
        let id = id.ok_or_else(|| PageError::BadForm(vec![ID.to_owned()]))?;
        let order = Order { id, catalogue, author: signed.author(), reach, table };
        let shown = checked.seen(order.table.coding == Coding::Windows1258);
        if begin(app, order, checked).await.map_err(PageError::Unavailable)? {
            return Ok(progress(id));
        }
        // The file stays in the form, so that the button can be pressed again.
        let ready = Some(Ready { id: id.to_string(), checked: packed, seen });
        let typed = Typed { problems: vec![("", "import-busy")], ..Typed::default() };
        return Ok(show_busy(app, visit, Importing { typed, seen: Some(shown), ready, ..empty }).await);
    }
    let ready = if is_right {
        let table = table.clone();
        let packed = aside(move || pack(&table.to_text())).await?;
        let id = app.ids.make(app.clock.now()).to_string();
        Some(Ready { id, checked: packed, seen: checked.fingerprint.clone() })
    } else {
        None
    };
    let shown = Importing { seen: Some(checked.seen(table.coding == Coding::Windows1258)), ready, ..empty };
    if checked.is_faulty() {
        wrong((FILE, "import-has-faults"), shown).await
    } else if !is_new && is_right {
        wrong(("", "import-changed-since"), shown).await
    } else {
        show_file(app, visit, shown).await
    }
}
