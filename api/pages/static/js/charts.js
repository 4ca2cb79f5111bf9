// An answer as a bar chart or as a map: small SVG drawings, made element by element.

import { isNumber, numbers } from "./answers.js";
import { pageOf } from "./paths.js";
import { language, word } from "./words.js";

const MOST_BARS = 40;
const SVG = "http://www.w3.org/2000/svg";
const short = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 2 });

const make = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

const called = (cell) => (cell?.type === "uri" ? (pageOf(cell.value)?.name.split("/").slice(1).join("/") ?? cell.value) : (cell?.value ?? ""));

/** What a chart measures and of what: the first column of numbers, and the columns that name its rows. */
function measure(answer) {
  const [value] = numbers(answer);
  const named = answer.vars.filter((name) => !numbers(answer).includes(name));
  const label = named.find((name) => answer.rows.some((row) => row[name]?.type === "literal")) ?? named[0];
  return value && label ? { value, label } : null;
}

/** Bars in the order of the answer; null where there is nothing to measure. */
export function chart(answer) {
  const found = measure(answer);
  if (!found) return null;
  const rows = answer.rows.filter((row) => isNumber(row[found.value])).slice(0, MOST_BARS);
  if (!rows.length) return null;
  const top = Math.max(...rows.map((row) => Math.abs(Number(row[found.value].value))), Number.MIN_VALUE);
  const [line, left, wide] = [27, 250, 860];
  const drawing = make("svg", { viewBox: `0 0 ${wide} ${rows.length * line + 30}`, width: wide, role: "img", "aria-label": `${found.label}: ${found.value}` });
  drawing.append(make("text", { x: left, y: 14, class: "quiet" }, found.value));
  rows.forEach((row, place) => {
    const [number, name] = [Number(row[found.value].value), called(row[found.label])];
    const width = Math.max(1, (Math.abs(number) / top) * (wide - left - 120));
    const y = 26 + place * line;
    const group = make("g", {});
    group.append(
      make("title", {}, `${name}: ${number.toLocaleString()}`),
      make("text", { x: left - 10, y: y + 14, "text-anchor": "end" }, name.length > 17 ? `${name.slice(0, 16)}…` : name),
      make("rect", { x: left, y, width, height: line - 8, rx: 3, class: "bar" }),
      make("text", { x: left + width + 8, y: y + 14, class: "quiet" }, short.format(number)),
    );
    drawing.append(group);
  });
  return framed(drawing, answer.rows.length > rows.length ? word("rows_cut", rows.length) : "");
}

/** The things of the answer where they are in the country, sized by its first number; null where none has a place. */
export async function map(answer, isThing) {
  const [value] = numbers(answer);
  const sums = new Map();
  for (const row of answer.rows) {
    const thing = answer.vars.map((name) => row[name]).find((cell) => cell?.type === "uri" && isThing(cell.value));
    if (thing) sums.set(thing.value, (sums.get(thing.value) ?? 0) + (value ? Math.abs(Number(row[value]?.value ?? 0)) : 1));
  }
  if (!sums.size) return null;
  const reply = await fetch("/overview/places", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ things: [...sums.keys()].slice(0, 2000) }),
  });
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  const { provinces, places } = await reply.json();
  const spots = Object.entries(places);
  if (!spots.length) return null;
  const all = [...provinces.map(({ x, y }) => [x, y]), ...spots.map(([, { x, y }]) => [x, y])];
  const [left, top] = [Math.min(...all.map(([x]) => x)) - 60, Math.min(...all.map(([, y]) => y)) - 40];
  const [wide, high] = [Math.max(...all.map(([x]) => x)) + 60 - left, Math.max(...all.map(([, y]) => y)) + 40 - top];
  const drawing = make("svg", { viewBox: `${left} ${top} ${wide} ${high}`, width: 900, role: "img", "aria-label": word("as_map") });
  const unit = wide / 900;
  for (const { x, y, name } of provinces) {
    drawing.append(make("circle", { cx: x, cy: y, r: 2.5 * unit, class: "place" }));
    const text = make("text", { x, y: y - 6 * unit, "text-anchor": "middle", class: "faint" }, name);
    text.style.fontSize = `${11 * unit}px`;
    drawing.append(text);
  }
  const most = Math.max(...sums.values(), Number.MIN_VALUE);
  spots.sort(([one], [other]) => sums.get(other) - sums.get(one));
  for (const [iri, { x, y }] of spots) {
    const page = pageOf(iri);
    const link = make("a", { href: page.href });
    const circle = make("circle", { cx: x, cy: y, r: (4 + 16 * Math.sqrt(sums.get(iri) / most)) * unit, class: "bubble" });
    circle.append(make("title", {}, `${page.name.split("/").slice(1).join("/")}${value ? `: ${sums.get(iri).toLocaleString()}` : ""}`));
    link.append(circle);
    drawing.append(link);
  }
  return framed(drawing, "");
}

function framed(drawing, note) {
  const frame = document.createElement("div");
  frame.className = "answer-picture";
  frame.tabIndex = 0;
  frame.append(drawing);
  if (note) {
    const line = document.createElement("p");
    line.className = "small soft";
    line.textContent = note;
    frame.append(line);
  }
  return frame;
}
