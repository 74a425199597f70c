//! A ballot is doubted for the reasons of one list, each raised where its row says.

use shared::ballot::Reason;

use crate::graph::{HOUSE, within};
use crate::source::none;

const LIST: &str = "shared::ballot::reason";

#[test]
fn each_reason_is_raised_where_the_list_says_and_only_there() {
    let mut found = Vec::new();
    for reason in Reason::all() {
        let name = format!("{LIST}::Reason::{reason:?}");
        let raised = HOUSE.uses.iter().filter(|used| used.to == name && used.from != LIST);
        let (there, elsewhere): (Vec<_>, Vec<_>) =
            raised.partition(|used| reason.raised().iter().any(|room| within(&used.from, room)));
        let silent = |room: &&&str| !there.iter().any(|used| within(&used.from, room));
        found.extend(
            reason.raised().iter().filter(silent).map(|room| format!("{room} never raises {reason:?}")),
        );
        found.extend(elsewhere.iter().map(ToString::to_string));
    }
    none("the list says where a reason is raised", found);
}

#[test]
fn the_list_alone_writes_the_code_of_a_reason() {
    let codes: Vec<&str> = Reason::all().map(Reason::code).collect();
    let written = HOUSE.texts.iter().filter(|(_, from, text)| from != LIST && codes.contains(&text.as_str()));
    none("say Reason", written.map(|(line, _, text)| format!("{line} writes {text}")).collect());
}
