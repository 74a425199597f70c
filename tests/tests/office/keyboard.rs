//! Through the office by keyboard alone: it is always seen where it is, and comes back to where it was.

use tests::office::Office;
use thirtyfour::Key;

#[tokio::test]
async fn the_whole_way_by_keyboard_with_focus_seen_and_returned() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    office.send_doubtful().await?;
    office.goto_practice("").await?;
    office.browser.find("[data-total]").await?;

    // A table is sorted, and the keyboard stays on the column's head.
    let head = "[data-table=counts] th:nth-child(4) a";
    office.tab_to(head).await?;
    office.key(Key::Enter).await?;
    office.wait_for("[data-table=counts] th:nth-child(4)[aria-sort=descending]", true).await?;
    assert!(office.is_on(head).await?);

    // A question in a window of its own takes the keyboard and gives it back.
    office.goto_practice("").await?;
    office.browser.find("[data-total]").await?;
    office.tab_to("[data-do=campaign-menu]").await?;
    office.key(Key::Enter).await?;
    office.wait_on(".menu-list").await?;
    office.key(Key::Escape).await?;
    office.wait_on("[data-do=campaign-menu]").await?;
    office.key(Key::Enter).await?;
    office.wait_on(".menu-list").await?;
    office.tab_to("[data-do=closing]").await?;
    office.key(Key::Enter).await?;
    office.wait_on("dialog[open] *").await?;
    office.key(Key::Escape).await?;
    office.wait_for("dialog[open]", false).await?;
    office.wait_on("[data-do=campaign-menu]").await?;

    // From tab to tab; the content of the new screen comes next.
    office.goto_practice("").await?;
    office.browser.find("[data-total]").await?;
    office.tab_to("a.office-tab[href*='/ballots']").await?;
    office.key(Key::Enter).await?;
    office.browser.find("tr[data-key]").await?;
    office.wait_on("#content").await?;

    // A row opens; a reason, a decision, and the keyboard is where the result stands.
    office.tab_to("tr[data-key] a").await?;
    office.key(Key::Enter).await?;
    office.browser.find("#decide-title").await?;
    office.tab_to("[data-do=accept]").await?;
    office.key(Key::Enter).await?;
    office.wait_on("#reason").await?;
    office.key("xác minh qua điện thoại").await?;
    office.tab_to("[data-do=accept]").await?;
    office.key(Key::Space).await?;
    office.wait_on("[data-decided=accept]").await?;

    // A number opens to its cause, and Escape leads back to the number.
    office.goto_practice("/survey").await?;
    office.browser.find("[data-table=survey] tr[data-unit]").await?;
    office.tab_to("td[data-leaf] a").await?;
    let cell = office.ask("document.activeElement.id").await?;
    office.key(Key::Enter).await?;
    office.wait_on("#panel-title").await?;
    office.key(Key::Escape).await?;
    office.wait_on(&format!("[id='{cell}']")).await?;

    // The index: a total opens, and Escape leads back to it; another column is the order, and its head keeps the keyboard.
    office.goto_practice("").await?;
    office.browser.find("[data-total]").await?;
    office.tab_to("a.office-tab[href*='/index']").await?;
    office.key(Key::Enter).await?;
    office.browser.find("[data-table=index] tr[data-unit]").await?;
    office.wait_on("#content").await?;
    office.tab_to("[data-table=index] .total a").await?;
    let total = office.ask("document.activeElement.id").await?;
    office.key(Key::Enter).await?;
    office.wait_on("#panel-title").await?;
    office.key(Key::Escape).await?;
    office.wait_on(&format!("[id='{total}']")).await?;
    let head = "[data-table=index] th:nth-child(2) a";
    office.goto_practice("/index").await?;
    office.browser.find("[data-table=index] tr[data-unit]").await?;
    office.tab_to(head).await?;
    office.key(Key::Enter).await?;
    office.wait_for("[data-table=index] th:nth-child(2)[aria-sort=ascending]", true).await?;
    assert!(office.is_on(head).await?);
    office.close().await
}
