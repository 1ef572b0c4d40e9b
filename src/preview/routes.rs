//! What can be asked of the server.
//!
//! | request | answer |
//! |---|---|
//! | `GET /api/documents` | the list |
//! | `GET /api/documents/ID` | a document: its text, its sheet |
//! | `POST /api/documents/ID/draft` | the sheet of a text that is not saved |
//! | `PUT /api/documents/ID` | saves a text, unless the file has changed (409) |
//! | `GET /pages/DIGEST` | a page as a drawing |
//! | `GET /files/DIGEST/NAME` | a file as PDF |
//! | `GET /api/events` | what happens, as server-sent events |

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use futures_util::stream::{Stream, unfold};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::assets::{self, Asset};
use super::edit::Saved;
use super::guard::guard;
use super::house::{Event, House, MAX_TEXT};
use super::offsets::with_line_feeds;
use super::sheet::Sheet;
use super::tell;
use crate::source::{Digest, Source};

/// What every answer is made from.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) house: Arc<House>,
    /// What the page is told when it begins.
    pub(super) start: Arc<Value>,
}

/// The server's answers behind their guard. A text in JSON may be six times as long as the text.
pub(super) fn router(shared: Shared, port: u16) -> Router {
    Router::new()
        .route("/", get(|headers: HeaderMap| async move { asset(&assets::PAGE, &headers) }))
        .route("/assets/{name}", get(file_of_the_page))
        .route("/api/start", get(|State(shared): State<Shared>| async move { Json((*shared.start).clone()) }))
        .route("/api/documents", get(list))
        .route("/api/documents/{id}", get(document).put(put))
        .route("/api/documents/{id}/draft", post(draft))
        .route("/api/events", get(events))
        .route("/pages/{digest}", get(page))
        .route("/files/{digest}/{name}", get(file))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(6 * MAX_TEXT + 1024))
        .with_state(shared)
        .layer(middleware::from_fn_with_state(port, guard))
}

async fn file_of_the_page(Path(name): Path<String>, headers: HeaderMap) -> Response {
    assets::find(&name).map_or_else(not_found, |found| asset(found, &headers))
}

fn asset(asset: &'static Asset, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", &Digest::of(asset.bytes).to_string()[..16]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let about = [
        (header::CONTENT_TYPE, asset.media_type.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
    ];
    (about, asset.bytes).into_response()
}

async fn list(State(shared): State<Shared>) -> Response {
    let (documents, fault) = shared.house.list();
    Json(json!({ "documents": documents, "fault": fault })).into_response()
}

async fn document(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    work(move || {
        let Some(mut entry) = shared.house.entry(&id) else { return not_found() };
        match shared.house.read(&entry) {
            Ok(source) => {
                let sheet = shared.house.set(&entry, &source);
                // The list may not have come to it yet.
                entry.enter(&sheet);
                Json(json!({
                    "document": entry.summary(&id),
                    "text": with_line_feeds(&source.text),
                    "base": source.digest,
                    "sheet": tell::sheet(&sheet, &entry.numbers),
                }))
                .into_response()
            }
            Err(fault) => {
                let sheet = tell::sheet(&Sheet::unread(*fault), &entry.numbers);
                Json(json!({ "document": entry.summary(&id), "text": null, "base": null, "sheet": sheet }))
                    .into_response()
            }
        }
    })
    .await
}

/// A text that is not saved.
#[derive(Deserialize)]
struct Draft {
    text: String,
}

async fn draft(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    body: Result<Json<Draft>, JsonRejection>,
) -> Response {
    let Json(Draft { text }) = match body {
        Ok(body) => body,
        Err(rejection) => return refused(&rejection),
    };
    work(move || {
        let Some(entry) = shared.house.entry(&id) else { return not_found() };
        if text.len() > MAX_TEXT {
            return problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "the text is too long for the preview",
            );
        }
        let sheet = shared.house.set(&entry, &Source::new(entry.path.display().to_string(), text));
        Json(json!({ "sheet": tell::sheet(&sheet, &entry.numbers) })).into_response()
    })
    .await
}

