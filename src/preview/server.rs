//! The server: where it listens, and how long.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::house::{House, STACK};
use super::routes::{Shared, router};
use crate::diagnostic::{Error, Speech, messages};
use crate::session::PROGRAM;
use crate::watch::{Changes, Scope, Stopper, Watch};

/// The first port that is tried.
const PORT: u16 = 8650;

/// How many ports are tried.
const TRIES: u16 = 50;

/// What is served, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Documents, or folders to search for them.
    pub paths: Vec<PathBuf>,
    /// The folder that holds `templates/` and `fonts/`.
    pub root: PathBuf,
    /// The folder that builds are written to, which is not looked at.
    pub out: PathBuf,
    /// The house style instead of the sessions' own.
    pub template: Option<String>,
    /// The port; `None` for the first that is free from 8650, 0 for any.
    pub port: Option<u16>,
    /// The language of the page, where the user wants one.
    pub language: Option<Speech>,
    /// The language that the user's system speaks.
    pub system_language: Option<Speech>,
}

/// A server that listens and does not answer yet.
pub struct Server {
    options: Options,
    listeners: Vec<TcpListener>,
    port: u16,
    watch: Watch,
}

impl Server {
    /// Listens on the addresses of this machine that only itself can reach.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the sources cannot be watched.
    pub fn open(options: Options) -> Result<Self, Error> {
        let watch = Watch::begin(Scope::new(&options.paths, &options.root, Some(&options.out)))?;
        let (listeners, port) = match options.port {
            Some(port) => listen(port)?,
            None => first_free()?,
        };
        Ok(Self { options, listeners, port, watch })
    }

    /// The address to be opened in a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// What ends the server.
    pub fn stopper(&self) -> Stopper {
        self.watch.stopper()
    }

    /// Answers until it is stopped.
    ///
    /// # Errors
    ///
    /// When the system gives no threads or watches no more folders.
    pub fn run(mut self) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(8)
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(|error| Error::io(messages::cannot_start, "tokio", error))?;
        let Options { paths, root, template, language, system_language, .. } = self.options;
        let house = Arc::new(House::new(paths, root, template));
        let start = json!({
            "program": PROGRAM,
            "language": language.map(Speech::code),
            "system-language": system_language.map(Speech::code),
        });
        let shared = Shared { house: Arc::clone(&house), start: Arc::new(start) };
        let router = router(shared, self.port);
        for listener in self.listeners {
            let listened = |error| Error::io(messages::cannot_listen, "127.0.0.1", error);
            listener.set_nonblocking(true).map_err(listened)?;
            let within = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).map_err(listened)?;
            drop(within);
            let router = router.clone();
            runtime.spawn(async move {
                // It never ends by itself.
                let _ = axum::serve(listener, router).await;
            });
        }
        house.refresh(&Changes::everything());
        while let Some(changes) = self.watch.wait()? {
            house.refresh(&changes);
        }
        // What is being written is finished; browsers that listen do not hold the end up.
        runtime.shutdown_timeout(Duration::from_secs(2));
        Ok(())
    }
}

/// The first port that nobody has.
fn first_free() -> Result<(Vec<TcpListener>, u16), Error> {
    let mut last = None;
    for port in PORT..PORT + TRIES {
        match listen(port) {
            Ok(listening) => return Ok(listening),
            Err(error) => last = Some(error),
        }
    }
    last.map_or_else(|| listen(0), Err)
}

/// Listens on a port of both loopback addresses; a machine without the newer one has only the older.
fn listen(port: u16) -> Result<(Vec<TcpListener>, u16), Error> {
    let refused = |error| Error::io(messages::cannot_listen, format!("127.0.0.1:{port}"), error);
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let mut listeners = vec![listener];
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
        Ok(listener) => listeners.push(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(refused(error)),
        Err(_) => {}
    }
    Ok((listeners, port))
}
