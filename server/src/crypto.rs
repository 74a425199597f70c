//! What TLS is computed with, by this server and by whoever calls one from this workspace: ring.

/// Says so to the process, before the first connection; said again it changes nothing. reqwest makes no client before.
pub fn install() {
    drop(rustls::crypto::ring::default_provider().install_default());
}
