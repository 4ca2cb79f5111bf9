// The page of the whole graph: the worker (dots.js) draws; this file passes on what the reader does, and asks the
// server for names and facts. The address holds what is chosen: ?entity=…&province=…&industry=…&without=….

import { INKS, schemeOf } from "../viz/drawing.js";
import { keyOf, pathOf } from "./paths.js";
import { wireSearch } from "./search.js";
import { language, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const [canvas, note, tip, shown, welcome] = ["canvas", "note", "tip", "shown", "welcome"].map(byId);
const look = JSON.parse(byId("look").textContent);
const legend = [...document.querySelectorAll(".legend button")];
const [province, industry] = [byId("province"), byId("industry")];
const HOVER = 60;
const STEPS = { ArrowRight: [-80, 0], ArrowLeft: [80, 0], ArrowDown: [0, -80], ArrowUp: [0, 80] };

const surface = document.createElement("canvas");
canvas.append(surface);
const worker = new Worker(document.querySelector("script[data-worker]").dataset.worker, { type: "module" });
const send = (what, rest = {}, moved = []) => worker.postMessage({ do: what, ...rest }, moved);
const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight, scale: Math.min(2, devicePixelRatio || 1) });
const waiting = {};
let head = null;
let dragged = null;
let hovering = 0;
let turn = 0;

function colours() {
  const scheme = schemeOf(matchMedia);
  const ink = INKS[scheme];
  return { colours: legend.map((button) => look.types[button.dataset.type].colour[scheme]), paper: ink.paper, accent: ink.accent, ink: ink.ink, soft: ink.soft };
}

const state = () => new URLSearchParams(location.search);

function go(change) {
  const query = state();
  for (const [key, value] of Object.entries(change)) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString().replaceAll("%2F", "/");
  if (text !== location.search.slice(1)) history.pushState(null, "", text ? `?${text}` : location.pathname);
}

/** What the address says of types, province and industry, put to the worker and the controls. */
function filter(fit) {
  const query = state();
  const without = (query.get("without") ?? "").split(",");
  const of = (list, name) => (name ? Math.max(0, list.indexOf(name) + 1) : 0);
  province.value = of(head.provinces, query.get("province"));
  industry.value = of(head.industries, query.get("industry"));
  for (const [number, button] of legend.entries()) button.setAttribute("aria-pressed", String(!without.includes(head.types[number])));
  const types = head.types.map((_, number) => number).filter((number) => !without.includes(head.types[number]));
  send("show", { types, province: Number(province.value), industry: Number(industry.value), fit });
}

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

/** Fly to the thing that the address names, and tell of it. */
async function tell(fly = true) {
  const mine = ++turn;
  const key = state().get("entity");
  welcome.hidden = Boolean(key);
  if (!key) return shown.replaceChildren();
  try {
    const [{ n }, answer] = await Promise.all([fly ? ask(`/overview/where?${new URLSearchParams({ entity: key })}`) : {}, fetch(`${pathOf("/panel/", key)}?lang=${language}`)]);
    const html = await answer.text();
    if (mine !== turn) return;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    if (fly) send("fly", { n });
    // A fragment that this server rendered; every value in it went through the template's escaping.
    shown.innerHTML = html;
    for (const button of shown.querySelectorAll("[data-do]")) button.remove();
    const link = document.createElement("a");
    link.className = "button strong";
    link.href = `/?entity=${key.split("/").map(encodeURIComponent).join("/")}`;
    link.textContent = word("open_in_graph");
    shown.querySelector(".actions").prepend(link);
    byId("said").textContent = shown.querySelector("h2").textContent;
  } catch {
    if (mine === turn) shown.textContent = word("failed");
  }
}

function count({ byType, shown: all }) {
  for (const [number, button] of legend.entries()) button.querySelector("[data-count]").textContent = byType[number].toLocaleString();
  note.textContent = all === head.count ? word("dots", head.count.toLocaleString()) : word("dots_shown", all.toLocaleString());
}

