//! Where connections come in: counted by address until somebody is signed in, refused past a bound, and said so.

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum_server::{AddrListener, Address};
use tokio::net::{TcpListener, TcpStream};

use super::carried::{Aboard, Carried};
use super::peer::{Peer, Proxies};

/// How long to wait when the system gives no connection, as where no file is left.
const PAUSE: Duration = Duration::from_millis(50);

/// The far end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint(pub SocketAddr);

impl Address for Endpoint {
    type Stream = Held;
    type Listener = Door;
}

impl Connected<Endpoint> for SocketAddr {
    fn connect_info(endpoint: Endpoint) -> Self {
        endpoint.0
    }
}

/// The connections of people who are not signed in, and what was turned away.
pub struct Connections {
    most: usize,
    proxies: Arc<Proxies>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    strangers: HashMap<Peer, usize>,
    counted: HashSet<SocketAddr>,
    trouble: Trouble,
}

/// What went wrong at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Connections refused, as their address had too many already.
    pub refused: usize,
    /// How often the system gave no connection.
    pub failed: usize,
    /// Why, the last time.
    pub error: String,
}

impl Connections {
    /// At most so many of one address. Those of our own proxies are not counted: they speak for many.
    pub fn new(most: usize, proxies: Arc<Proxies>) -> Self {
        Self { most, proxies, open: Mutex::default() }
    }

    /// What went wrong since this was last asked.
    pub fn trouble(&self) -> Option<Trouble> {
        let trouble = std::mem::take(&mut self.open().trouble);
        (trouble != Trouble::default()).then_some(trouble)
    }

    /// Somebody who is signed in speaks over this connection: it no longer counts.
    pub fn signed_in(&self, connection: SocketAddr) {
        self.leave(connection);
    }

    fn enter(&self, connection: SocketAddr) -> bool {
        if self.proxies.trusts(connection.ip()) {
            return true;
        }
        let mut open = self.open();
        let count = open.strangers.entry(Peer::new(connection.ip())).or_default();
        if *count >= self.most {
            open.trouble.refused += 1;
            return false;
        }
        *count += 1;
        open.counted.insert(connection);
        true
    }

    fn leave(&self, connection: SocketAddr) {
        let mut open = self.open();
        if !open.counted.remove(&connection) {
            return;
        }
        let peer = Peer::new(connection.ip());
        if let Some(count) = open.strangers.get_mut(&peer) {
            *count -= 1;
            if *count == 0 {
                open.strangers.remove(&peer);
            }
        }
    }

    fn failed(&self, error: &io::Error) {
        let trouble = &mut self.open().trouble;
        trouble.failed += 1;
        trouble.error = error.to_string();
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The listener.
pub struct Door {
    listener: TcpListener,
    connections: Arc<Connections>,
}

impl Door {
    /// Opens it.
    pub fn new(listener: std::net::TcpListener, connections: Arc<Connections>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        Ok(Self { listener: TcpListener::from_std(listener)?, connections })
    }
}

impl AddrListener<Held, Endpoint> for Door {
    async fn bind_to(_: Endpoint) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    async fn accept_stream(&self) -> io::Result<(Held, Endpoint)> {
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) if self.connections.enter(from) => {
                    let connections = Arc::clone(&self.connections);
                    stream.set_nodelay(true).ok();
                    let held = Carried { stream, aboard: Counted { from, connections } };
                    return Ok((held, Endpoint(from)));
                }
                Ok(_) => {}
                Err(error) => {
                    self.connections.failed(&error);
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    fn get_local_addr(&self) -> io::Result<Endpoint> {
        self.listener.local_addr().map(Endpoint)
    }
}

/// A connection that came in.
type Held = Carried<TcpStream, Counted>;

/// The place of a connection; it is free when this is dropped.
pub struct Counted {
    from: SocketAddr,
    connections: Arc<Connections>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.connections.leave(self.from);
    }
}

impl Aboard for Counted {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_until_somebody_is_signed_in() {
        let proxies = Proxies(vec!["10.0.0.1".parse().unwrap()]);
        let connections = Connections::new(2, Arc::new(proxies));
        let at = |host: &str, port: u16| SocketAddr::new(host.parse().unwrap(), port);
        assert!(connections.enter(at("1.2.3.4", 1)) && connections.enter(at("1.2.3.4", 2)));
        assert!(!connections.enter(at("1.2.3.4", 3)), "one too many");
        assert!(connections.enter(at("1.2.3.5", 3)), "another address");
        assert!((0..9).all(|port| connections.enter(at("10.0.0.1", port))), "a proxy speaks for many");
        connections.signed_in(at("1.2.3.4", 1));
        assert!(connections.enter(at("1.2.3.4", 4)), "who is signed in gives the place free");
        connections.leave(at("1.2.3.4", 1));
        assert!(!connections.enter(at("1.2.3.4", 5)), "and gives it only once");
        connections.leave(at("1.2.3.4", 2));
        assert!(connections.enter(at("1.2.3.4", 5)));
        assert_eq!(connections.trouble(), Some(Trouble { refused: 2, ..Trouble::default() }));
        assert_eq!(connections.trouble(), None, "said once");
        for (host, port) in [("1.2.3.4", 4), ("1.2.3.4", 5), ("1.2.3.5", 3)] {
            connections.leave(at(host, port));
        }
        assert!(connections.open().strangers.is_empty() && connections.open().counted.is_empty());
    }
}
