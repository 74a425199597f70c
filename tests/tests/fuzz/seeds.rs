//! The inputs of people that are changed: forms of the repository, and those of others where they are at hand.

use std::path::PathBuf;

use shared::form::{sheets, xform};
use tests::binary::root;
use tests::oracle;

/// A form with something of everything.
pub const FORM: &str = r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:x="urn:x">
<h:head><h:title>Hộ</h:title><model odk:xforms-version="1.0.0">
<itext><translation lang="vi" default="true()"><text id="a"><value>Chào <output value=" /d/a "/>!</value></text></translation>
<translation lang="English (en)"><text id="a"><value>Hello</value><value form="image">jr://images/a.png</value></text></translation></itext>
<instance><d id="f" version="1"><a x:k="1">2</a><g><b/><p/></g><c/><m/><t/><s/><r jr:template=""><n>1</n><q><w>new</w><v/></q></r><r><n/><q><w/><v/></q></r><k jr:template=""><o/></k><meta><instanceID/></meta></d></instance>
<instance id="l"><root><item><name>x</name><label>X</label><of>1</of></item><item><name>y</name><label>Y</label><of>2</of></item></root></instance>
<instance id="f" src="jr://file-csv/l.csv"/>
<bind nodeset="/d/a" type="int" constraint=". &lt; 50 and regex(string(.), '[0-9]+')" jr:constraintMsg="jr:itext('a')"/>
<bind nodeset="/d/g" relevant="/d/a &gt; 1"/><bind nodeset="/d/g/b" type="decimal" required="true()"/><bind nodeset="/d/g/p" type="geopoint"/>
<bind nodeset="/d/t" calculate="sum(/d/r/n) + coalesce(/d/g/b, 0) + count(/d/r[n &gt; 1]) * position(/d/a)"/>
<bind nodeset="/d/s" type="date" calculate="format-date(date(today() + 1), '%Y-%m-%d')"/>
<bind nodeset="/d/r/n" type="int" relevant="/d/a != 3"/><bind nodeset="/d/r/q/v" calculate="concat(../../n, '-', position(..), indexed-repeat(/d/r/n, /d/r, 1))"/>
<bind nodeset="/d/meta/instanceID" jr:preload="uid"/>
<setvalue ref="/d/c" event="odk-instance-first-load" value="'x'"/>
</model></h:head>
<h:body class="pages"><input ref="/d/a"><label ref="jr:itext('a')"/><setvalue ref="/d/g/b" event="xforms-value-changed">3</setvalue></input>
<group ref="/d/g"><label>G</label><input ref="/d/g/b"/><input ref="/d/g/p"/></group>
<select1 ref="/d/c"><itemset nodeset="randomize(instance('l')/root/item[of &lt;= /d/a], 42)"><value ref="name"/><label ref="label"/></itemset></select1>
<select ref="/d/m"><item><label>One</label><value>1</value></item><item><label>Two</label><value>2</value></item></select>
<group ref="/d/r"><label>R</label><repeat nodeset="/d/r"><input ref="/d/r/n"/><group ref="/d/r/q"><repeat nodeset="/d/r/q"><input ref="/d/r/q/w"/></repeat></group></repeat></group>
<group ref="/d/k"><repeat nodeset="/d/k" jr:count="/d/a"><input ref="/d/k/o"/></repeat></group></h:body></h:html>"#;

/// The workbooks, largest left out: they would take all the time.
pub fn workbooks() -> Vec<Vec<u8>> {
    of(&["xlsx", "xls"], 100_000)
}

/// The XForms: those that are some, and those of the workbooks.
pub fn xforms() -> Vec<String> {
    let written = |bytes: Vec<u8>| {
        let book = server::package::open_form("form.xlsx", &bytes).ok()?;
        sheets::read(book, None).0.map(|form| xform::write(&form))
    };
    let written = workbooks().into_iter().filter_map(written);
    let others = of(&["xml"], 60_000).into_iter().filter_map(|bytes| String::from_utf8(bytes).ok());
    let all = std::iter::once(FORM.to_owned()).chain(written).chain(others);
    all.filter(|text| text.len() < 60_000).collect()
}

fn of(endings: &[&str], largest: u64) -> Vec<Vec<u8>> {
    let folders = [root().join("tests/corpus"), oracle::folder().join("forms")];
    let paths = folders.iter().flat_map(|folder| oracle::files(folder, endings));
    let small = |path: &PathBuf| path.metadata().is_ok_and(|found| found.len() < largest);
    paths.filter(small).filter_map(|path| std::fs::read(path).ok()).collect()
}
