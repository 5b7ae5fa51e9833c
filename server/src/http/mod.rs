//! The server's HTTP interface and its routes. The only module that knows axum.
//!
//! It translates between HTTP and the rooms, and decides nothing about them.

mod answers;
mod app;
mod body;
mod budgets;
mod caller;
mod commands;
mod conversation;
mod create;
mod document;
mod encoding;
mod events;
mod export;
mod headers;
mod health;
mod held_body;
mod import;
mod listener;
mod markdown;
mod memory;
mod oembed;
mod open_streams;
mod origin;
mod page;
mod passcode;
mod people;
mod policy;
mod preview;
mod proxy;
mod room_file;
mod site_file;
mod socket;
mod state;
mod transport;
mod via;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

pub use app::App;
pub use site_file::check as check_site;

/// Serves requests on a listener until `shutdown`.
pub async fn serve(listener: TcpListener, app: App, shutdown: impl Future<Output = ()>) {
    let router = router(app.clone());
    listener::serve(listener, app, router, shutdown).await;
}

/// All routes.
fn router(app: App) -> Router {
    let assets = ServeDir::new(app.site.join("assets"))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let assets = Router::new().fallback_service(assets).layer(from_fn(page::cache_for_ever));
    let api = Router::new()
        .route("/rooms", post(create::room))
        .route("/rooms/open", post(room_file::open))
        .route("/rooms/{room}/socket", get(socket::open))
        .route("/rooms/{room}/events/{connection}", get(events::open).post(events::send))
        .route("/rooms/{room}/people", post(people::join))
        .route("/rooms/{room}/state", get(state::state))
        .route("/rooms/{room}/commands", post(commands::command))
        .route("/rooms/{room}/export.csv", get(export::csv))
        .route("/rooms/{room}/export.md", get(export::markdown))
        .route("/rooms/{room}/export/{name}", get(export::named))
        .route("/rooms/{room}/preview", post(import::preview_for_room))
        .route("/preview", post(import::preview))
        .route("/markdown", post(markdown::render))
        .fallback(any(unknown))
        .layer(from_fn_with_state(app.clone(), origin::share));
    let inside = Router::new()
        .nest("/api", api)
        .nest("/assets", assets)
        .route("/healthz", get(health::health))
        .route("/favicon.svg", get(page::favicon))
        .route("/ready-room.js", get(page::element))
        .route("/frame.js", get(page::frame_script))
        .route("/ready-room.d.ts", get(page::types))
        .route("/oembed", get(oembed::oembed))
        .fallback(page::page)
        .layer(from_fn_with_state(app.clone(), headers::guard))
        .with_state(app.clone());
    // Outside of the routes, because it changes the path.
    Router::new().fallback_service(inside).layer(from_fn_with_state(app, proxy::resolve))
}

async fn unknown() -> Response {
    answers::not_found()
}
