//! A handler that only reads the form, for `cargo xtask bench`: what the HTTP library can do at most on this machine.
//!
//! `bare_handler ADDRESS` answers each POST with 303 once its fields are decoded, and each GET with as much of the one-stop
//! form as the load generator looks for. Nothing is judged, nothing is stored.

use std::env;
use std::error::Error;
use std::hint::black_box;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use server::forms::body;
use tokio::net::TcpListener;

/// An identifier where the load generator looks for one, and the names of the items.
const FORM: &str = "<form method=\"post\"><input type=\"hidden\" name=\"id\" value=\"00000000-0000-7000-8000-000000000000\">\
    <input name=\"q-a1\"><input name=\"q-b1\"><input name=\"q-c1\"><input name=\"q-c2\"><input name=\"q-d1\"><input name=\"q-overall\">\
    </form>";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).ok_or("the address is missing")?;
    let router = Router::new().route("/s/{code}", get(form).post(submit));
    axum::serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}

async fn form() -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], FORM).into_response()
}

async fn submit(request: Request<Body>) -> Response {
    match body::read(request).await {
        Ok(fields) => {
            black_box(fields);
            Redirect::to("/").into_response()
        }
        Err(error) => error.status().into_response(),
    }
}
