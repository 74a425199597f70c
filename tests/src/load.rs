//! Requests as a fast client sends them: bytes made beforehand, over connections that stay open, so that the server is
//! measured and not who asks.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use shared::ballot::Sealed;
use shared::wire::frame;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use uuid::Uuid;

/// A `PUT` of a ballot, as it goes over the wire.
pub fn put(token: &str, campaign: &str, id: Uuid, sealed: &Sealed) -> Vec<u8> {
    request(token, &format!("PUT /api/campaigns/{campaign}/ballots/{id}"), &sealed.bytes)
}

/// A `POST` of many ballots.
pub fn post(token: &str, campaign: &str, ballots: &[(Uuid, Sealed)]) -> Vec<u8> {
    let body = frame(ballots.iter().map(|(_, sealed)| &*sealed.bytes));
    request(token, &format!("POST /api/campaigns/{campaign}/ballots"), &body)
}

/// A `GET`.
pub fn get(token: &str, path: &str) -> Vec<u8> {
    request(token, &format!("GET {path}"), b"")
}

/// A `GET` of somebody who reads what is public, as browsers ask.
pub fn read_public(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip, deflate, br\r\n\r\n")
        .into_bytes()
}

fn request(token: &str, line: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Sends each list over a connection of its own, one request after the other; all must be answered with `status`. Gives how long
/// all took, and each answer, the shortest first. One thread does it, which hands nothing to another: what it takes of the processor
/// the server lacks.
pub async fn send(
    address: SocketAddr,
    work: Vec<Vec<Vec<u8>>>,
    status: u16,
) -> anyhow::Result<(Duration, Vec<Duration>)> {
    let alone = move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?
            .block_on(sent(address, work, status))
    };
    tokio::task::spawn_blocking(alone).await?
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
async fn sent(
    address: SocketAddr,
    work: Vec<Vec<Vec<u8>>>,
    status: u16,
) -> anyhow::Result<(Duration, Vec<Duration>)> {
    let mut open = Vec::new();
    for requests in work {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        open.push((stream, requests));
    }
    let (mut senders, mut times, began) = (JoinSet::new(), Vec::new(), Instant::now());
    for (mut stream, requests) in open {
        senders.spawn(async move {
            let (mut times, mut answer) = (Vec::with_capacity(requests.len()), Vec::new());
            for request in requests {
                let began = Instant::now();
                stream.write_all(&request).await?;
                let found = read(&mut stream, &mut answer).await?;
                anyhow::ensure!(found == status, "{}", String::from_utf8_lossy(&answer));
                times.push(began.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    while let Some(sent) = senders.join_next().await {
        times.extend(sent??);
    }
    let took = began.elapsed();
    times.sort_unstable();
    Ok((took, times))
}

/// Reads one answer, whose length is said; gives its status.
async fn read(stream: &mut TcpStream, answer: &mut Vec<u8>) -> anyhow::Result<u16> {
    answer.clear();
    loop {
        anyhow::ensure!(stream.read_buf(answer).await? > 0, "the connection broke");
        let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&answer[..head])?;
        // Servers of ours write the names of headers in small letters.
        let (_, length) = head.split_once("\r\ncontent-length: ").context("a length")?;
        let length = length.split("\r\n").next().unwrap_or_default();
        if answer.len() >= head.len() + 4 + length.parse::<usize>()? {
            return Ok(head.split(' ').nth(1).context("a status")?.parse()?);
        }
    }
}
