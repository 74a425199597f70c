//! How many readers a published page serves, beside a static file of the same server in the same run.

use std::time::Duration;

use tests::demo::CLOSED;
use tests::load;
use tests::served::Served;

/// Turns of both, and what each asks for: together fewer than one address may send at once.
const TURNS: usize = 4;
const EACH: usize = 200;

/// The time that the quicker quarter of answers takes tells: what else the machine does makes the others longer.
#[tokio::test(flavor = "multi_thread")]
async fn a_published_page_is_served_at_least_half_as_often_as_a_static_file() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["publish", "--campaign", CLOSED, "--decision", "86/QĐ-UBND", "--date", "2020-02-15"]);
    let mut quickest = [Duration::MAX; 2];
    let [page, file] = [format!("/p/{CLOSED}"), "/index.html".to_owned()];
    for _ in 0..TURNS {
        for (quickest, path) in quickest.iter_mut().zip([&page, &file]) {
            let (_, times) =
                load::send(served.address(), vec![vec![load::read_public(path); EACH]], 200).await?;
            *quickest = times[EACH / 4].min(*quickest);
        }
    }
    let [page, file] = quickest;
    anyhow::ensure!(page <= file * 2, "a page takes {page:?}, a file {file:?}");
    Ok(())
}
