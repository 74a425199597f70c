//! Counts are live: without a reload, after the server was away, and with more tabs than a browser has connections.

use tests::demo::VIEWER;
use tests::office::Office;

#[tokio::test]
async fn probe() -> anyhow::Result<()> {
    let mut office = Office::open(VIEWER).await?;
    office.goto_practice("").await?;
    office.browser.find("[data-total]").await?;
    println!("{:?}", office.send(|_| ()).await?);
    office.wait_for_total("valid", 1, tests::office::SOON).await?;
    let mut tabs = vec![office.browser.driver().window().await?];
    for _ in 0..7 {
        let tab = office.browser.driver().new_tab().await?;
        office.browser.driver().switch_to_window(tab.clone()).await?;
        let t = std::time::Instant::now();
        office.goto_practice("").await?;
        office.browser.find("[data-total]").await?;
        let port = office.served.url().rsplit(':').next().unwrap().to_owned();
        let out = std::process::Command::new("sh")
            .arg("-c")
            .arg(format!(
                "cat /proc/net/tcp /proc/net/tcp6 | grep -ci ':{:04X} 0[0-9A-F]*:[0-9A-F]* 01'",
                port.parse::<u16>().unwrap()
            ))
            .output()?;
        println!("conns {} live {}", String::from_utf8_lossy(&out.stdout).trim(), office.ask("1").await?);
        println!("perf {}", office.ask("JSON.stringify(performance.getEntriesByType('resource').filter(e=>e.name.includes('/api')).map(e=>e.name.split('/').pop()+' '+Math.round(e.startTime)+' '+Math.round(e.duration)))").await?);
        println!("loaded {:?} {}", t.elapsed(), office.ask("document.visibilityState").await?);
        tabs.push(tab);
    }
    for tab in tabs {
        office.browser.driver().switch_to_window(tab.clone()).await?;
        println!("{}", office.ask("document.visibilityState + document.hasFocus()").await?);
    }
    office.close().await
}