const TOLD = {
  ready(data) {
    ({ head } = data);
    const options = (list) => list.map((name, number) => new Option(name, number + 1));
    province.append(...options(head.provinces));
    industry.append(...options(head.industries));
    industry.closest("label").hidden = !head.industries.length;
    count(data.counts);
    if (location.search) filter(!state().get("entity"));
    tell();
  },
  counts: (data) => count(data.counts),
  async drawn({ near }) {
    document.documentElement.dataset.drawn ??= Math.round(performance.now());
    if (!near.length) return;
    const { things } = await ask(`/overview/things?${near.map((n) => `n=${n}`).join("&")}`);
    send("names", { names: things });
  },
  async hover({ n, x, y }) {
    const mine = ++hovering;
    canvas.style.cursor = n < 0 ? "" : "pointer";
    tip.hidden = n < 0;
    if (n < 0) return;
    const { things: [thing] } = await ask(`/overview/things?n=${n}`);
    if (mine !== hovering) return;
    tip.textContent = `${thing.name}　${look.types[keyOf(thing.id).split("/")[0]].label}`;
    tip.style.left = `${Math.min(x + 14, canvas.clientWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${y + canvas.offsetTop + 14}px`;
  },
  async pick({ n }) {
    if (n < 0) {
      go({ entity: null });
      return tell(false);
    }
    const { things: [thing] } = await ask(`/overview/things?n=${n}`);
    go({ entity: keyOf(thing.id) });
    tell(false);
  },
};
worker.onmessage = ({ data }) => {
  TOLD[data.told]?.(data);
  waiting[data.told]?.(data);
  delete waiting[data.told];
};

let pinch = 0;
const held = new Map();
let resting = 0;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  held.set(event.pointerId, event);
  dragged = { x: event.offsetX, y: event.offsetY, far: 0 };
  pinch = 0;
});
canvas.addEventListener("pointermove", (event) => {
  if (!head) return;
  const before = held.get(event.pointerId);
  if (!before) {
    clearTimeout(resting);
    resting = setTimeout(() => send("find", { x: event.offsetX, y: event.offsetY, why: "hover" }), HOVER);
    return;
  }
  held.set(event.pointerId, event);
  if (held.size === 2) {
    const [one, other] = [...held.values()];
    const far = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    if (pinch) send("zoom", { factor: far / pinch, x: (one.offsetX + other.offsetX) / 2, y: (one.offsetY + other.offsetY) / 2 });
    pinch = far;
  } else send("pan", { dx: event.clientX - before.clientX, dy: event.clientY - before.clientY });
  dragged.far += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
  tip.hidden = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    const clicked = end === "pointerup" && held.size === 1 && dragged?.far < 5;
    held.delete(event.pointerId);
    pinch = 0;
    if (clicked && head) send("find", { x: event.offsetX, y: event.offsetY, why: "pick" });
  });
}
canvas.addEventListener("pointerleave", () => {
  clearTimeout(resting);
  hovering++;
  tip.hidden = true;
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  if (head) send("zoom", { factor: Math.exp(-Math.max(-240, Math.min(240, event.deltaY)) / 320), x: event.offsetX, y: event.offsetY });
}, { passive: false });
canvas.addEventListener("keydown", (event) => {
  if (!head) return;
  if (STEPS[event.key]) send("pan", { dx: STEPS[event.key][0], dy: STEPS[event.key][1] });
  else if (event.key === "+" || event.key === "=") send("zoom", { factor: 1.4 });
  else if (event.key === "-") send("zoom", { factor: 1 / 1.4 });
  else if (event.key === "0") send("fit");
  else return;
  event.preventDefault();
});
for (const [name, what, rest] of [["in", "zoom", { factor: 1.5 }], ["out", "zoom", { factor: 1 / 1.5 }], ["fit", "fit"]]) {
  document.querySelector(`[data-tool="${name}"]`).addEventListener("click", () => head && send(what, rest));
}
province.addEventListener("change", () => {
  go({ province: head.provinces[province.value - 1] });
  filter(true);
});
industry.addEventListener("change", () => {
  go({ industry: head.industries[industry.value - 1] });
  filter(true);
});
for (const [number, button] of legend.entries()) {
  button.addEventListener("click", () => {
    const without = new Set((state().get("without") ?? "").split(",").filter(Boolean));
    const name = head.types[number];
    if (!without.delete(name)) without.add(name);
    go({ without: [...without].join(",") });
    filter(false);
  });
}
shown.addEventListener("click", (event) => {
  const at = event.target.closest("[data-entity]");
  if (!at || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go({ entity: keyOf(at.dataset.entity) });
  tell();
});
wireSearch(document.querySelector(".search"), (hit) => {
  go({ entity: keyOf(hit.id) });
  tell();
});
addEventListener("popstate", () => {
  filter(false);
  tell();
});
new ResizeObserver(() => send("size", size())).observe(canvas);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => send("look", { look: colours() }));

const offscreen = surface.transferControlToOffscreen();
send("start", { surface: offscreen, look: colours(), ...size() }, [offscreen]);
fetch("/overview/dots")
  .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(`status ${answer.status}`))))
  .then((buffer) => send("data", { buffer, asides: { "": word("aside_unknown"), abroad: word("aside_abroad") } }, [buffer]))
  .catch(() => (note.textContent = word("failed")));

/** For the console, and for tests: put a question to the worker and wait for what it tells. */
window.country = (what, rest, told) => new Promise((done) => {
  waiting[told] = done;
  send(what, rest);
});
