#!/usr/bin/env bash
# Guessed: a question that is not relevant counts alike in both engines of ODK, JavaRosa (Collect) and xforms-engine (Web Forms).
# What happens: JavaRosa leaves it out of every path: of two instances of which one is asked sum() is 1 and count() is 1, and the
# count of a question outside of repeats that is not asked is 0. For Web Forms it is an element without a text: the sum is
# blank, count() is 2 and 1. No error or warning; both submissions are whole.
# Why it matters: totals over members, visits or units of which some are skipped are numbers in one tool and blank in the
# other, from the same form. count-non-empty() and sum(…[. != '']) say the same in both.
# Versions: pyxform 4.5.0 (its ODK Validate has JavaRosa 5.1.0), @getodk/xforms-engine 0.22.0, jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @getodk/xforms-engine@0.22.0 jsdom@29.1.1
echo 'versions: pyxform==4.5.0 (JavaRosa 5.1.0) @getodk/xforms-engine@0.22.0 jsdom@29.1.1'
echo 'guess: both engines give the same sums and counts'
cat > form.xml <<'XML'
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model>
<instance><data id="f"><ask>no</ask><r><k>1</k><n>1</n></r><r><k>2</k><n>2</n></r><x>5</x>
<sum/><count/><one/><given/><some/></data></instance>
<bind nodeset="/data/r/n" type="int" relevant="../k = 1 or /data/ask = 'yes'"/>
<bind nodeset="/data/x" type="int" relevant="/data/ask = 'yes'"/>
<bind nodeset="/data/sum" calculate="sum(/data/r/n)"/><bind nodeset="/data/count" calculate="count(/data/r/n)"/>
<bind nodeset="/data/one" calculate="count(/data/x)"/><bind nodeset="/data/given" calculate="count-non-empty(/data/r/n)"/>
<bind nodeset="/data/some" calculate="sum(/data/r/n[. != ''])"/>
</model></h:head><h:body><input ref="/data/ask"><label>A</label></input>
<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/n"><label>N</label></input></repeat></group>
<input ref="/data/x"><label>X</label></input></h:body></h:html>
XML
cat > Show.java <<'JAVA'
import java.io.FileInputStream;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Show {
    public static void main(String[] files) throws Exception {
        new XFormsModule().registerModule();
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(files[0]));
        form.initialize(true, new InstanceInitializationFactory());
        TreeElement root = form.getMainInstance().getRoot();
        for (String name : new String[] {"sum", "count", "one", "given", "some"}) {
            TreeElement element = root.getChildrenWithName(name).get(0);
            System.out.print(name + "=" + (element.getValue() == null ? "" : element.getValue().getDisplayText()) + " ");
        }
    }
}
JAVA
jar=$(find env -name ODK_Validate.jar)
javac -cp "$jar" Show.java
javarosa=$(java -cp "$jar:." Show form.xml 2> complaints | tail -n 1)
cat > show.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
const { window } = new JSDOM("", { url: "http://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) try { globalThis[name] = window[name]; } catch {}
Object.assign(globalThis, { window, document: window.document });
// Its parser takes Node for CommonJS and fails, so this is no Node while it loads.
const { versions } = process;
const pose = (value) => Object.defineProperty(process, "versions", { value, configurable: true });
pose({ ...versions, node: undefined });
const { loadForm } = await import("@getodk/xforms-engine");
pose(versions);
const form = await loadForm(readFileSync("form.xml", "utf8"), { fetchFormAttachment: async () => new Response("", { status: 404 }) });
const { root } = form.createInstance();
const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
const xml = await payload.data[0].get("xml_submission_file").text();
const said = (name) => xml.match(new RegExp(`<${name}>(.*?)</${name}>`))?.[1] ?? "";
console.log(["sum", "count", "one", "given", "some"].map((name) => `${name}=${said(name)}`).join(" "));
NODE
web=$(node show.mjs)
echo "seen: JavaRosa $javarosa"
echo "seen: Web Forms $web"
[ "${javarosa% }" = 'sum=1 count=1 one=0 given=1 some=1' ]
[ "$web" = 'sum= count=2 one=1 given=1 some=1' ]
echo 'the guess missed, as recorded'
