//! Who may ask: the pages of this server, by its own name, and nobody else.
//!
//! A page of another site that runs in the same browser can send requests here. It cannot forge `Host` (a name of its own
//! that leads to this machine is refused) nor `Origin`, and cannot send JSON without asking before, which is not granted.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What is sent with every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The names of this server, with its port.
pub(super) fn names(port: u16) -> [String; 3] {
    [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")]
}

/// Lets a request pass, or refuses it; every answer gets its headers.
pub(super) async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = match refusal(request.method(), request.headers(), port) {
        None => next.run(request).await,
        Some(reason) => (StatusCode::FORBIDDEN, reason).into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A drawing has a policy of its own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Why a request is refused.
fn refusal(method: &Method, headers: &HeaderMap, port: u16) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(header::HOST).unwrap_or_default();
    if headers.get_all(header::HOST).iter().count() != 1 || !names(port).iter().any(|name| name == host) {
        return Some("this server answers to its own name alone\n");
    }
    let origin = text(header::ORIGIN);
    let own = |origin: &str| origin.strip_prefix("http://") == Some(host);
    match origin {
        Some(origin) if !own(origin) => Some("this server answers to its own pages alone\n"),
        None if !matches!(*method, Method::GET | Method::HEAD) => {
            Some("what changes something names its origin\n")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_and_own_pages_pass() {
        let own = Some("http://localhost:8650");
        for (method, host, origin, passes) in [
            (Method::GET, "127.0.0.1:8650", None, true),
            (Method::GET, "[::1]:8650", None, true),
            (Method::GET, "localhost:8650", own, true),
            (Method::PUT, "localhost:8650", own, true),
            (Method::PUT, "localhost:8650", None, false),
            (Method::POST, "127.0.0.1:8650", own, false),
            (Method::GET, "localhost:8651", None, false),
            (Method::GET, "localhost", None, false),
            (Method::GET, "rebound.example:8650", None, false),
            (Method::GET, "localhost:8650", Some("http://rebound.example"), false),
            (Method::POST, "localhost:8650", Some("null"), false),
            (Method::POST, "localhost:8650", Some("https://localhost:8650"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a name"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().expect("an origin"));
            }
            assert_eq!(refusal(&method, &headers, 8650).is_none(), passes, "{method} {host} {origin:?}");
        }
    }
}
