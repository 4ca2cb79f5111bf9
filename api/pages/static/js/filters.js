// The menu of filters and styles: says what the state says, and tells what the reader changes.

import { word } from "./words.js";

/** Wire the menu; `change(part)` is called with the changed part of the state. Returns show(state, view, look). */
export function wireFilters(menu, change) {
  const form = menu.querySelector("form");
  const list = form.querySelector("#relations");
  const hidden = form.querySelector("#hidden");
  let now = null;

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.name === "relation") {
      const others = now.without.filter((name) => name !== target.value);
      change({ without: target.checked ? others : [...others, target.value] });
    } else if (target.name === "sure") change({ sure: Number(target.value) ? target.value : null });
    else change({ [target.name]: target.value || null });
  });
  form.elements.sure.addEventListener("input", () => say(form.elements.sure.value));
  form.querySelector('[data-tool="unhide"]').addEventListener("click", () => change({ hide: [] }));
  form.querySelector('[data-tool="reset"]').addEventListener("click", () =>
    change({ without: [], hide: [], since: null, until: null, sure: null, size: null, colour: null }),
  );

  const say = (sure) => (form.elements.level.value = `${Math.round(Number(sure) * 100)}%`);

  return function show(state, view, look) {
    now = state;
    const names = [...new Set([...Object.keys(view.relations), ...state.without.filter((name) => look.predicates[name])])];
    names.sort((one, other) => (view.relations[other] ?? 0) - (view.relations[one] ?? 0));
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(...names.map((name) => relation(name, look.predicates[name] ?? name, view.relations[name] ?? 0, !state.without.includes(name))));
    if (focused) list.querySelector(`[value="${focused}"]`)?.focus();
    for (const key of ["since", "until", "size", "colour"]) form.elements[key].value = state[key] ?? "";
    form.elements.sure.value = state.sure ?? 0;
    say(state.sure ?? 0);
    hidden.hidden = !state.hide.length;
    hidden.firstElementChild.textContent = `${word("hidden_things")}: ${state.hide.map((key) => key.split("/").slice(1).join("/")).join(", ")}`;
    const count = state.without.length + state.hide.length + ["since", "until", "sure"].filter((key) => state[key]).length;
    const badge = menu.querySelector(".badge");
    badge.hidden = !count;
    badge.textContent = count;
  };
}

function relation(name, label, count, checked) {
  const row = document.createElement("li");
  const field = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: "relation", value: name, checked });
  const number = document.createElement("span");
  number.className = "num soft";
  number.textContent = count;
  field.append(box, label, number);
  row.append(field);
  return row;
}