/// A text to be saved.
#[derive(Deserialize)]
struct Put {
    text: String,
    /// The digest of the file that it was loaded from.
    base: String,
    /// Whether it is saved over another one too.
    #[serde(default)]
    overwrite: bool,
}

async fn put(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    body: Result<Json<Put>, JsonRejection>,
) -> Response {
    let Json(Put { text, base, overwrite }) = match body {
        Ok(body) => body,
        Err(rejection) => return refused(&rejection),
    };
    work(move || {
        let Some(entry) = shared.house.entry(&id) else { return not_found() };
        if text.len() > MAX_TEXT {
            return problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "the text is too long for the preview",
            );
        }
        let Ok(base) = base.parse() else {
            return problem(StatusCode::BAD_REQUEST, "request", "`base` is no digest");
        };
        match shared.house.save(&entry, &text, base, overwrite) {
            Ok(Saved::Written) => match shared.house.read(&entry) {
                Ok(source) => Json(json!({ "base": source.digest })).into_response(),
                Err(fault) => problem(StatusCode::CONFLICT, "changed", &fault.message.to_string()),
            },
            Ok(Saved::Changed) => {
                problem(StatusCode::CONFLICT, "changed", "the file has changed since it was loaded")
            }
            Err(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, "not-written", &error.to_string()),
        }
    })
    .await
}

async fn page(State(shared): State<Shared>, Path(digest): Path<String>) -> Response {
    work(move || {
        let has = |sheet: &Sheet| {
            sheet.file.as_ref().is_some_and(|file| file.pages.iter().any(|page| page.digest == digest))
        };
        let sheet = shared.house.kept(has);
        let drawing = sheet.as_ref().and_then(|sheet| sheet.file.as_ref()?.drawing(&digest));
        let Some(drawing) = drawing else { return not_found() };
        // A drawing is nothing but what is in it, whoever opens it.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        let about = [
            (header::CONTENT_TYPE, "image/svg+xml".to_owned()),
            (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
            (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
            (header::ETAG, format!("\"{digest}\"")),
        ];
        (about, drawing.to_string()).into_response()
    })
    .await
}

async fn file(State(shared): State<Shared>, Path((digest, _)): Path<(String, String)>) -> Response {
    let sheet = shared.house.kept(|sheet| sheet.file.as_ref().is_some_and(|file| file.digest == digest));
    let Some(file) = sheet.as_ref().and_then(|sheet| sheet.file.as_ref()) else { return not_found() };
    ([(header::CONTENT_TYPE, "application/pdf")], file.bytes.to_vec()).into_response()
}

async fn events(State(shared): State<Shared>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let receiver = shared.house.events.subscribe();
    // A page that lost its connection has missed what was told meanwhile.
    let stream = unfold((receiver, true), |(mut receiver, first)| async move {
        if first {
            return Some((Ok(sse::Event::default().event("list").data("{}")), (receiver, false)));
        }
        let event = match receiver.recv().await {
            Ok(Event::List) | Err(RecvError::Lagged(_)) => sse::Event::default().event("list").data("{}"),
            Ok(Event::Document(summary)) => {
                let data = serde_json::to_string(&summary).unwrap_or_default();
                sse::Event::default().event("document").data(data)
            }
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(event), (receiver, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// Does what takes a while off the threads that answer.
async fn work(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| problem(StatusCode::INTERNAL_SERVER_ERROR, "failed", "greffe itself has failed"))
}

fn not_found() -> Response {
    problem(StatusCode::NOT_FOUND, "not-found", "there is no such thing here")
}

fn refused(rejection: &JsonRejection) -> Response {
    problem(rejection.status(), "request", &rejection.body_text())
}

fn problem(status: StatusCode, error: &str, message: &str) -> Response {
    (status, Json(json!({ "error": error, "message": message }))).into_response()
}
