//! Accounts from a list: faults by line before anything is made, then slips on paper; and a person's own new password.

use tests::browser::Browser;
use tests::hand::sign_in;
use tests::office::Office;

const LIST: &str = "username;name;role;places\n\
    dtv81;Hoàng Văn Thụ;interviewer;01837\n\
    dtv82;Lò Thị Mai;interviewr;99999\n\
    dtv83;Nông Văn Bảy;viewer;\n\
    cb84;Trần Thị Bộ;Cán bộ đơn vị;SNV\n";

#[tokio::test]
async fn a_list_is_mended_by_its_lines_and_made_whole_and_each_person_changes_the_password()
-> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto("/admin/accounts?new=list").await?;
    office.browser.type_into("#list-rows", LIST).await?;
    office.browser.press("[data-do=make-list]").await?;
    office.wait_for("[data-line='3']", true).await?;
    // The role is none, and the place is not in the campaign that stands there from the beginning.
    let lines =
        "[...document.querySelectorAll('[data-line]')].map(line => line.dataset.line).sort().join(' ')";
    assert_eq!(office.ask(lines).await?, "3 3");
    assert_eq!(office.ask("document.querySelectorAll(\"tr[data-account^=dtv8]\").length").await?, "0");

    // Mended where it stands.
    let mended = LIST.replace("interviewr", "interviewer").replace(";99999", ";01840");
    office.browser.type_into("#list-rows", &mended).await?;
    office
        .ask(&format!(
            "(select => {{ select.value = '{}'; select.dispatchEvent(new Event('change', {{ bubbles: true }})) }})
             (document.querySelector('#list-campaign'))",
            tests::demo::PRACTICE
        ))
        .await?;
    office.browser.press("[data-do=make-list]").await?;
    office.wait_for(".slip[data-account=dtv83]", true).await?;
    let slip = office.text(".slip[data-account=dtv81]").await?;
    for told in ["Hoàng Văn Thụ", "dtv81", &office.served.url()] {
        assert!(slip.contains(told), "{slip}");
    }
    let whose =
        "document.querySelector('.slip[data-account=cb84]').textContent.includes('Cán bộ đơn vị Sở Nội vụ')";
    office.browser.wait_until(whose, tests::office::SOON).await?;
    let password = office.text(".slip[data-account=dtv81] dd:nth-of-type(3) code").await?;
    office.wait_for("tr[data-account=dtv82]", true).await?;

    // On paper there are the slips and nothing else.
    office.browser.set_print(true).await?;
    for (css, there) in
        [(".slip-inside", true), (".header", false), (".accounts-table", false), (".notice", false)]
    {
        let shown = format!("document.querySelector(\"{css}\").getClientRects().length > 0");
        assert_eq!(office.ask(&shown).await?, there.to_string(), "{css}");
    }
    office.browser.set_print(false).await?;

    // The person signs in with what the slip says, and changes it.
    let person = Browser::open().await?;
    person.goto(office.served.url()).await?;
    sign_in(&person, "dtv81", &password).await?;
    person.find("[data-campaign]").await?;
    person.press("a[href='/device']").await?;
    person.press("[data-do=own-password]").await?;
    for (field, text) in [("old", "không phải thế"), ("new", "mật khẩu riêng"), ("again", "mật khẩu riêng")]
    {
        person.type_into(&format!("#password-{field}"), text).await?;
    }
    person.press("[data-do=change-password]").await?;
    person.find("[data-refused='session.old_password_wrong']").await?;
    person.type_into("#password-old", &password).await?;
    // What was said of the former try is gone with the first letter of the next.
    let gone = "!document.querySelector('[data-refused]')";
    person.wait_until(gone, tests::office::SOON).await?;
    person.press("[data-do=change-password]").await?;
    person.find("[data-state=password-changed]").await?;
    let other = Browser::open().await?;
    other.goto(office.served.url()).await?;
    sign_in(&other, "dtv81", "mật khẩu riêng").await?;
    other.find("[data-campaign]").await?;
    other.close_all().await?;
    person.close_all().await?;
    office.close().await
}
