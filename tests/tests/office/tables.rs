//! The tables of the office at a desk: the page alone scrolls, heads stay in sight, stand in one line and apart from each other.

use serde_json::Value;
use tests::demo::CLOSED;
use tests::office::Office;

const DESKS: [(u32, u32); 2] = [(1440, 900), (1280, 800)];

/// What scrolls up and down within the page.
const SCROLLS: &str = "
    return [...document.querySelectorAll('main, main *')]
        .filter(part => /auto|scroll/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight)
        .map(part => `${part.outerHTML.slice(0, 80)} ${part.scrollHeight} > ${part.clientHeight}`);";

/// Heads that are not seen whole when the last rows of their table are.
const UNSEEN: &str = "
    const table = document.querySelector('main table');
    scrollTo(0, scrollY + table.getBoundingClientRect().bottom - innerHeight * 0.7);
    return [...table.querySelectorAll('thead th')].filter(head => {
        const box = head.getBoundingClientRect();
        const top = document.querySelector('body .header').getBoundingClientRect().bottom;
        const at = document.elementFromPoint(box.x + box.width / 2, box.bottom - 8);
        return box.top < top - 1 || box.bottom > innerHeight || !head.contains(at);
    }).map(head => `${head.innerText}: ${JSON.stringify(head.getBoundingClientRect())}`);";

/// Where the words of heads end, for heads whose words do not stand on one line.
const UNEVEN: &str = "
    const lines = [...document.querySelectorAll('main thead th:not(.criterion)')].map(head => {
        const words = document.createRange();
        words.selectNodeContents(head.querySelector('.sort span') ?? head);
        return [head.innerText, words.getBoundingClientRect().bottom];
    });
    const most = Math.max(...lines.map(line => line[1]));
    return lines.filter(line => most - line[1] > 0.5).map(line => `${line[0]}: ${most - line[1]} higher`);";

/// Neighbouring names of criteria whose letters are nearer to each other than the lines of one name are.
const CRAMPED: &str = "
    const names = [...document.querySelectorAll('.criterion-name')].map(name => {
        const words = document.createRange();
        words.selectNodeContents(name);
        const lines = [...words.getClientRects()];
        return [name.textContent, Math.min(...lines.map(line => line.left)), Math.max(...lines.map(line => line.right))];
    });
    return names.slice(1).filter((name, nth) => name[1] - names[nth][2] < 5)
        .map(name => `${name[0]} ${names[names.indexOf(name) - 1][2]} | ${name[1]}`);";

/// The screens with tables, and what is there when they are ready.
fn screens() -> [(String, &'static str); 6] {
    let office = format!("/office/{CLOSED}");
    [
        (format!("{office}/index"), "[data-table=index] tr[data-unit]"),
        (format!("{office}/survey"), "[data-table=survey] tr[data-unit]"),
        (format!("{office}/ballots"), "tr[data-key]"),
        (office, "[data-table=counts] tr[data-form]"),
        ("/admin/accounts".to_owned(), "main table"),
        ("/admin/log".to_owned(), "main table"),
    ]
}

#[tokio::test]
async fn the_page_alone_scrolls_and_heads_stay_in_sight_in_one_line() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    let mut faults = Vec::new();
    for (path, ready) in screens() {
        office.goto(&path).await?;
        office.browser.find(ready).await?;
        for language in ["vi", "en"] {
            office.browser.press(&format!("[data-language={language}]")).await?;
            office.wait_for(&format!("html[lang={language}]"), true).await?;
            for (width, height) in DESKS {
                office.browser.set_size(width, height).await?;
                for (rule, script) in
                    [("scrolls", SCROLLS), ("uneven", UNEVEN), ("cramped", CRAMPED), ("unseen", UNSEEN)]
                {
                    let found = office.browser.driver().execute(script, vec![]).await?.json().clone();
                    let found = found.as_array().into_iter().flatten().filter_map(Value::as_str);
                    faults.extend(found.map(|fault| format!("{path} {language} {width} {rule}: {fault}")));
                }
            }
        }
        office.browser.press("[data-language=vi]").await?;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    office.close().await
}
