// The offline page: draws the view and tells the sentence behind what is clicked. It stands inside one
// function together with drawing.js; `vis` is the library that pyvis brings along.

const { nodes, edges, options: text } = JSON.parse(document.getElementById("view").textContent);
const { focus, look, words, language, articles } = typeof text === "string" ? JSON.parse(text) : text;
const view = { nodes, edges, focus };
const canvas = document.getElementById("canvas");
const told = document.getElementById("told");
const sources = new Map(articles.map((row) => [row.id, [row.title, row.publisher, row.date].filter(Boolean).join(" · ")]));
const names = new Map(nodes.map((node) => [node.id, node.label]));

document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";

function make(name, content, parent) {
  const made = document.createElement(name);
  made.textContent = content;
  parent.append(made);
  return made;
}

function sentence(edge, parent) {
  const what = edge.caption ?? look.predicates[edge.predicate] ?? edge.predicate;
  make("h2", `${names.get(edge.source)} — ${what} → ${names.get(edge.target)}`, parent);
  for (const piece of edge.evidence) {
    make("mark", piece.quote, make("blockquote", "", parent));
    const sure = `${words.confidence} ${Math.round(piece.confidence * 100)}%`;
    make("small", [sources.get(piece.article), sure, piece.extractor].filter(Boolean).join(" · "), parent);
  }
}

function tell({ nodes: [node], edges: [edge] }) {
  told.replaceChildren();
  const chosen = node ? edges.filter((e) => e.source === node || e.target === node) : edges.filter((e) => e.id === edge);
  if (chosen.length) chosen.forEach((e) => sentence(e, told));
  else make("p", words.hint, told).className = "hint";
}

const scheme = schemeOf(matchMedia);
const network = new vis.Network(
  canvas,
  { nodes: nodes.map((node) => visNode(node, view, look, scheme)), edges: visEdges(view, look, scheme) },
  visOptions(),
);
network.on("click", tell);
const fit = document.getElementById("fit");
fit.textContent = words.fit;
fit.addEventListener("click", () => network.fit({ animation: { duration: 220 } }));
for (const [type, { label, colour }] of Object.entries(look.types)) {
  if (!nodes.some((node) => node.type === type)) continue;
  const row = make("li", "", document.getElementById("legend"));
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  dot.setAttribute("viewBox", "0 0 10 10");
  const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [key, value] of [["cx", 5], ["cy", 5], ["r", 5], ["fill", colour[scheme]]]) circle.setAttribute(key, value);
  dot.append(circle);
  row.append(dot, label);
}
tell({ nodes: [], edges: [] });
addEventListener("resize", () => network.fit());
window.drawn = network;
