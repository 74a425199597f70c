//! What pyxform 4.5.0 writes of a form.

use super::table::{CHOICES, xml};

/// Tables of survey, and what is written of each.
fn all(cases: &[(&str, &[&str])]) {
    for (survey, parts) in cases {
        let written = xml(&[("survey", survey), CHOICES]);
        for part in *parts {
            assert!(written.contains(part), "{survey}\n{part}\n{written}");
        }
    }
}

#[test]
fn a_query_is_written_of_what_is_typed() {
    all(&[(
        "type|name|label|query|choice_filter\ntext|a|A|towns|b=${c}\ninteger|c|C|towns|\nselect_one l|s|S|z|",
        &[
            r#"<input ref="/data/a" query="instance('towns')/root/item[b= /data/c ]">"#,
            r#"<input ref="/data/c" query="instance('towns')/root/item">"#,
            r#"<select1 ref="/data/s"><label>"#,
        ],
    )]);
}

#[test]
fn references_are_relative_in_one_repeat_and_whole_else() {
    all(&[
        (
            "type|name|label|calculation\ntext|o|O|\nbegin repeat|r|R|\ntext|a|A|\nbegin group|g|G|\ncalculate|b||${a} + ${o}\nend group\nend repeat\ncalculate|z||${a}",
            &[
                r#"<bind nodeset="/data/r/g/b" type="string" calculate=" ../../a  +  /data/o "/>"#,
                r#"<bind nodeset="/data/z" type="string" calculate=" /data/r/a "/>"#,
            ],
        ),
        (
            "type|name|label|calculation\nbegin repeat|r|R|\ntext|a|A|\ncalculate|b||instance('l')/root/item[name = ${a}]/label\ncalculate|c||indexed-repeat(${a}, ${r}, ${a})\nend repeat",
            &[
                "instance('l')/root/item[name =  current()/../a ]/label",
                "indexed-repeat( /data/r/a ,  /data/r ,  ../a )",
            ],
        ),
        (
            "type|name|label|default\ntext|q|Q|${last-saved#q}",
            &[
                r#"<instance id="__last-saved" src="jr://instance/last-saved"/>"#,
                r#"<setvalue ref="/data/q" event="odk-instance-first-load" value=" instance('__last-saved')/data/q "/>"#,
            ],
        ),
    ]);
}

