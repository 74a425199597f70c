//! Connections that bring their request slowly, or never.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use uuid::Uuid;

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

/// The head of a ballot on its way.
fn upload(token: &str, id: Uuid, length: usize) -> String {
    format!(
        "PUT /api/campaigns/{ID}/ballots/{id} HTTP/1.1\r\nHost: parindex\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[tokio::test]
async fn a_strangers_body_comes_whole_and_soon_or_not_at_all() {
    let served = served().await;
    let head = "POST /api/session HTTP/1.1\r\nHost: parindex\r\nContent-Length: 900\r\n\r\n";
    let mut silent = connect(&served).await;
    silent.write_all(head.as_bytes()).await.unwrap();
    let mut dripping = connect(&served).await;
    dripping.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..6 {
        tokio::time::sleep(PATIENCE / 4).await;
        // Once the server has ended it, there is nobody to write to.
        drop(dripping.write_all(b" ").await);
    }
    for stream in [silent, dripping] {
        let said = last_words(stream).await;
        assert!(said.starts_with("HTTP/1.1 408") && said.contains("request.too_slow"), "{said}");
    }
    let mut large = connect(&served).await;
    let body = head.replace("900", "2000000") + &" ".repeat(40_000);
    drop(large.write_all(body.as_bytes()).await);
    let said = last_words(large).await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 413"), "{said}");
}

#[tokio::test]
async fn a_known_persons_body_that_stands_still_ends() {
    let served = Served::start_with(|config| config.stall = PATIENCE).await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = plain(1);
    let mut stream = connect(&served).await;
    let head = upload(&client.token.unwrap(), id, sealed.bytes.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&sealed.bytes[..sealed.bytes.len() / 2]).await.unwrap();
    let said = last_words(stream).await;
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("request.too_slow"), "{said}");
}

#[tokio::test]
async fn a_known_persons_body_that_drips_ends_and_a_slow_one_does_not() {
    let served = Served::start_with(|config| config.stall = PATIENCE).await;
    let token = served.sign_in("dtv01").await.token.unwrap();
    // A byte and forty bytes at a time: under and over what the slowest network brings.
    for (n, drip, drips, status) in [(1, 1, 40, "408"), (2, 40, 12, "201")] {
        let (id, sealed) = plain(n);
        let (first, rest) = sealed.bytes.split_at(sealed.bytes.len() - drip * drips);
        let mut stream = connect(&served).await;
        stream.write_all(upload(&token, id, sealed.bytes.len()).as_bytes()).await.unwrap();
        stream.write_all(first).await.unwrap();
        for part in rest.chunks(drip) {
            tokio::time::sleep(PATIENCE / 4).await;
            // Once the server has ended it, there is nobody to write to.
            drop(stream.write_all(part).await);
        }
        let said = last_words(stream).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{drip}: {said}");
    }
}

#[tokio::test]
async fn an_address_without_a_session_has_so_many_connections() {
    let served = Served::start_with(|config| config.connections = 3).await;
    let (client, (id, sealed)) = (served.sign_in("dtv01").await, plain(1));
    // Speaking with a session gives the client's own place free.
    assert_eq!(client.get("/api/session").await.status(), 200);
    let silent = [connect(&served).await, connect(&served).await, connect(&served).await];
    // The fourth is closed without a word, while the others stay.
    assert_eq!(last_words(connect(&served).await).await, "");
    assert_eq!(
        client.put_bytes(id, sealed.bytes, None).await.status(),
        201,
        "who is signed in still gets through"
    );
    drop(silent);
    let anew = async {
        while last_words_of_version(&served).await.is_empty() {
            tokio::time::sleep(PATIENCE / 8).await;
        }
    };
    tokio::time::timeout(AT_LAST, anew).await.expect("places are free again");
}

async fn last_words_of_version(served: &Served) -> String {
    let mut stream = connect(served).await;
    let request = "GET /api/version HTTP/1.1\r\nHost: parindex\r\nConnection: close\r\n\r\n";
    drop(stream.write_all(request.as_bytes()).await);
    last_words(stream).await
}

#[tokio::test]
async fn bodies_wait_for_room_and_are_not_refused() {
    let (id, sealed) = plain(1);
    let room = sealed.bytes.len().next_multiple_of(1024);
    let served = Served::start_with(|config| config.room = room).await;
    let client = served.sign_in("dtv01").await;
    let mut first = connect(&served).await;
    let head = upload(client.token.as_ref().unwrap(), id, sealed.bytes.len());
    first.write_all(head.as_bytes()).await.unwrap();
    first.write_all(&sealed.bytes[..9]).await.unwrap();
    tokio::time::sleep(PATIENCE).await;
    let mut second = tokio::spawn(async move { client.put(&plain(2)).await.0 });
    let waits = tokio::time::timeout(PATIENCE, &mut second).await;
    assert!(waits.is_err(), "there is no room while the first is on its way: {waits:?}");
    first.write_all(&sealed.bytes[9..]).await.unwrap();
    assert!(last_words(first).await.starts_with("HTTP/1.1 201"));
    let arrived = tokio::time::timeout(AT_LAST, second).await.expect("room is free again");
    assert_eq!(arrived.unwrap(), 201);
}

#[tokio::test]
async fn a_slow_upload_takes_as_long_as_it_takes() {
    let served = served().await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = plain(1);
    let head = upload(&client.token.unwrap(), id, sealed.bytes.len());
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

#[tokio::test]
async fn who_is_refused_before_the_body_was_read_is_told_so() {
    let served = Served::start().await;
    let body = vec![b'x'; 1 << 20];
    let interviewer = served.sign_in("dtv01").await.token.unwrap();
    for token in ["nobodys", &interviewer] {
        let path = format!("/api/campaigns/{ID}/units/SNV/files/{}/upload?from=0", "0".repeat(64));
        let head = format!(
            "PUT {path} HTTP/1.1\r\nHost: parindex\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = connect(&served).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        // As a client that looks for the answer only when all of its body is out.
        for piece in body.chunks(64 * 1024) {
            tokio::time::sleep(Duration::from_millis(2)).await;
            stream.write_all(piece).await.expect("the server hears it out");
        }
        let said = last_words(stream).await;
        let expected = if token == "nobodys" { ("401", "session.none") } else { ("403", "access.denied") };
        assert!(said.starts_with(&format!("HTTP/1.1 {}", expected.0)) && said.contains(expected.1), "{said}");
    }
}
