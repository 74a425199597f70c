// Takes ODK's own form engine through the interviews of a file of jobs and prints, a line for each, what it saw after every step.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JSDOM } from 'jsdom';

const { now, jobs } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

// Both engines have the same clock.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) { given.length ? super(...given) : super(now); }
  static now() { return now; }
};

const { window } = new JSDOM('', { url: 'http://localhost/' });
const missing = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis));
for (const name of missing) try { globalThis[name] = window[name]; } catch { /* not for the taking */ }
Object.assign(globalThis, { window, document: window.document });

// Its tree-sitter takes node for CommonJS and fails, so for the time of the import this is no node.
const { versions } = process;
const pose = (value) => Object.defineProperty(process, 'versions', { value, configurable: true });
pose({ ...versions, node: undefined });
const engine = await import('@getodk/xforms-engine');
pose(versions);

const KINDS = { csv: 'text/csv', geojson: 'application/geo+json' };
const attachments = (folder) => async (url) => {
  const path = join(folder, basename(decodeURIComponent(String(url))));
  if (!existsSync(path)) return new Response('', { status: 404 });
  const type = KINDS[path.split('.').pop()] ?? 'text/xml';
  return new Response(readFileSync(path), { headers: { 'content-type': type } });
};

const plain = (value) => {
  if (value == null || ['number', 'boolean'].includes(typeof value)) return value ?? null;
  // As it is sent: a whole number with a decimal.
  const sent = (number) => Number.isInteger(number ?? 0) ? `${number ?? 0}.0` : String(number);
  if (value.latitude !== undefined) return [value.latitude, value.longitude, value.altitude, value.accuracy].map(sent).join(' ');
  if (!Array.isArray(value)) return String(value);
  // A line is one answer, several choices are several.
  const all = value.map(plain);
  return value[0]?.latitude === undefined ? all : all.join(';');
};

function* nodes(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* nodes(child);
}

const look = (root) => Object.fromEntries([...nodes(root)].map((node) => {
  const { reference, relevant, required, value, valueOptions } = node.currentState;
  const offered = valueOptions?.map((one) => one.value) ?? null;
  return [reference, JSON.stringify([relevant, required, plain(value), node.validationState?.violation?.condition ?? null, offered])];
}));

const act = (root, { answer, choose, add, remove, value, values, index }) => {
  const node = [...nodes(root)].find((one) => one.currentState.reference === (answer ?? choose ?? add ?? remove));
  if (!node) throw new Error('no such node');
  if (add) node.addInstances(node.currentState.children.length - 1, 1);
  else if (remove) node.removeInstances(index, 1);
  else if (answer) node.setValue(value);
  else if (node.nodeType === 'rank') node.setValues(values);
  else node.selectValues(values);
};

const interview = async ({ xml, folder, steps }) => {
  const form = await engine.loadForm(xml, {
    fetchFormAttachment: attachments(folder),
    missingResourceBehavior: engine.constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
  });
  if (form.status === 'failure') return { error: String(form.error?.message ?? form.error) };
  const { root } = form.createInstance();
  let seen = {};
  const told = (error) => {
    const next = look(root);
    const changed = Object.entries(next).filter(([reference, said]) => seen[reference] !== said);
    const gone = Object.keys(seen).filter((reference) => !(reference in next));
    seen = next;
    return { error, gone, changed: changed.map(([reference, said]) => [reference, JSON.parse(said)]) };
  };
  const after = [told(null)];
  for (const step of steps) {
    let error = null;
    try { act(root, step); } catch (thrown) { error = String(thrown?.message ?? thrown); }
    after.push(told(error));
  }
  const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  return { after, sent: await payload.data[0].get('xml_submission_file').text() };
};

for (const job of jobs) {
  let said;
  try { said = await interview(job); } catch (thrown) { said = { error: String(thrown?.message ?? thrown) }; }
  writeSync(1, `${JSON.stringify(said)}\n`);
}
process.exit(0);
