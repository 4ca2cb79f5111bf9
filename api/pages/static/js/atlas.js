// The graph page: what is shown stands in the address (state.js). This file wires the parts together and holds no
// other state than the number of the step, so that it knows whether there is something to undo.

import { wireFilters } from "./filters.js";
import { Graph } from "./graph.js";
import { copyLink, savePicture, wireMenus } from "./keeping.js";
import { keyOf, pathOf } from "./paths.js";
import { wireSearch } from "./search.js";
import { NOTHING, address, opened, parse, question, unpinned, ways } from "./state.js";
import { wireVerdict } from "./verdict.js";
import { language, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const tool = (name) => document.querySelector(`[data-tool="${name}"]`);
const panel = byId("panel");
const canvas = byId("canvas");
const welcome = byId("welcome");
const shown = byId("shown");
const note = byId("note");
const tip = byId("tip");
const stage = document.querySelector(".stage");
const look = JSON.parse(byId("look").textContent);
const ROOM_OF_ONE = 22000; // square pixels
// What changes the picture, and of that what moves the camera.
const DRAWN = ["entity", "open", "from", "to", "without", "hide", "at", "since", "until", "sure", "size", "colour"];
const MOVED = ["entity", "open", "from", "to"];
let turn = 0;
let last = history.state?.last ?? 0;

const state = () => parse(location.search);
const step = () => history.state?.step ?? 0;

const graph = new Graph(canvas, look, {
  node: (id) => (choosing() ? connect(keyOf(id)) : go({ pick: keyOf(id), fact: null })),
  edge: (id) => go({ fact: id, pick: null }),
  expand: (id) => act("expand", keyOf(id)),
  act: (what, id) => act(what, keyOf(id)),
  moved: (id, { x, y }) => go({ at: [...unpinned(state(), keyOf(id)), `${keyOf(id)}@${Math.round(x)},${Math.round(y)}`] }),
  point,
});
const showFilters = wireFilters(byId("filters"), go);

/** Change a part of the state, as one step that can be undone. */
function go(part) {
  const before = state();
  const next = { ...before, ...part };
  if (address(next) === (location.search || "/")) return;
  last = step() + 1;
  history.pushState({ step: last, last }, "", address(next));
  const differs = (keys) => keys.some((key) => String(before[key]) !== String(next[key]));
  render(differs(DRAWN), differs(MOVED));
}

const choosing = () => Boolean(state().from && !state().to);
const start = (key) => go({ ...NOTHING, ...styles(), entity: key });
const styles = () => (({ without, since, until, sure, size, colour }) => ({ without, since, until, sure, size, colour }))(state());
const connect = (key) => key !== state().from && go({ to: key, pick: null, fact: null, open: [], at: [] });

/** What the buttons and keys do to the thing with this key. */
function act(what, key) {
  const now = state();
  const node = graph.view.nodes.find((other) => keyOf(other.id) === key);
  if (what === "expand") {
    if (!now.entity || ways(now)) start(key);
    else if (opened(now, key) && !node?.rest) go({ pick: key, fact: null });
    else go({ open: [...now.open, key], pick: key, fact: null });
  } else if (what === "collapse") {
    if (now.open.includes(key)) go({ open: now.open.filter((other) => other !== key) });
  } else if (what === "centre") start(key);
  else if (what === "path") go({ from: key, to: null, pick: key, fact: null });
  else if (what === "hide") go({ hide: [...now.hide, key], pick: now.pick === key ? null : now.pick });
  else if (what === "pin" && node) {
    const without = unpinned(now, key);
    go({ at: without.length < now.at.length ? without : [...without, `${key}@${Math.round(node.x)},${Math.round(node.y)}`] });
  }
}

async function render(redraw, fit = true) {
  const mine = ++turn;
  const now = state();
  languageLink();
  byId("choosing").hidden = !choosing();
  tool("undo").disabled = step() === 0;
  tool("redo").disabled = step() >= last;
  try {
    await Promise.all([redraw ? drawGraph(now, mine, fit) : null, drawPanel(now, mine)]);
  } catch {
    if (mine === turn) note.textContent = word("failed");
  }
  if (mine === turn) mark(now);
}

async function drawGraph(now, mine, fit) {
  note.textContent = word("loading");
  const query = question(now);
  query.set("lang", language);
  query.set("aspect", Math.min(3, Math.max(0.4, canvas.clientWidth / canvas.clientHeight)).toFixed(2));
  // As many things as can be read at once on this screen.
  const room = Math.round((canvas.clientWidth * canvas.clientHeight) / ROOM_OF_ONE);
  query.set("limit", Math.min(48, Math.max(now.entity ? 10 : 16, room)));
  const path = ways(now) ? "/graph/path" : now.entity ? pathOf("/graph/", now.entity) : "/graph";
  const answer = await fetch(`${path}?${query}`, { headers: { Accept: "application/json" } });
  if (mine !== turn) return;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const view = await answer.json();
  if (mine !== turn) return;
  graph.show(view, { size: now.size, colour: now.colour }, fit);
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("picture")));
  note.replaceChildren(...told(now, view));
  showFilters(now, view, look);
  for (const button of document.querySelectorAll(".legend button")) {
    button.setAttribute("aria-pressed", String(!now.without.includes(button.dataset.type)));
    button.querySelector("[data-count]").textContent = view.types[button.dataset.type] ?? "";
  }
  for (const link of document.querySelectorAll("[data-format]")) {
    query.set("format", link.dataset.format);
    link.href = `${path}?${query}`;
  }
}

