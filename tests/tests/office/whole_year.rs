//! A year on its screens, from an empty server: import, people, phases; one unit in time, one late and given longer; two appraisers on
//! one leaf, a question, an answer, and the points that came back. Of a unit's leaves one is typed here: `desk/entered` types them all.

use std::time::Duration;

use serde_json::json;
use shared::campaign::{Criterion, Rule};
use shared::index::Assessment;
use shared::points::Points;
use shared::wire::{Account, Grant, Role, Round, Stage, UnitRecord};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::CLOSED;
use tests::served::Served;
use tests::year::{APPRAISERS, PASSWORD, another, entry, lines_of};

use crate::inbox::at_home;
use crate::packages::{begin, there};

const TIMELY: &str = "SNV";
const LATE: &str = "STC";
const SOON: Duration = Duration::from_secs(60);

/// The year's server, with an admin at the screen and a script of that admin and of the staff.
struct Story {
    served: Served,
    admin: Browser,
    reader: Client,
    staff: Client,
}

impl Story {
    /// An admin imports the sample, and makes accounts of a list.
    async fn begin() -> anyhow::Result<Self> {
        let (served, admin, password) = begin().await?;
        admin.press("[data-do=to-packages]").await?;
        admin.press("[data-do=sample]").await?;
        admin.press("[data-do=import]").await?;
        there(&admin, &format!("[data-imported='{CLOSED}']")).await?;
        let [one, two] = APPRAISERS;
        let units = format!("{PASSWORD};{TIMELY} {LATE}");
        for (list, last) in [
            (format!("username;role;password;places\ncb;unit;{units}\nld;head;{units}\n"), "ld"),
            (
                format!("username;role;password\n{one};appraiser;{PASSWORD}\n{two};appraiser;{PASSWORD}\n"),
                two,
            ),
        ] {
            admin.goto(format!("{}/admin/accounts?new=list", served.url())).await?;
            admin.type_into("#list-rows", &list).await?;
            choose(&admin, "#list-campaign", CLOSED).await?;
            admin.press("[data-do=make-list]").await?;
            admin.find(&format!(".slip[data-account={last}]")).await?;
        }
        let reader = Client::sign_in_with(&served, "quan-tri", &password).await?;
        let staff = Client::sign_in_with(&served, "cb", PASSWORD).await?;
        let accounts: Vec<Account> = serde_json::from_value(reader.get("/api/accounts").await?)?;
        let appraiser = accounts.iter().find(|account| account.username == one).expect("it was made");
        assert_eq!(
            appraiser.roles,
            [Grant::within(Role::Appraiser, CLOSED)],
            "of the campaign that was chosen"
        );
        Ok(Self { served, admin, reader, staff })
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.served.url())
    }

    /// A question about a phase on the admin's screen, answered with a reason.
    async fn steer(&self, phase: &str, what: &str, stands: &str) -> anyhow::Result<()> {
        let card = format!("[data-phase={phase}]");
        self.admin.goto(self.at(&format!("/office/{CLOSED}/phases"))).await?;
        self.admin.press(&format!("{card} [data-do={what}]")).await?;
        self.admin.find("dialog #phase-reason").await?;
        if what == "extend" {
            choose(&self.admin, "#phase-unit", LATE).await?;
            self.admin.find("#phase-until").await?.send_keys("01012100").await?;
        }
        self.admin.type_into("#phase-reason", "theo kế hoạch").await?;
        self.admin.press(&format!("dialog [data-do=set-{what}]")).await?;
        there(&self.admin, &format!("{card}{stands}")).await
    }

    async fn record(&self, unit: &str) -> anyhow::Result<UnitRecord> {
        let path = format!("/api/campaigns/{CLOSED}/units/{unit}/assessment");
        Ok(serde_json::from_value(self.reader.get(&path).await?)?)
    }

    /// The staff's other leaves, by their script.
    async fn enter_all_but(&self, unit: &str, but: &str) -> anyhow::Result<()> {
        let record = self.record(unit).await?;
        for line in lines_of(unit)?.iter().filter(|line| line.code != but) {
            let leaf = node(&record, line).leaf.as_ref().expect("a leaf");
            let said = entry(line, leaf.rule, &leaf.max_points);
            let path =
                format!("/api/campaigns/{CLOSED}/units/{unit}/leaves/{}/entries/{}", line.code, another());
            let (status, text) = self.staff.put(&path, &json!({ "said": said })).await?;
            anyhow::ensure!(status.is_success(), "{}: {text}", line.code);
        }
        Ok(())
    }

    /// A leaf by steps to which the unit gives something, typed at its desk.
    async fn type_one(&self, staff: &Browser, unit: &str) -> anyhow::Result<Assessment> {
        let record = self.record(unit).await?;
        let lines = lines_of(unit)?;
        let by_steps = |line: &&Assessment| {
            let rule = node(&record, line).leaf.as_ref().and_then(|leaf| leaf.rule);
            rule == Some(Rule::Steps) && line.self_points.as_ref().is_some_and(|points| !points.is_zero())
        };
        let line = lines.iter().find(by_steps).expect("there is one").clone();
        staff.goto(self.at(&format!("/unit/{CLOSED}/{unit}/leaves/{}", line.code))).await?;
        staff.find(&format!("[data-typed-form='{}']", line.code)).await?;
        staff.type_into("#points", &written(line.self_points.as_ref().expect("points"))).await?;
        staff.type_into("#note", "Đã thực hiện đúng hạn.").await?;
        staff.wait_until("document.querySelector('[data-kept]')?.dataset.kept === 'sent'", SOON).await?;
        Ok(line)
    }

    /// Staff give it to their head, who finds it at home and submits it.
    async fn submit(&self, staff: &Browser, head: &Browser, unit: &str) -> anyhow::Result<()> {
        staff.goto(self.at(&format!("/unit/{CLOSED}/{unit}"))).await?;
        staff.wait_until("document.querySelector('[data-do=prepare]')?.disabled === false", SOON).await?;
        staff.press("[data-do=prepare]").await?;
        staff.press("dialog [data-do=prepare-now]").await?;
        staff.find("[data-stage=prepared]").await?;
        head.goto(self.served.url()).await?;
        head.press("[data-notice=prepared] a").await?;
        head.wait_until("document.querySelector('[data-do=approve]')?.disabled === false", SOON).await?;
        head.press("[data-do=approve]").await?;
        head.press("dialog [data-do=approve-now]").await?;
        head.find("[data-stage=submitted]").await?;
        assert_eq!(self.record(unit).await?.stage, Stage::Submitted);
        Ok(())
    }
}

