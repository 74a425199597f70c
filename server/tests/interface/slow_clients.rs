//! Connections that bring their request slowly, or never.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::sample::{ID, plain};
use crate::served::Served;

const PATIENCE: Duration = Duration::from_millis(400);
/// A server that closes nothing would keep a test waiting for ever.
const AT_LAST: Duration = Duration::from_secs(10);

async fn served() -> Served {
    Served::start_with(|config| config.patience = PATIENCE).await
}

async fn connect(served: &Served) -> TcpStream {
    TcpStream::connect(served.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// What the server still says before it closes.
async fn last_words(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let closed = tokio::time::timeout(AT_LAST, stream.read_to_end(&mut said)).await;
    // A reset closes as well as an end.
    drop(closed.expect("the server closes the connection"));
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn a_connection_that_never_finishes_its_headers_is_closed() {
    let served = served().await;
    // Silent; undecided between the protocols; in the middle of a header; HTTP/2 that never goes on.
    for beginning in
        ["", "P", "GET / HTTP/1.1\r\nHost: parindex\r\nX-Slow: ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
    {
        let mut stream = connect(&served).await;
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let said = last_words(stream).await;
        assert!(!said.contains("200 OK"), "{beginning:?}: {said}");
    }
}

#[tokio::test]
async fn a_slow_upload_takes_as_long_as_it_takes() {
    let served = served().await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = plain(1);
    let head = format!(
        "PUT /api/campaigns/{ID}/ballots/{id} HTTP/1.1\r\nHost: parindex\r\nConnection: close\r\n\
         Authorization: Bearer {}\r\nContent-Length: {}\r\n\r\n",
        client.token.unwrap(),
        sealed.bytes.len()
    );
    let mut stream = connect(&served).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    // Each part comes later than a header might.
    for part in sealed.bytes.chunks(sealed.bytes.len().div_ceil(3)) {
        tokio::time::sleep(PATIENCE * 3 / 2).await;
        stream.write_all(part).await.unwrap();
    }
    let said = last_words(stream).await;
    assert!(said.starts_with("HTTP/1.1 201") && said.contains(&id.to_string()), "{said}");
}