/** What must be said beside the picture: what it leaves out. */
function told(now, view) {
  const lines = [];
  const all = Object.values(view.relations).reduce((sum, count) => sum + count, 0);
  if (ways(now)) {
    const link = document.createElement("a");
    link.href = `/path?${new URLSearchParams({ from: view.focus[0] ?? "", to: view.focus[1] ?? "", most: 4 })}`;
    link.textContent = word("path_read");
    lines.push(word(all ? "path_shown" : "path_none", 4), link);
  } else if (view.hidden) lines.push(word("hidden", view.hidden));
  else if (!now.entity) lines.push(word("overview"));
  if (view.edges.length < all) lines.push(word("filtered", all - view.edges.length));
  return lines.flatMap((line, place) => (place ? [" · ", line] : [line]));
}

async function drawPanel(now, mine) {
  const key = now.pick ?? now.entity ?? now.from;
  const path = now.fact ? `/panel/facts/${encodeURIComponent(now.fact)}` : key ? pathOf("/panel/", key) : null;
  welcome.hidden = path !== null;
  if (path === null) {
    shown.replaceChildren();
    document.title = word("name");
    return;
  }
  panel.setAttribute("aria-busy", "true");
  const answer = await fetch(`${path}?lang=${language}`);
  const html = await answer.text();
  if (mine !== turn) return;
  panel.removeAttribute("aria-busy");
  if (!answer.ok) {
    shown.textContent = word("failed");
    return;
  }
  // A fragment that this server rendered; every value in it went through the template's escaping.
  shown.innerHTML = html;
  panel.scrollTop = 0;
  wireVerdict(shown, (decision) => (decision === "reject" ? go({ fact: null }) : null, render(true, false)));
  document.title = `${shown.querySelector("h1, h2")?.textContent.trim().replace(/\s+/g, " ") ?? ""} · ${word("name")}`;
}

/** Select what the panel tells of, and offer what can be done with it. */
function mark(now) {
  const key = now.pick ?? now.entity ?? now.from;
  const node = graph.view.nodes.find((other) => keyOf(other.id) === key);
  if (now.fact) graph.select([], [now.fact]);
  else graph.select(node ? [node.id] : []);
  byId("said").textContent = shown.querySelector("h2")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const can = {
    expand: !opened(now, key) || node?.rest > 0,
    collapse: now.open.includes(key),
    centre: key !== now.entity || ways(now),
    pin: Boolean(node),
    hide: Boolean(node) && key !== now.entity,
    path: true,
  };
  for (const button of shown.querySelectorAll("[data-do]")) button.hidden = !can[button.dataset.do];
  const [more, pin] = ["expand", "pin"].map((name) => shown.querySelector(`[data-do=${name}]`));
  if (more && opened(now, key) && node?.rest) more.textContent = word("expand_more", node.rest);
  if (pin && node) pin.textContent = word(node.pinned ? "unpin" : "pin");
}

function point(thing, place) {
  tip.hidden = !thing || !place;
  if (thing && !place) byId("said").textContent = `${thing.label} ${look.types[thing.type].label}`;
  if (tip.hidden) return;
  const sentence = thing.evidence && (thing.evidence[0]?.sentence ?? word("from_gazetteer"));
  tip.textContent = thing.evidence
    ? `${thing.caption ?? look.predicates[thing.predicate]}　${sentence}`.slice(0, 140)
    : `${thing.label}　${look.types[thing.type].label}`;
  tip.style.left = `${Math.min(place.x + 14, stage.clientWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(place.y + 14, stage.clientHeight - tip.offsetHeight - 8)}px`;
}

/** The language switch keeps what is shown. */
function languageLink() {
  const link = document.querySelector("[data-language]");
  const query = new URLSearchParams(location.search);
  query.set("lang", link.hreflang);
  link.href = `/?${query}`;
}

wireSearch(document.querySelector(".search"), (hit) => (choosing() ? connect(keyOf(hit.id)) : start(keyOf(hit.id))));
wireMenus([...document.querySelectorAll(".menu")]);

panel.addEventListener("click", (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const at = event.target.closest("[data-entity], [data-fact], [data-do]");
  if (!at) return;
  event.preventDefault();
  const { entity, fact } = at.dataset;
  if (at.dataset.do) act(at.dataset.do, keyOf(at.closest("[data-about]").dataset.about));
  else if (fact) go({ fact });
  else if (graph.node(entity)) go({ pick: keyOf(entity), fact: null });
  else start(keyOf(entity));
});

for (const button of document.querySelectorAll(".legend button")) {
  button.addEventListener("click", () => {
    const { without } = state();
    const others = without.filter((name) => name !== button.dataset.type);
    go({ without: others.length < without.length ? others : [...others, button.dataset.type] });
  });
}
tool("in").addEventListener("click", () => graph.zoom(1.3));
tool("out").addEventListener("click", () => graph.zoom(1 / 1.3));
tool("fit").addEventListener("click", () => graph.fit());
tool("undo").addEventListener("click", () => history.back());
tool("redo").addEventListener("click", () => history.forward());
tool("cancel").addEventListener("click", () => go({ from: null }));
tool("png").addEventListener("click", () => savePicture(canvas.querySelector("canvas"), graph.paper(), "graph.png"));
tool("link").addEventListener("click", () => copyLink(location.href, note));
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) step() < last && history.forward();
  else if (step() > 0) history.back();
});
document.querySelector(".brand").addEventListener("click", (event) => {
  event.preventDefault();
  go(NOTHING);
});
addEventListener("popstate", () => render(true));
render(true);
window.atlas = graph; // for the console, and for tests that must know where a node is drawn
