//! What the guide to the campaign package says is what is read.

use std::fs;

use crate::source::{root, sources};

#[test]
fn the_guide_names_every_column_and_setting_that_is_read() {
    let guide = fs::read_to_string(root().join("shared/PACKAGE.md")).expect("the guide");
    let (mut missing, mut named) = (Vec::new(), 0);
    for source in sources(&["shared/src/campaign"]) {
        let code: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
        // Columns: must("code"), may("name_en"). Settings: ("id", true).
        for call in ["must(\"", "may(\"", "(\""] {
            for rest in code.split(call).skip(1) {
                let (name, after) = rest.split_once('"').unwrap_or_default();
                let column = call != "(\"" && after.starts_with(')');
                let setting = source.path.ends_with("settings.rs")
                    && (after.starts_with(", true)") || after.starts_with(", false)"));
                if column || setting {
                    named += 1;
                    if !guide.contains(&format!("`{name}`")) {
                        missing.push(format!("{}: {name}", source.path));
                    }
                }
            }
        }
    }
    assert!(named > 60, "found {named}: does the rule still know how columns are written?");
    assert_eq!(missing, [""; 0]);
}
