// How a view is drawn: from the JSON of a View to what vis-network wants. Used by the graph page and,
// word for word, by the offline page, so both look the same. Pure: it touches no document.

/** Ink for both colour schemes. */
export const INKS = {
  light: { paper: "#f8f6f1", ink: "#1d1e22", soft: "#6f6d67", line: "#bdb7aa", accent: "#9c2f26" },
  dark: { paper: "#141518", ink: "#e8e5de", soft: "#aeaba3", line: "#55565c", accent: "#ec8a7a" },
};

const FACE = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';

/** Labels of at most two lines: nine Han characters or eighteen Latin letters each. */
export function wrap(label, most = 9) {
  const lines = [""];
  let width = 0;
  for (const sign of label) {
    const step = sign.codePointAt(0) < 0x2e80 ? 0.55 : 1;
    if (width + step > most) {
      if (lines.length === 2) return lines.join("\n") + "…";
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += sign;
    width += step;
  }
  return lines.join("\n");
}

/** A node of the view as a node of vis-network. `look` is {types, predicates}, `ink` one of INKS. */
export function visNode(node, view, look, scheme) {
  const ink = INKS[scheme];
  const colour = look.types[node.type]?.colour[scheme] ?? ink.soft;
  const first = view.focus[0] === node.id;
  const opened = view.focus.includes(node.id);
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    shape: "dot",
    size: Math.min(26, 8 + 2.6 * Math.sqrt(node.degree)) + (first ? 6 : 0),
    label: wrap(node.label),
    borderWidth: opened ? 3 : 1.5,
    borderWidthSelected: 4,
    color: {
      background: colour,
      border: opened ? ink.ink : ink.paper,
      highlight: { background: colour, border: ink.accent },
      hover: { background: colour, border: ink.ink },
    },
    font: { face: FACE, size: first ? 17 : 14, color: ink.ink, strokeWidth: 4, strokeColor: ink.paper, vadjust: -2 },
  };
}

/** Edges of the view as edges of vis-network: several between the same two nodes bend apart. */
export function visEdges(view, look, scheme) {
  const ink = INKS[scheme];
  const named = view.focus.length > 0 && view.edges.length <= 70;
  const seen = new Map();
  return view.edges.map((edge) => {
    const pair = [edge.source, edge.target].sort().join(" ");
    const turn = seen.get(pair) ?? 0;
    seen.set(pair, turn + 1);
    const bend = turn === 0 ? { enabled: false } : { enabled: true, type: turn % 2 ? "curvedCW" : "curvedCCW", roundness: 0.16 + 0.08 * turn };
    return {
      id: edge.id,
      from: edge.source,
      to: edge.target,
      label: named ? (edge.caption ?? look.predicates[edge.predicate] ?? edge.predicate) : undefined,
      width: 1.3,
      hoverWidth: 1.2,
      selectionWidth: 1.6,
      smooth: bend,
      arrows: { to: { enabled: true, scaleFactor: 0.45 } },
      color: { color: ink.line, highlight: ink.accent, hover: ink.ink, inherit: false },
      font: { face: FACE, size: 11, color: ink.soft, strokeWidth: 4, strokeColor: ink.paper, align: "horizontal" },
    };
  });
}

/** Options of the network: positions come from the server, so nothing is laid out in the browser. */
export function visOptions() {
  return {
    autoResize: true,
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 0, multiselect: false, zoomSpeed: 0.7 },
    nodes: { shapeProperties: { interpolation: false } },
  };
}

/** The scheme that the reader's system asks for. */
export function schemeOf(match) {
  return match("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
