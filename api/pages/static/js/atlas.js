// The graph page: what is shown stands in the address (?entity=…&open=…&fact=…), so that every state is a
// link and the back button undoes. This file wires the parts together and holds no other state.

import { Graph } from "./graph.js";
import { keyOf, pathOf } from "./paths.js";
import { wireSearch } from "./search.js";
import { language, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const panel = byId("panel");
const canvas = byId("canvas");
const welcome = byId("welcome");
const shown = byId("shown");
const note = byId("note");
const tip = byId("tip");
const stage = document.querySelector(".stage");
const look = JSON.parse(byId("look").textContent);
const ROOM_OF_ONE = 22000; // square pixels
let turn = 0;

const graph = new Graph(canvas, look, {
  node: (id) => go({ ...state(), pick: keyOf(id), fact: null }),
  edge: (id) => go({ ...state(), fact: id, pick: null }),
  expand: (id) => expand(id),
  point,
});

/** What the address says: the first entity, the ones opened after it, and what the panel shows. */
function state() {
  const query = new URLSearchParams(location.search);
  return { entity: query.get("entity"), open: query.getAll("open"), pick: query.get("pick"), fact: query.get("fact") };
}

function address({ entity, open, pick, fact }) {
  const query = new URLSearchParams();
  if (entity) query.set("entity", entity);
  for (const key of open) query.append("open", key);
  if (pick) query.set("pick", pick);
  if (fact) query.set("fact", fact);
  const text = query.toString().replaceAll("%2F", "/");
  return text ? `?${text}` : "/";
}

function go(next) {
  if (address(next) === (location.search || "/")) return;
  const before = state();
  history.pushState(null, "", address(next));
  render(before.entity !== next.entity || before.open.join() !== next.open.join());
}

function expand(id) {
  const now = state();
  const key = keyOf(id);
  if (!now.entity) go({ entity: key, open: [], pick: null, fact: null });
  else if (now.entity === key || now.open.includes(key)) go({ ...now, pick: key, fact: null });
  else go({ ...now, open: [...now.open, key], pick: key, fact: null });
}

async function render(redraw, fit = true) {
  const mine = ++turn;
  const now = state();
  languageLink();
  try {
    await Promise.all([redraw ? drawGraph(now, mine, fit) : null, drawPanel(now, mine)]);
  } catch {
    if (mine === turn) note.textContent = word("failed");
  }
  if (mine === turn) mark(now);
}

async function drawGraph(now, mine, fit) {
  note.textContent = word("loading");
  const query = new URLSearchParams({ lang: language, aspect: Math.min(3, Math.max(0.4, canvas.clientWidth / canvas.clientHeight)).toFixed(2) });
  // As many things as can be read at once on this screen.
  const room = Math.round((canvas.clientWidth * canvas.clientHeight) / ROOM_OF_ONE);
  query.set("limit", Math.min(48, Math.max(now.entity ? 10 : 16, room)));
  for (const key of now.open) query.append("open", key);
  const path = now.entity ? pathOf("/graph/", now.entity) : "/graph";
  const answer = await fetch(`${path}?${query}`, { headers: { Accept: "application/json" } });
  if (mine !== turn) return;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const view = await answer.json();
  if (mine !== turn) return;
  graph.show(view, fit);
  note.textContent = view.hidden ? word("hidden", view.hidden) : now.entity ? "" : word("overview");
  query.set("format", "html");
  document.querySelector('[data-tool="page"]').href = `${path}?${query}`;
}

async function drawPanel(now, mine) {
  const key = now.pick ?? now.entity;
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
  // A fragment that this server rendered; every value in it went through the template's escaping.
  shown.innerHTML = html;
  panel.scrollTop = 0;
  const open = key === now.entity || now.open.includes(key);
  shown.querySelector("[data-expand]")?.toggleAttribute("hidden", open);
  shown.querySelector("[data-centre]")?.toggleAttribute("hidden", key === now.entity);
  document.title = `${shown.querySelector("h1, h2")?.textContent.trim().replace(/\s+/g, " ") ?? ""} · ${word("name")}`;
}

function mark(now) {
  const base = (key) => graph.view.nodes.find((node) => keyOf(node.id) === key)?.id;
  const key = now.pick ?? now.entity;
  if (now.fact) graph.select([], [now.fact]);
  else graph.select([base(key)].filter(Boolean));
  byId("said").textContent = shown.querySelector("h2")?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

function point(thing, place) {
  tip.hidden = !thing || !place;
  if (thing && !place) byId("said").textContent = `${thing.label} ${look.types[thing.type].label}`;
  if (tip.hidden) return;
  tip.textContent = thing.evidence
    ? `${thing.caption ?? look.predicates[thing.predicate]}　${thing.evidence[0].sentence}`.slice(0, 140)
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

wireSearch(document.querySelector(".search"), (hit) => go({ entity: keyOf(hit.id), open: [], pick: null, fact: null }));

panel.addEventListener("click", (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const at = event.target.closest("[data-entity], [data-fact], [data-expand], [data-centre]");
  if (!at) return;
  event.preventDefault();
  const { entity, fact, expand: opened, centre } = at.dataset;
  if (opened) expand(opened);
  else if (centre) go({ entity: keyOf(centre), open: [], pick: null, fact: null });
  else if (fact) go({ ...state(), fact });
  else if (graph.node(entity)) go({ ...state(), pick: keyOf(entity), fact: null });
  else go({ entity: keyOf(entity), open: [], pick: null, fact: null });
});

for (const button of document.querySelectorAll(".legend button")) {
  button.addEventListener("click", () => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    graph.toggle(button.dataset.type, pressed);
  });
}
document.querySelector('[data-tool="in"]').addEventListener("click", () => graph.zoom(1.3));
document.querySelector('[data-tool="out"]').addEventListener("click", () => graph.zoom(1 / 1.3));
document.querySelector('[data-tool="fit"]').addEventListener("click", () => graph.fit());
document.querySelector(".brand").addEventListener("click", (event) => {
  event.preventDefault();
  go({ entity: null, open: [], pick: null, fact: null });
});
addEventListener("popstate", () => render(true));
render(true);
window.atlas = graph; // for the console, and for tests that must know where a node is drawn
