// The worker that draws the whole graph. While the camera moves it only shifts and stretches the last picture; a
// moment after it rests the dots are drawn again, sharp. So dragging is smooth whatever the number of dots.

const REST = 110; // milliseconds without a move
const NEAR = 9; // pixels within which a pointer finds a dot
const MARGIN = 0.35; // of the picture, drawn beyond its edges, so that a drag does not run into nothing

let canvas, ink, ratio, look;
let head, xs, ys, types, provinces, industries;
let camera = { x: 0, y: 0, scale: 1 };
let sharp = null; // {bitmap, camera}
let shown = { types: new Set(), province: 0, industry: 0 };
let chosen = -1;
let timer = 0;
let asked = false;
let named = [];
const draws = { count: 0, since: 0 };

const DO = {
  start({ surface, width, height, scale, look: given }) {
    canvas = surface;
    ink = canvas.getContext("2d", { alpha: false });
    DO.look({ look: given });
    DO.size({ width, height, scale });
  },
  look({ look: given }) {
    look = given;
    if (xs) redraw();
  },
  size({ width, height, scale }) {
    ratio = scale;
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    if (xs) redraw();
  },
  data({ buffer, asides }) {
    const length = new DataView(buffer).getUint32(0, true);
    head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    const { count } = head;
    let at = 4 + length;
    const take = (Kind, size) => new Kind(buffer, (at += size * count) - size * count, count);
    [xs, ys] = [take(Float32Array, 4), take(Float32Array, 4)];
    [types, provinces, industries] = [take(Uint8Array, 1), take(Uint8Array, 1), take(Uint8Array, 1)];
    // Beside the map, under the lowest dot of each disc, what stands there.
    for (const [key, [x, y]] of Object.entries(head.asides)) {
      let low = -Infinity;
      for (let n = 0; n < count; n++) if (Math.hypot(xs[n] - x, ys[n] - y) < 200 && ys[n] >= 200) low = Math.max(low, ys[n]);
      if (low > -Infinity) head.marks.push({ x, y: low, name: asides[key] });
    }
    shown.types = new Set(head.types.keys());
    DO.fit();
    postMessage({ told: "ready", head, counts: counts() });
  },
  show({ types: kinds, province, industry, fit }) {
    shown = { types: new Set(kinds), province, industry };
    if (fit) DO.fit();
    else redraw();
    postMessage({ told: "counts", counts: counts() });
  },
  fit() {
    const box = bounds();
    const [wide, high] = [box.right - box.left || 20, box.bottom - box.top || 20];
    const scale = Math.min(canvas.width / ratio / wide, canvas.height / ratio / high) * 0.92;
    camera = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale: Math.min(scale, 40) };
    redraw();
  },
  pan({ dx, dy }) {
    camera = { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
    moved();
  },
  zoom({ factor, x = canvas.width / ratio / 2, y = canvas.height / ratio / 2 }) {
    const before = world(x, y);
    camera.scale = Math.min(400, Math.max(0.02, camera.scale * factor));
    const after = world(x, y);
    camera = { ...camera, x: camera.x + before.x - after.x, y: camera.y + before.y - after.y };
    moved();
  },
  fly({ n }) {
    chosen = n;
    camera = { x: xs[n], y: ys[n], scale: Math.max(camera.scale, 14) };
    redraw();
  },
  find({ x, y, why }) {
    const n = nearest(x, y);
    if (why === "pick") {
      chosen = n;
      redraw();
    }
    postMessage({ told: why, n, x, y });
  },
  names({ names }) {
    named = names;
    frame();
  },
  measure({ reset }) {
    const seconds = (performance.now() - draws.since) / 1000;
    postMessage({ told: "measured", draws: draws.count, seconds });
    if (reset) Object.assign(draws, { count: 0, since: performance.now() });
  },
  spot({ n }) {
    const { x, y } = screen(xs[n], ys[n]);
    postMessage({ told: "spot", x, y });
  },
};
onmessage = ({ data }) => DO[data.do](data);

const world = (x, y) => ({ x: camera.x + (x - canvas.width / ratio / 2) / camera.scale, y: camera.y + (y - canvas.height / ratio / 2) / camera.scale });
const screen = (x, y) => ({ x: (x - camera.x) * camera.scale + canvas.width / ratio / 2, y: (y - camera.y) * camera.scale + canvas.height / ratio / 2 });
const seen = (n) => shown.types.has(types[n]) && (!shown.province || provinces[n] === shown.province) && (!shown.industry || industries[n] === shown.industry);

function bounds() {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let n = 0; n < xs.length; n++) {
    if (!seen(n)) continue;
    box.left = Math.min(box.left, xs[n]);
    box.right = Math.max(box.right, xs[n]);
    box.top = Math.min(box.top, ys[n]);
    box.bottom = Math.max(box.bottom, ys[n]);
  }
  return box.left > box.right ? { left: -10, right: 10, top: -10, bottom: 10 } : box;
}

