//! Where a request comes from: the address of the connection, or what a trusted proxy says of it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderValue};

use super::server::Server;

/// The address that limits go by. Of an IPv6 address only the network counts: a household has all of the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// Of a request whose connection is not known.
    pub const UNKNOWN: Self = Self(IpAddr::V6(Ipv6Addr::UNSPECIFIED));

    /// The peer of an address.
    pub fn new(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => Self(Ipv6Addr::from(u128::from(v6) >> 64 << 64).into()),
            v4 => Self(v4),
        }
    }
}

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// The text is not an address with or without `/prefix`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse).map_err(|_| NotANetwork)?;
        if prefix > longest { Err(NotANetwork) } else { Ok(Self { address, prefix }) }
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        let differ = match (self.address, address.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (u32::from(a) ^ u32::from(b)).leading_zeros(),
            (IpAddr::V6(a), IpAddr::V6(b)) => (u128::from(a) ^ u128::from(b)).leading_zeros(),
            _ => return false,
        };
        differ >= self.prefix
    }
}

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<Network>);

impl Proxies {
    /// Whether it is one of them.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Who is at the far end. Each proxy adds on the right whom it heard, so the chain is read from there: as long as
    /// who spoke is a proxy of ours, and as long as it says an address. Whatever stands further left anybody may have
    /// written; where a proxy of ours says no address, it is the far end itself.
    pub fn far_end(&self, connection: IpAddr, headers: &HeaderMap) -> Peer {
        let lines: Vec<&[u8]> =
            headers.get_all("x-forwarded-for").iter().map(HeaderValue::as_bytes).collect();
        let chain = lines.into_iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b','));
        let mut far = connection;
        for entry in chain {
            if !self.trusts(far) {
                break;
            }
            let Some(address) = std::str::from_utf8(entry).ok().and_then(address) else { break };
            far = address;
        }
        Peer::new(far)
    }
}

/// An address as proxies write it: alone, in brackets, or with the port of the connection.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    bare.parse().or_else(|_| entry.parse().map(|address: SocketAddr| address.ip())).ok()
}

/// Notes the [`Peer`] among the request's extensions.
pub fn note(server: &Server, request: &mut Request) {
    if let Some(ConnectInfo(address)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let peer = server.proxies.far_end(address.ip(), request.headers());
        request.extensions_mut().insert(peer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line of `forwarded` is a header line of its own.
    fn far_end(proxies: &str, connection: &str, forwarded: &'static str) -> String {
        let proxies = proxies.split_whitespace().map(|text| text.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for line in forwarded.split('\n') {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        Proxies(proxies).far_end(connection.parse().unwrap(), &headers).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(far_end("", "10.0.0.1", "1.2.3.4"), "10.0.0.1");
        assert_eq!(far_end("10.0.0.0/8", "10.0.0.1", "1.2.3.4"), "1.2.3.4");
        assert_eq!(far_end("10.0.0.0/8", "10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2"), "1.2.3.4");
        assert_eq!(far_end("10.0.0.1", "::ffff:10.0.0.1", "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }

    #[test]
    fn rubbish_names_nobody_and_hides_nobody() {
        // Left of whom our proxy heard, anybody may write anything.
        for forwarded in [
            "rubbish, 1.2.3.4",
            ", 1.2.3.4",
            "6.6.6.6, rubbish, 1.2.3.4",
            "rubbish\n1.2.3.4",
            "6.6.6.6\n\n1.2.3.4",
            "đ, 1.2.3.4",
            "rubbish, 1.2.3.4, 10.0.0.2",
            "rubbish, 1.2.3.4\n10.0.0.2, 10.0.0.3",
        ] {
            assert_eq!(far_end("10.0.0.0/8", "10.0.0.1", forwarded), "1.2.3.4", "{forwarded:?}");
        }
        // Where our own proxy says no address, it is the far end; what stands left of that is believed by nobody.
        for (forwarded, far) in [
            ("rubbish", "10.0.0.1"),
            ("6.6.6.6, rubbish", "10.0.0.1"),
            ("6.6.6.6, unknown", "10.0.0.1"),
            ("6.6.6.6,", "10.0.0.1"),
            ("6.6.6.6\nđ", "10.0.0.1"),
            ("6.6.6.6, rubbish, 10.0.0.2", "10.0.0.2"),
            ("6.6.6.6\nrubbish\n10.0.0.2", "10.0.0.2"),
            ("", "10.0.0.1"),
        ] {
            assert_eq!(far_end("10.0.0.0/8", "10.0.0.1", forwarded), far, "{forwarded:?}");
        }
    }

    #[test]
    fn proxies_write_ports_and_brackets() {
        for (forwarded, far) in [
            ("1.2.3.4:51000", "1.2.3.4"),
            ("[2001:db8:1:2:3::4]", "2001:db8:1:2::"),
            ("[2001:db8:1:2:3::4]:51000", "2001:db8:1:2::"),
            ("\"[2001:db8:1:2:3::4]:51000\"", "2001:db8:1:2::"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            (" 1.2.3.4 ,  10.0.0.2:80 ", "1.2.3.4"),
            ("6.6.6.6, 1.2.3.4:x", "10.0.0.1"),
        ] {
            assert_eq!(far_end("10.0.0.0/8", "10.0.0.1", forwarded), far, "{forwarded:?}");
        }
    }

    #[test]
    fn a_network_is_read_or_refused() {
        for bad in ["", "10.0.0.0/33", "localhost", "10.0.0.0/x"] {
            assert_eq!(bad.parse::<Network>(), Err(NotANetwork), "{bad}");
        }
    }
}
