//! A device whose clock is wrong: said where the work is, from the first answer of the server on.

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{begin, fill_the_rest_and_finish, sign_in, wait_unsent};
use tests::served::Served;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};

/// What stands between server and browser, and moves the server's day ten years on: to the browser its own clock is late.
async fn ten_years_later(server: String) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(pass(client, server.clone()));
        }
    });
    Ok(url)
}

async fn pass(client: TcpStream, server: String) -> std::io::Result<()> {
    let server = TcpStream::connect(server).await?;
    let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
        (client.into_split(), server.into_split());
    tokio::spawn(async move { copy(&mut from_client, &mut to_server).await });
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let read = from_server.read(&mut bytes).await?;
        if read == 0 {
            return to_client.shutdown().await;
        }
        move_on(&mut bytes[..read]);
        to_client.write_all(&bytes[..read]).await?;
    }
}

/// `date: Sat, 28 Nov 2026 …`: the tens of the year go on. The day of the week is not looked at.
fn move_on(bytes: &mut [u8]) {
    let head = b"\r\ndate: ";
    let year = head.len() + "Sat, 28 Nov ".len();
    let found: Vec<usize> = bytes
        .windows(year + 4)
        .enumerate()
        .filter(|(_, seen)| seen.starts_with(head))
        .map(|(at, _)| at)
        .collect();
    for at in found {
        let digit = &mut bytes[at + year + 2];
        *digit = if *digit == b'9' { b'0' } else { *digit + 1 };
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_said_on_the_board_and_in_the_outbox() -> anyhow::Result<()> {
    let served = Served::start();
    let url =
        ten_years_later(served.url().trim_start_matches("http://").trim_end_matches('/').to_owned()).await?;
    let browser = Browser::open().await?;
    browser.goto(&url).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    fill_the_rest_and_finish(&browser, "B").await?;
    wait_unsent(&browser, 0).await?;
    browser.press("[data-do=board]").await?;
    let said = browser.find("[data-clock=wrong] .notice-title").await?.text().await?;
    assert!(said.contains("chậm") && said.contains("ngày"), "{said}");
    browser.press("a[href='/outbox']").await?;
    browser.find("[data-clock=wrong]").await?;
    Ok(())
}