function counts() {
  const found = new Array(head.types.length).fill(0);
  let all = 0;
  for (let n = 0; n < xs.length; n++) {
    if ((!shown.province || provinces[n] === shown.province) && (!shown.industry || industries[n] === shown.industry)) found[types[n]]++;
    all += seen(n);
  }
  return { byType: found, shown: all };
}

function nearest(x, y) {
  const at = world(x, y);
  let least = ((NEAR + radius()) / camera.scale) ** 2;
  let best = -1;
  for (let n = 0; n < xs.length; n++) {
    const far = (xs[n] - at.x) ** 2 + (ys[n] - at.y) ** 2;
    if (far < least && seen(n)) {
      least = far;
      best = n;
    }
  }
  return best;
}

/** Of a dot, in pixels of the page. */
const radius = () => Math.min(9, Math.max(1.1, 4.6 - 0.75 * Math.log10(xs.length), camera.scale * 0.34));

function moved() {
  if (named.length) named = [];
  frame();
  clearTimeout(timer);
  timer = setTimeout(redraw, REST);
}

function frame() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    show();
  });
}

/** Put the last sharp picture where the camera is now. */
function show() {
  draws.count++;
  ink.fillStyle = look.paper;
  ink.fillRect(0, 0, canvas.width, canvas.height);
  if (sharp) {
    const factor = camera.scale / sharp.camera.scale;
    const [wide, high] = [sharp.bitmap.width * factor, sharp.bitmap.height * factor];
    const x = (sharp.camera.x - camera.x) * camera.scale * ratio + canvas.width / 2 - wide / 2;
    const y = (sharp.camera.y - camera.y) * camera.scale * ratio + canvas.height / 2 - high / 2;
    ink.imageSmoothingEnabled = factor < 1;
    ink.drawImage(sharp.bitmap, x, y, wide, high);
  }
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (chosen >= 0 && seen(chosen)) {
    const { x, y } = screen(xs[chosen], ys[chosen]);
    ink.beginPath();
    ink.arc(x, y, radius() + 5, 0, 7);
    ink.lineWidth = 2.5;
    ink.strokeStyle = look.accent;
    ink.stroke();
  }
  label(named.length ? named : head.marks, named.length ? look.ink : look.soft);
  ink.setTransform(1, 0, 0, 1, 0, 0);
}

/** Write names under their dots, the chosen one first, and leave out those that would cover another. */
function label(names, colour) {
  const taken = [];
  ink.font = '13px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
  ink.textAlign = "center";
  ink.lineJoin = "round";
  ink.lineWidth = 4;
  ink.strokeStyle = look.paper;
  ink.fillStyle = colour;
  for (const { n, name, x, y: down } of [...names].sort((one, other) => (other.n === chosen) - (one.n === chosen))) {
    const at = n === undefined ? screen(x, down) : screen(xs[n], ys[n]);
    const half = ink.measureText(name).width / 2 + 4;
    const y = at.y + radius() + 15;
    const clash = taken.some((other) => Math.abs(other.x - at.x) < other.half + half && Math.abs(other.y - y) < 17);
    if (clash) continue;
    taken.push({ x: at.x, y, half });
    ink.strokeText(name, at.x, y);
    ink.fillText(name, at.x, y);
  }
}

/** Draw the dots anew, sharp, with a margin around what is seen. */
function redraw() {
  clearTimeout(timer);
  const [wide, high] = [Math.ceil(canvas.width * (1 + 2 * MARGIN)), Math.ceil(canvas.height * (1 + 2 * MARGIN))];
  const bitmap = new OffscreenCanvas(wide, high);
  const pen = bitmap.getContext("2d", { alpha: false });
  pen.fillStyle = look.paper;
  pen.fillRect(0, 0, wide, high);
  const scale = camera.scale * ratio;
  const size = radius() * ratio;
  const round = size > 2.2;
  const near = [];
  for (const type of [...head.types.keys()].reverse()) {
    if (!shown.types.has(type)) continue;
    pen.fillStyle = look.colours[type];
    if (round) pen.beginPath();
    for (let n = 0; n < xs.length; n++) {
      if (types[n] !== type || !seen(n)) continue;
      const x = (xs[n] - camera.x) * scale + wide / 2;
      const y = (ys[n] - camera.y) * scale + high / 2;
      if (x < -size || y < -size || x > wide + size || y > high + size) continue;
      if (round) {
        pen.moveTo(x + size, y);
        pen.arc(x, y, size, 0, 6.2832);
      } else pen.fillRect(x - size, y - size, 2 * size, 2 * size);
      const [dx, dy] = [Math.abs(x - wide / 2), Math.abs(y - high / 2)];
      if (near.length < 61 && dx < canvas.width / 2 && dy < canvas.height / 2) near.push(n);
    }
    if (round) pen.fill();
  }
  sharp = { bitmap, camera: { ...camera } };
  show();
  postMessage({ told: "drawn", near: near.length <= 60 ? near : [] });
}
