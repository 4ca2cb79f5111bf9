// The query page: posts the text to /sparql as any client would, and lays the answer out.

import { pageOf } from "./paths.js";
import { word } from "./words.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const status = document.getElementById("status");
const answer = document.getElementById("answer");
const examples = document.getElementById("examples");
const texts = JSON.parse(document.getElementById("texts").textContent);

const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

function cell(value) {
  const made = element("td");
  if (!value) return made;
  const page = value.type === "uri" ? pageOf(value.value) : null;
  if (page) made.append(element("a", page.name, { href: page.href }));
  else made.textContent = value.value;
  if (/#(integer|decimal|double)$/.test(value.datatype ?? "")) made.className = "num";
  return made;
}

function table({ head, results }) {
  const sheet = element("div", "", { class: "sheet", tabindex: "0" });
  const made = element("table");
  const top = element("tr");
  for (const name of head.vars) top.append(element("th", name, { scope: "col" }));
  const body = element("tbody");
  for (const row of results.bindings) {
    const line = element("tr");
    for (const name of head.vars) line.append(cell(row[name]));
    body.append(line);
  }
  const header = element("thead");
  header.append(top);
  made.append(header, body);
  sheet.append(made);
  return sheet;
}

async function run() {
  status.textContent = word("running");
  const started = performance.now();
  try {
    const reply = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
      body: field.value,
    });
    const kind = reply.headers.get("Content-Type") ?? "";
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
    if (!reply.ok) {
      const problem = await reply.json();
      answer.replaceChildren(element("p", [problem.detail, problem.hint].filter(Boolean).join("\n"), { class: "trouble", role: "alert" }));
      status.textContent = "";
    } else if (kind.startsWith("application/sparql-results+json")) {
      const found = await reply.json();
      if ("boolean" in found) answer.replaceChildren(element("p", String(found.boolean), { class: "count" }));
      else answer.replaceChildren(found.results.bindings.length ? table(found) : element("p", word("no_rows"), { class: "empty" }));
      status.textContent = `${found.results ? `${found.results.bindings.length} ${word("rows")} · ` : ""}${seconds()}`;
    } else {
      answer.replaceChildren(element("pre", await reply.text()));
      status.textContent = seconds();
    }
  } catch {
    answer.replaceChildren(element("p", word("failed"), { class: "trouble", role: "alert" }));
    status.textContent = "";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
examples.addEventListener("change", () => {
  if (examples.value) {
    field.value = texts[examples.value];
    run();
  }
});
