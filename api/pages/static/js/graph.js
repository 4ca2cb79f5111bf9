// The canvas: one vis-network, fed with views whose positions the server computed. It knows nothing of
// panels or addresses; what the reader does comes out as calls of `on`.

import { DataSet, Network } from "../vendor/vis-network.js";
import { INKS, schemeOf, visEdges, visNode, visOptions } from "../viz/drawing.js";

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const DEEDS = { c: "collapse", p: "pin", Delete: "hide", Backspace: "hide" };

export class Graph {
  /** `on`: node(id), edge(id), expand(id), act("collapse" | "pin" | "hide", id), moved(id, place) and
   * point(thing | null, position). */
  constructor(element, look, on) {
    this.look = look;
    this.on = on;
    this.element = element;
    this.view = { nodes: [], edges: [], focus: [] };
    this.how = {};
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.network = new Network(element, { nodes: this.nodes, edges: this.edges }, visOptions());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.wirePointer();
    this.wireKeys();
  }

  /** Draw a view; `how` is {size, colour}; `fit` moves the camera so that all of it is seen. */
  show(view, how = {}, fit = true) {
    this.view = view;
    this.how = how;
    this.draw();
    if (fit) this.fit(false);
  }

  draw() {
    const scheme = schemeOf(matchMedia);
    replace(this.nodes, this.view.nodes.map((node) => visNode(node, this.view, this.look, scheme, this.how)));
    replace(this.edges, visEdges(this.view, this.look, scheme));
    this.element.style.background = this.paper();
  }

  /** The colour of the paper. */
  paper() {
    return INKS[schemeOf(matchMedia)].paper;
  }

  select(nodes, edges = []) {
    const known = { nodes: nodes.filter((id) => this.nodes.get(id)), edges: edges.filter((id) => this.edges.get(id)) };
    this.network.setSelection(known, { highlightEdges: false });
  }

  fit(slowly = true) {
    this.network.fit({ maxZoomLevel: 1.2, animation: false });
    const scale = this.network.getScale() * 0.92; // labels reach beyond the nodes that are fitted
    this.network.moveTo({ scale, animation: slowly && this.motion() });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: this.motion() });
  }

  /** Bring a node into sight without changing the scale. */
  reveal(id) {
    if (this.nodes.get(id)) this.network.focus(id, { scale: this.network.getScale(), animation: this.motion() });
  }

  motion() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 220, easingFunction: "easeOutQuad" };
  }

  node(id) {
    return this.view.nodes.find((node) => node.id === id);
  }

  edge(id) {
    return this.view.edges.find((edge) => edge.id === id);
  }

  wirePointer() {
    this.network.on("click", ({ nodes, edges }) => {
      if (nodes.length) this.on.node(nodes[0]);
      else if (edges.length) this.on.edge(edges[0]);
    });
    this.network.on("doubleClick", ({ nodes }) => nodes.length && this.on.expand(nodes[0]));
    this.network.on("dragEnd", ({ nodes: [id] }) => id && this.on.moved(id, this.network.getPositions([id])[id]));
    this.network.on("hoverNode", ({ node, pointer }) => this.on.point(this.node(node), pointer.DOM));
    this.network.on("hoverEdge", ({ edge, pointer }) => this.on.point(this.edge(edge), pointer.DOM));
    for (const away of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
      this.network.on(away, () => this.on.point(null));
    }
    this.network.on("hoverNode", () => (this.element.style.cursor = "pointer"));
    this.network.on("hoverEdge", () => (this.element.style.cursor = "pointer"));
    this.network.on("blurNode", () => (this.element.style.cursor = ""));
    this.network.on("blurEdge", () => (this.element.style.cursor = ""));
  }

  /** Arrow keys go to the nearest node in that direction; the other keys do as the label of the canvas says. */
  wireKeys() {
    this.element.addEventListener("keydown", (event) => {
      const [current] = this.network.getSelectedNodes();
      const at = this.node(current);
      if (ARROWS[event.key]) {
        const next = this.nearest(at, ARROWS[event.key]);
        if (next) {
          this.select([next.id]);
          this.reveal(next.id);
          this.on.point(next);
        }
      } else if (event.key === "Enter" && at) this.on.node(at.id);
      else if (event.key === " " && at) this.on.expand(at.id);
      else if (DEEDS[event.key] && at && !event.ctrlKey && !event.metaKey) this.on.act(DEEDS[event.key], at.id);
      else if (event.key === "+" || event.key === "=") this.zoom(1.3);
      else if (event.key === "-") this.zoom(1 / 1.3);
      else if (event.key === "0") this.fit();
      else return;
      event.preventDefault();
    });
  }

  nearest(from, [dx, dy]) {
    const shown = this.view.nodes.filter((node) => this.nodes.get(node.id));
    if (!from) return shown.find((node) => node.id === this.view.focus[0]) ?? shown[0];
    let best = null;
    let least = Infinity;
    for (const node of shown) {
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (along > 1 && along + 2 * across < least) {
        best = node;
        least = along + 2 * across;
      }
    }
    return best;
  }
}

function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(items);
}