fn node<'a>(record: &'a UnitRecord, line: &Assessment) -> &'a Criterion {
    record.criteria.iter().find(|node| node.code == line.code).expect("a leaf of the unit")
}

/// Points as people type them.
fn written(points: &Points) -> String {
    points.to_string().replace('.', ",")
}

/// Chooses of a list.
async fn choose(browser: &Browser, css: &str, value: &str) -> anyhow::Result<()> {
    browser.find(&format!("{css} option[value='{value}']")).await?.click().await?;
    Ok(())
}

#[tokio::test]
async fn a_year_goes_from_an_empty_server_to_points_that_came_back_on_its_screens() -> anyhow::Result<()> {
    let story = Story::begin().await?;
    let (staff, head) = (at_home(&story.served, "cb").await?, at_home(&story.served, "ld").await?);

    // One unit is in time.
    story.steer("self_scoring", "open", "[data-standing=open]").await?;
    let line = story.type_one(&staff, TIMELY).await?;
    story.enter_all_but(TIMELY, &line.code).await?;
    story.submit(&staff, &head, TIMELY).await?;

    // One is late: its desk says so, and opens again by itself once it is given longer.
    let late = story.type_one(&staff, LATE).await?;
    staff.goto(story.at(&format!("/unit/{CLOSED}/{LATE}"))).await?;
    staff.find("[data-stage=scoring]").await?;
    story.steer("self_scoring", "close", "[data-standing=over]").await?;
    staff.find("[data-stage=lapsed]").await?;
    story.steer("self_scoring", "extend", &format!(" [data-extension={LATE}]")).await?;
    staff.find("[data-stage=scoring]").await?;
    story.enter_all_but(LATE, &late.code).await?;
    story.submit(&staff, &head, LATE).await?;
    head.close_all().await?;

    // Two appraisers on one leaf: both are kept, one of them chooses, and asks why.
    story.steer("appraisal", "open", "[data-standing=open]").await?;
    let (one, two) =
        (at_home(&story.served, APPRAISERS[0]).await?, at_home(&story.served, APPRAISERS[1]).await?);
    let list = format!("/office/{CLOSED}/appraisal?by=unit&unit={TIMELY}");
    let leaf = story.at(&format!("{list}&leaf={}", line.code));
    for browser in [&one, &two] {
        browser.goto(&leaf).await?;
        browser.find(".opened #given").await?;
    }
    two.type_into("#given", "0").await?;
    two.type_into("#why", "chưa thấy kết quả").await?;
    one.press("[data-do=accept]").await?;
    two.find("[data-meanwhile]").await?;
    two.press("[data-do=give]").await?;
    one.goto(&leaf).await?;
    one.find("[data-beside='2']").await?;
    let found = async || -> anyhow::Result<_> {
        let leaves = story.record(TIMELY).await?.leaves;
        Ok(leaves.into_iter().find(|it| it.leaf == line.code).expect("it was entered"))
    };
    let zero = found().await?.appraisals.into_iter().find(|it| it.by == APPRAISERS[1]).expect("it is kept");
    one.press(&format!("[data-choose='{}']", zero.position)).await?;
    one.find(&format!("tr[data-leaf='{}'][data-by='{}']", line.code, APPRAISERS[0])).await?;
    one.goto(&leaf).await?;
    one.type_into("#question", "Kết quả ở đâu?").await?;
    one.press("[data-do=ask]").await?;
    one.find("[data-said=asked]").await?;
    two.close_all().await?;

    // The unit finds the question at home, and answers it.
    story.steer("appraisal", "close", "[data-standing=over]").await?;
    story.steer("explanation", "open", "[data-standing=open]").await?;
    staff.goto(story.served.url()).await?;
    staff.press("[data-notice=asked] a").await?;
    staff.find("[data-answer-form] textarea").await?.send_keys("Báo cáo số 12, trang 4.").await?;
    staff.wait_until("document.querySelector('[data-do=send-answer]')?.disabled === false", SOON).await?;
    staff.press("[data-do=send-answer]").await?;
    staff.find("[data-question][data-answered=true]").await?;

    // Who asked finds the answer, and gives the points back.
    story.steer("second_appraisal", "open", "[data-standing=open]").await?;
    one.goto(story.served.url()).await?;
    one.press("[data-notice=answered] a").await?;
    one.find(".opened #given").await?;
    let claimed = line.self_points.clone().expect("points");
    one.type_into("#given", &written(&claimed)).await?;
    one.type_into("#why", "đã rõ").await?;
    one.press("[data-do=give]").await?;
    one.find(&format!("tr[data-leaf='{}'][data-by='{}']", line.code, APPRAISERS[0])).await?;
    one.wait_until("!document.querySelector('[data-refused]')", SOON).await?;
    let said = found().await?.appraisals.pop().expect("the last").said;
    assert_eq!((said.round, said.points), (Round::Second, Some(claimed.clone())));
    let index = story.reader.get(&format!("/api/campaigns/{CLOSED}/index")).await?;
    let tables = index["tables"].as_array().into_iter().flatten();
    let mut units = tables.flat_map(|table| table["units"].as_array().into_iter().flatten());
    let unit = units.find(|unit| unit["unit"] == TIMELY).expect("the unit");
    assert_eq!(unit["leaves"][&line.code], claimed.shown(2), "{unit}");
    // The log calls the phases as the screens do, and says the time as people write it.
    story.admin.goto(story.at("/admin/log?kind=phase_opened")).await?;
    let act = story.admin.find("tr[data-act=phase_opened]").await?.text().await?;
    assert!(act.contains("Thẩm định lần hai") && !act.contains("second_appraisal"), "{act}");
    assert!(act.contains(":") && !act.contains("Z"), "{act}");
    let Story { admin, .. } = story;
    for browser in [admin, staff, one] {
        assert_eq!(browser.complaints().await?, Vec::<String>::new());
        browser.close_all().await?;
    }
    Ok(())
}
