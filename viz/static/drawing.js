// How a view is drawn: from the JSON of a View to what vis-network wants. Used by the graph page and,
// word for word, by the offline page, so both look the same. Pure: it touches no document.

/** Ink for both colour schemes. */
export const INKS = {
  light: { paper: "#f8f6f1", ink: "#1d1e22", soft: "#6f6d67", line: "#bdb7aa", accent: "#9c2f26" },
  dark: { paper: "#141518", ink: "#e8e5de", soft: "#aeaba3", line: "#55565c", accent: "#ec8a7a" },
};

/** Colours of communities, the largest first; those beyond share the last. Told apart by colour-blind eyes too. */
const CIRCLES = {
  light: ["#0072b2", "#d55e00", "#009e73", "#b8860b", "#cc79a7", "#5a5fb0", "#7a5230", "#8a8a8a"],
  dark: ["#56a8e0", "#f08a4b", "#4cc8a0", "#e0b84a", "#e3a3c6", "#9a9eea", "#bf9673", "#a8a8a8"],
};

const FACE = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';

const LEAST = 4.5; // pixels: smaller labels than this are not drawn at all

const widthOf = (sign) => (sign.codePointAt(0) < 0x2e80 ? 0.55 : 1);
const OPENING = "（(《“";
const CLOSING = "）)，、。》”";

/** A label in one line, or in two of like length, of at most nine Han characters or sixteen Latin letters each. */
export function wrap(label, most = 9) {
  const signs = [...label];
  const whole = signs.reduce((sum, sign) => sum + widthOf(sign), 0);
  if (whole <= most) return [label];
  const wanted = Math.min(most, whole / 2);
  let first = 0;
  for (let width = 0; first < signs.length && width < wanted && width + widthOf(signs[first]) <= most; first++) {
    width += widthOf(signs[first]);
  }
  if (CLOSING.includes(signs[first])) first++;
  if (OPENING.includes(signs[first - 1])) first--;
  let last = first;
  for (let width = 0; last < signs.length && width + widthOf(signs[last]) <= most; last++) width += widthOf(signs[last]);
  return [signs.slice(0, first).join(""), signs.slice(first, last).join("") + (last < signs.length ? "…" : "")];
}

/** Draws one node: a disc, and under it the label with a halo, so that lines may pass beneath. */
function painter(size, lines, fill, ink, { first, opened, pinned, rest }) {
  const pixels = first ? 17 : 14;
  return ({ ctx, x, y, state: { selected, hover } }) => ({
    nodeDimensions: { width: 2 * size, height: 2 * size },
    drawNode() {
      ctx.beginPath();
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fillStyle = fill;
      ctx.fill();
      ctx.lineWidth = selected ? 4 : opened || hover ? 2.5 : 1.5;
      ctx.strokeStyle = selected ? ink.accent : opened || hover ? ink.ink : ink.paper;
      ctx.stroke();
      if (pinned) {
        ctx.beginPath();
        ctx.arc(x + size * 0.75, y - size * 0.75, 3.5, 0, 2 * Math.PI);
        ctx.fillStyle = ink.accent;
        ctx.fill();
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = ink.paper;
        ctx.stroke();
      }
    },
    drawExternalLabel() {
      if (ctx.getTransform().a * pixels < LEAST * (globalThis.devicePixelRatio || 1)) return;
      ctx.font = `${selected || first ? 600 : 400} ${pixels}px ${FACE}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "top";
      ctx.lineJoin = "round";
      ctx.lineWidth = 4;
      ctx.strokeStyle = ink.paper;
      ctx.fillStyle = ink.ink;
      const top = y + size + 5;
      lines.forEach((line, row) => ctx.strokeText(line, x, top + row * pixels * 1.22));
      lines.forEach((line, row) => ctx.fillText(line, x, top + row * pixels * 1.22));
      if (rest) {
        ctx.font = `600 11px ${FACE}`;
        ctx.textAlign = "left";
        ctx.strokeText(`+${rest}`, x + size + 4, y - 6);
        ctx.fillStyle = ink.accent;
        ctx.fillText(`+${rest}`, x + size + 4, y - 6);
      }
    },
  });
}

/** How large a disc is: by its links, or by its amount in yuan, a step for every power of ten. */
function sizeOf(node, by) {
  if (by !== "amount") return Math.min(26, 8 + 2.6 * Math.sqrt(node.degree));
  return node.amount ? Math.min(36, Math.max(7, 5 * (Math.log10(node.amount) - 5))) : 5;
}

/** A node of the view as a node of vis-network. `look` is {types, predicates}, `scheme` a key of INKS, `how` says
 * what size ("amount", else links) and colour ("community", else type) show. */
export function visNode(node, view, look, scheme, how = {}) {
  const ink = INKS[scheme];
  const circles = CIRCLES[scheme];
  const circle = circles[Math.min(node.community ?? 0, circles.length - 1)];
  const colour = how.colour === "community" ? circle : (look.types[node.type]?.colour[scheme] ?? ink.soft);
  const first = view.focus[0] === node.id;
  const size = sizeOf(node, how.size) + (first && !how.size ? 6 : 0);
  const marks = { first, opened: view.focus.includes(node.id), pinned: node.pinned, rest: node.rest };
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    shape: "custom",
    size,
    ctxRenderer: painter(size, wrap(node.label), colour, ink, marks),
  };
}

/** Edges of the view as edges of vis-network: several between the same two nodes bend apart. */
export function visEdges(view, look, scheme) {
  const ink = INKS[scheme];
  const counts = new Map();
  for (const { predicate } of view.edges) counts.set(predicate, (counts.get(predicate) ?? 0) + 1);
  // Names of edges help where they tell edges apart; the same word twenty times is noise.
  const named = ({ predicate }) => view.focus.length > 0 && view.edges.length <= 70 && counts.get(predicate) <= 12;
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
      label: named(edge) ? (edge.caption ?? look.predicates[edge.predicate] ?? edge.predicate) : undefined,
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