#[test]
fn a_repeat_has_a_template_and_a_count() {
    all(&[
        (
            "type|name|label|repeat_count|default\nbegin repeat|r|R|${n} + 1|\ntext|a|A||now()\nend repeat\ninteger|n|N||",
            &[
                r#"<r jr:template=""><a/></r><r><a/></r>"#,
                r#"<bind nodeset="/data/r_count" type="string" readonly="true()" calculate=" /data/n  + 1"/>"#,
                r#"<repeat nodeset="/data/r" jr:count=" /data/r_count ">"#,
                r#"<setvalue ref="/data/r/a" event="odk-new-repeat" value="now()"/></repeat>"#,
            ],
        ),
        (
            "type|name|label\nbegin repeat|r|R\ntext|a|A\nbegin repeat|s|S\ntext|b|B\nend repeat\nend repeat",
            &[r#"<r jr:template=""><a/><s jr:template=""><b/></s></r><r><a/><s><b/></s></r>"#],
        ),
    ]);
}

#[test]
fn texts_show_answers_and_stand_in_languages() {
    all(&[
        (
            "type|name|label\ntext|a|A\nnote|n|Hello ${a} & <you>",
            &[r#"<label>Hello <output value=" /data/a "/> &amp; &lt;you&gt;</label>"#],
        ),
        (
            "type|name|label::English (en)|label::Vietnamese (vi)|image::English (en)|guidance_hint\ntext|a|A|B|a.png|g",
            &[
                r#"<translation lang="English (en)"><text id="/data/a:label"><value>A</value><value form="image">jr://images/a.png</value></text>"#,
                r#"<translation lang="Vietnamese (vi)">"#,
                r#"<value form="guidance">g</value>"#,
                r#"<label ref="jr:itext('/data/a:label')"/><hint ref="jr:itext('/data/a:hint')"/>"#,
            ],
        ),
    ]);
}

#[test]
fn choices_are_looked_up_filtered_and_shuffled() {
    all(&[
        (
            "type|name|label|choice_filter|parameters\ntext|a|A||\nselect_one l|q|Q|name = ${a}|randomize=true seed=42",
            &[
                r#"<itemset nodeset="randomize(instance('l')/root/item[name =  /data/a ], 42)"><value ref="name"/><label ref="label"/></itemset>"#,
                r#"<instance id="l"><root><item><name>a</name><label>A</label></item>"#,
            ],
        ),
        (
            "type|name|label\nbegin repeat|r|R\ntext|a|A\nend repeat\nselect_one ${a}|q|Q",
            &[r#"<itemset nodeset="/data/r[./a != '']"><value ref="a"/><label ref="a"/></itemset>"#],
        ),
        (
            "type|name|label|parameters\nselect_one_from_file v.geojson|q|Q|label=ten",
            &[
                r#"<instance id="v" src="jr://file/v.geojson"/>"#,
                r#"<itemset nodeset="instance('v')/root/item"><value ref="id"/><label ref="ten"/></itemset>"#,
            ],
        ),
        (
            "type|name|label\nselect_multiple l or_other|q|Q",
            &[
                r#"<item><name>other</name><label>Other</label></item>"#,
                r#"relevant="selected(../q, 'other')""#,
                r#"<input ref="/data/q_other"><label>Specify other.</label></input>"#,
            ],
        ),
        (
            "type|name|label|appearance\nselect_one l|q|Q|search('f')",
            &["<item><label>A</label><value>a</value></item>"],
        ),
        (
            "type|name|label|calculation\ncalculate|q||pulldata('f', 'a', 'b', 1)",
            &[r#"<instance id="f" src="jr://file-csv/f.csv"/>"#],
        ),
    ]);
}

#[test]
fn actions_parameters_and_columns_of_strangers_are_kept() {
    all(&[
        (
            "type|name|label|trigger|calculation\ntext|a|A||\ncalculate|b||${a}|now()",
            &[r#"<setvalue ref="/data/b" event="xforms-value-changed" value="now()"/></input>"#],
        ),
        (
            "type|name|label|parameters\nrange|q|Q|start=0 end=2 step=0.5 tick_interval=1",
            &[
                r#"<range ref="/data/q" start="0" end="2" step="0.5" odk:tick-interval="1">"#,
                r#"type="decimal""#,
            ],
        ),
        (
            "type|name|label|bind::my:rule|body::my-look|instance::mark\ntext|q|Q|1|${q}|x",
            &[r#"my:rule="1""#, r#"my-look=" /data/q ""#, r#"<q mark="x"/>"#],
        ),
        (
            "type|name|label|parameters\naudit|||track-changes=true\ntext|q|Q|",
            &[
                r#"<bind nodeset="/data/meta/audit" type="binary" odk:track-changes="true"/>"#,
                "<meta><audit/><instanceID/></meta>",
            ],
        ),
        (
            "type|name|label\nbegin loop over l|p|P\ninteger|n|How many %(label)s\nend loop",
            &["<p><a><n/></a><b><n/></b></p>", "How many B"],
        ),
    ]);
}

#[test]
fn settings_and_entities_are_written() {
    let survey = ("survey", "type|name|label|save_to\ntext|q|Q|p");
    let settings = (
        "settings",
        "form_title|form_id|version|style|instance_name|public_key|submission_url|namespaces|attribute::x\nT|F|7|pages|${q}|K|http://x|n=\"http://n\"|y",
    );
    let written = xml(&[survey, settings, ("entities", "list_name|label\nthings|${q}")]);
    for part in [
        "<h:title>T</h:title>",
        r#"xmlns:n="http://n" xmlns:entities="http://www.opendatakit.org/xforms/entities">"#,
        r#"<model odk:xforms-version="1.0.0" entities:entities-version="2024.1.0">"#,
        r#"<submission action="http://x" method="post" base64RsaPublicKey="K"/>"#,
        r#"<data x="y" id="F" version="7"><q/><meta><entity dataset="things" create="1" id=""><label/></entity><instanceID/><instanceName/></meta></data>"#,
        r#"<bind nodeset="/data/q" type="string" entities:saveto="p"/>"#,
        r#"<setvalue ref="/data/meta/entity/@id" event="odk-instance-first-load" value="uuid()"/>"#,
        r#"<bind nodeset="/data/meta/instanceName" type="string" calculate=" /data/q "/>"#,
        r#"<h:body class="pages">"#,
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
}

#[test]
fn flat_groups_leave_no_element_and_pass_their_condition_on() {
    let survey = (
        "survey",
        "type|name|label|relevant\nbegin group|g|G|${a} = 1\ntext|q|Q|${a} = 2\nend group\ntext|a|A|",
    );
    let written = xml(&[survey, ("settings", "flat\nyes")]);
    assert!(written.contains("<data id=\"form\"><q/><a/>"), "{written}");
    assert!(written.contains(r#"relevant=" /data/a  = 1 and ( /data/a  = 2)""#), "{written}");
}
