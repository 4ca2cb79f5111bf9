// The query page: posts the text to /sparql as any client would, can stop it, and lays the answer out in several ways.
// The address after "#" holds the query, so that a link shares it.

import { links, numbers, read } from "./answers.js";
import { chart, map } from "./charts.js";
import { wireEditor } from "./editor.js";
import { copyLink } from "./keeping.js";
import { keyOf, pageOf } from "./paths.js";
import { base, word } from "./words.js";

const MOST_BYTES = 20e6; // more is no page any more
const MOST_THINGS = 200; // drawn as a graph
const ROWS = ["csv", "tsv", "json", "xml"];
const TRIPLES = ["turtle", "nt", "jsonld", "rdfxml"];

const byId = (id) => document.getElementById(id);
const about = JSON.parse(byId("about").textContent);
const look = JSON.parse(byId("look").textContent);
const [status, shown, views, examples, stop] = ["status", "shown", "views", "examples", "stop"].map(byId);
const isThing = (iri) => iri.startsWith(`${base}id/`);
let running = null;
let answer = null;
let raw = "";

const editor = wireEditor(byId("query"), byId("editor"), about, () => run());

const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
const tell = (text) => shown.replaceChildren(element("p", text, { class: "empty" }));

function cell(value, number) {
  const made = element("td", "", number ? { class: "num" } : {});
  if (!value) return made;
  const page = value.type === "uri" ? pageOf(value.value) : null;
  if (page) made.append(element("a", page.name, { href: page.href }));
  else made.textContent = value.value;
  return made;
}

function table() {
  const sheet = element("div", "", { class: "sheet", tabindex: "0" });
  const [made, top, header, body] = ["table", "tr", "thead", "tbody"].map((name) => element(name));
  const counted = new Set(numbers(answer));
  for (const name of answer.vars) top.append(element("th", name, { scope: "col" }));
  for (const row of answer.rows.slice(0, about.rows)) {
    const line = element("tr");
    for (const name of answer.vars) line.append(cell(row[name], counted.has(name)));
    body.append(line);
  }
  header.append(top);
  made.append(header, body);
  sheet.append(made);
  const cut = answer.rows.length > about.rows ? [element("p", word("rows_cut", about.rows), { class: "small soft" })] : [];
  shown.replaceChildren(sheet, ...cut);
}

async function network() {
  const found = links(answer, isThing);
  const things = [...new Set(found.flatMap(({ source, target }) => [source, target]))].slice(0, MOST_THINGS);
  if (!things.length) return tell(word("no_graph"));
  const kept = new Set(things);
  const edges = found.filter(({ source, target }) => kept.has(source) && kept.has(target));
  const pairs = edges.map(({ source, target }) => [things.indexOf(source), things.indexOf(target)]);
  const aspect = Math.min(3, Math.max(0.3, shown.clientWidth / (innerHeight * 0.62)));
  const [{ Graph }, reply] = await Promise.all([
    import("./graph.js"),
    fetch("/overview/layout", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ count: things.length, edges: pairs, aspect }) }),
  ]);
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  const { spots } = await reply.json();
  const degrees = new Map();
  for (const { source, target } of edges) for (const end of [source, target]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const nodes = things.map((id, place) => {
    const [type, ...name] = keyOf(id).split("/");
    return { id, type, label: decodeURIComponent(name.join("/")), x: spots[place][0], y: spots[place][1], degree: degrees.get(id) };
  });
  const canvas = element("div", "", { class: "answer-graph", tabindex: "0", role: "application", "aria-label": word("canvas") });
  shown.replaceChildren(canvas);
  const open = (id) => location.assign(pageOf(id).href);
  const graph = new Graph(canvas, look, { node: open, edge() {}, expand: open, act() {}, moved() {}, point() {} });
  graph.show({ nodes, edges: edges.map((edge, place) => ({ ...edge, id: String(place), predicate: edge.caption })), focus: things.slice(0, 1) });
  window.drawn = graph; // for the console, and for tests
}

const VIEWS = {
  table,
  graph: network,
  chart: () => (chart(answer) ? shown.replaceChildren(chart(answer)) : tell(word("no_chart"))),
  map: async () => {
    const drawn = await map(answer, isThing);
    if (drawn) shown.replaceChildren(drawn);
    else tell(word("no_map"));
  },
  text: () => shown.replaceChildren(element("pre", raw.slice(0, 200000), { tabindex: "0" })),
};

async function view(name) {
  for (const button of views.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  try {
    await VIEWS[name]();
  } catch {
    tell(word("failed"));
  }
}

async function run() {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const query = editor.get();
  history.replaceState(null, "", `#${new URLSearchParams({ query })}`);
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(mine.signal.aborted ? 1 : 2)} s`;
  const clock = setInterval(() => (status.textContent = `${word("running")} ${((performance.now() - started) / 1000).toFixed(0)} s`), 500);
  status.textContent = word("running");
  stop.disabled = false;
  try {
    const reply = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples;q=0.9" },
      body: query,
      signal: mine.signal,
    });
    const kind = reply.headers.get("Content-Type") ?? "";
    if (!reply.ok) {
      const problem = await reply.json();
      lay(null, [problem.detail, problem.hint].filter(Boolean).join("\n"));
      status.textContent = "";
      return;
    }
    raw = await whole(reply);
    answer = read(kind, raw);
    status.textContent = `${"yes" in answer ? "" : `${answer.rows.length.toLocaleString()} ${word("rows")} · `}${seconds()}`;
    lay(query);
  } catch (error) {
    if (running !== mine) return;
    status.textContent = mine.signal.aborted ? `${word("stopped")} · ${seconds()}` : "";
    if (!mine.signal.aborted) lay(null, error.message === "size" ? word("limits_rows", about.rows) : word("failed"));
  } finally {
    clearInterval(clock);
    if (running === mine) {
      running = null;
      stop.disabled = true;
    }
  }
}

/** The text of an answer; gives up where it is more than a page can hold. */
async function whole(reply) {
  const decoder = new TextDecoder();
  let text = "";
  for (const reader = reply.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST_BYTES) {
      reader.cancel();
      throw new Error("size");
    }
  }
}

function lay(query, trouble) {
  views.hidden = Boolean(trouble);
  if (trouble) {
    shown.replaceChildren(element("p", trouble, { class: "trouble", role: "alert" }));
    return;
  }
  const forms = answer.triples.length || answer.vars[0] === "subject" ? TRIPLES : ROWS;
  byId("downloads").replaceChildren(
    ...forms.map((format) => element("a", format.toUpperCase(), { href: `/sparql?${new URLSearchParams({ query, format })}`, download: `answer.${format}` })),
  );
  if ("yes" in answer) {
    views.hidden = true;
    shown.replaceChildren(element("p", String(answer.yes), { class: "count" }));
  } else if (!answer.rows.length) tell(word("no_rows"));
  else view(views.querySelector('[aria-pressed="true"]')?.dataset.view ?? "table");
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => running?.abort());
byId("share").addEventListener("click", () =>
  copyLink(`${location.origin}/sparql#${new URLSearchParams({ query: editor.get() })}`, status),
);
examples.addEventListener("change", () => {
  if (!examples.value) return;
  editor.set(about.texts[examples.value]);
  run();
});
for (const button of views.querySelectorAll("[data-view]")) button.addEventListener("click", () => view(button.dataset.view));
document.querySelector("[data-language]").addEventListener("click", (event) => (event.currentTarget.hash = location.hash));
const shared = new URLSearchParams(location.hash.slice(1)).get("query");
if (shared) editor.set(shared);
if (shared || examples.value) run();
window.editor = editor; // for the console, and for tests
