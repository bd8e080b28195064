//! Starting and ending: binding, telling the caller the address, answering until told to stop, and ending within two
//! seconds whatever the readers do.

use crate::api;
use crate::cache::Cache;
use crate::desk::{self, Staffed};
use crate::site::{Shared, respond};
use crate::upload;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use probity_publication::Site;
use probity_publication::api::BODY_MAX;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

/// How long open answers may take after the signal to stop; two seconds are promised, also on a busy machine.
const GRACE: Duration = Duration::from_millis(800);

/// How long a reader may take to send a body.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Host name or address; `127.0.0.1` unless the user says otherwise.
    pub host: String,
    /// Port; 0 for any free one.
    pub port: u16,
}

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The host has no address.
    #[error("`{0}` is not a host this machine can listen on")]
    Host(String),
    /// The port cannot be had.
    #[error("cannot listen on {host}:{port}: {source}")]
    Bind {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system refused something else.
    #[error("the server cannot run: {0}")]
    Run(#[from] std::io::Error),
}

/// Serves `site`, and `desk` where staff work, until `stop` is ready. Prints nothing; calls `ready` once with the bound address, when requests are
/// answered.
///
/// # Errors
/// When the address cannot be had or the system refuses threads or sockets.
pub fn serve(
    site: Site,
    desk: Option<Staffed>,
    options: &Options,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(run(site, desk, options, ready, stop));
    // Answers that are still being written are given up: the promise to end is worth more than they are.
    runtime.shutdown_timeout(Duration::from_millis(100));
    result
}

async fn run(
    site: Site,
    desk: Option<Staffed>,
    options: &Options,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let listener = bind(options).await?;
    let bound = listener.local_addr()?;
    let shared = Arc::new(Shared { site, desk, cache: Cache::default(), bound });
    let router = Router::new().fallback(move |request: Request| {
        let shared = Arc::clone(&shared);
        async move { answer(shared, request).await }
    });
    let (tell, mut told) = tokio::sync::watch::channel(());
    let stopping = async move {
        stop.await;
        drop(tell);
    };
    let late = async move {
        // Ends when the sender is dropped, that is, when the signal came.
        while told.changed().await.is_ok() {}
        tokio::time::sleep(GRACE).await;
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(stopping);
    ready(bound);
    tokio::select! {
        result = serving => result.map_err(ServeError::from),
        () = late => Ok(()),
    }
}

/// Reads the body where one is wanted, then answers.
async fn answer(shared: Arc<Shared>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let desk = shared.desk.is_some() && desk::owns(path);
    let staffed = shared.desk.as_ref().filter(|_| desk && parts.method == Method::POST);
    if let Some(staffed) = staffed
        && let Some(boundary) = upload::boundary(&parts)
    {
        let body = match desk::upload(staffed, &shared.site.house, &parts, body, boundary).await {
            Ok(body) => body,
            Err(answer) => return answer.response(&parts.method, &parts.headers),
        };
        return at_leisure(shared, parts, Some(body)).await;
    }
    let largest = match (parts.method == Method::POST, desk) {
        (true, true) => Some(desk::BODY_MAX),
        (true, false) if api::owns(path) => Some(BODY_MAX),
        _ => None,
    };
    let body = match largest {
        None => Some(Bytes::new()),
        Some(largest) => match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, largest)).await {
            Ok(body) => body.ok(),
            Err(_) => return status(StatusCode::REQUEST_TIMEOUT),
        },
    };
    if !desk {
        return respond(&shared, &parts, body.as_deref());
    }
    at_leisure(shared, parts, body).await
}

/// A password is slow to check on purpose, and the disk is waited for: other readers shall not wait with it.
async fn at_leisure(shared: Arc<Shared>, parts: Parts, body: Option<Bytes>) -> Response<Body> {
    let work = tokio::task::spawn_blocking(move || respond(&shared, &parts, body.as_deref()));
    work.await.unwrap_or_else(|_| status(StatusCode::INTERNAL_SERVER_ERROR))
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

async fn bind(options: &Options) -> Result<tokio::net::TcpListener, ServeError> {
    let Options { host, port } = options;
    let addresses: Vec<SocketAddr> =
        (host.as_str(), *port).to_socket_addrs().map_err(|_| ServeError::Host(host.clone()))?.collect();
    let bound = tokio::net::TcpListener::bind(addresses.as_slice()).await;
    bound.map_err(|source| ServeError::Bind { host: host.clone(), port: *port, source })
}

/// Ready when the program is told to end: Ctrl-C or, on Unix, SIGTERM.
pub async fn until_signal() {
    let interrupt = async {
        // Without a handler there is nothing to wait for; the system's own handling stays in force.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = async {
            match signal(SignalKind::terminate()) {
                Ok(mut stream) => {
                    stream.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { () = interrupt => {}, () = terminate => {} }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
