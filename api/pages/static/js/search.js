// Search as you type: an ARIA combobox over /search. The newest question wins; late answers are dropped.

import { language, word } from "./words.js";

const PAUSE = 120;

/** Wire a search form; `choose(hit)` is called with the chosen hit ({id, name, type}). */
export function wireSearch(form, choose) {
  const input = form.querySelector("input");
  const list = form.querySelector("ul");
  let hits = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  const open = (yes) => {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) input.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    at = index;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    const row = list.children[at];
    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    }
  };

  const line = (hit, index) => {
    const row = document.createElement("li");
    row.id = `hit-${index}`;
    row.role = "option";
    row.className = `t-${hit.type}`;
    const dot = document.createElement("span");
    dot.className = "dot";
    const name = document.createElement("span");
    name.textContent = hit.name;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = hit.type_label;
    row.append(dot, name, kind);
    if (hit.matched && hit.matched !== hit.name) {
      const also = document.createElement("span");
      also.className = "also";
      also.textContent = hit.matched;
      row.append(also);
    }
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(index);
    });
    return row;
  };

  const message = (text) => {
    const row = document.createElement("li");
    const words = document.createElement("span");
    words.className = "none";
    words.textContent = text;
    row.append(words);
    list.replaceChildren(row);
  };

  const ask = async () => {
    const text = input.value.trim();
    const mine = ++asked;
    if (!text) {
      hits = [];
      open(false);
      return;
    }
    try {
      const answer = await fetch(`/search?${new URLSearchParams({ q: text, limit: 12, lang: language })}`, {
        headers: { Accept: "application/json" },
      });
      if (mine !== asked) return;
      hits = answer.ok ? (await answer.json()).hits : [];
      if (hits.length) list.replaceChildren(...hits.map(line));
      else message(word(answer.ok ? "no_hits" : "failed"));
    } catch {
      if (mine === asked) message(word("failed"));
    }
    open(true);
    mark(hits.length ? 0 : -1);
  };

  const take = (index) => {
    const hit = hits[index];
    if (!hit) return;
    open(false);
    input.value = hit.name;
    input.blur();
    choose(hit);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the input method is still at work on Chinese
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) mark((at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === "Escape") {
      open(false);
    }
  });
  input.addEventListener("focus", () => hits.length && open(true));
  input.addEventListener("blur", () => open(false));
  form.addEventListener("submit", (event) => {
    if (hits[at] && !list.hidden) {
      event.preventDefault();
      take(at);
    }
  });
}
