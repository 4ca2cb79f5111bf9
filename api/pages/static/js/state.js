// What the graph page shows, as its address says it: every state is a link, going back undoes, going forward redoes.
// Pure: it touches no document.

const ONE = ["entity", "pick", "fact", "from", "to", "since", "until", "sure", "size", "colour"];
const MANY = ["open", "without", "hide", "at"];

/** Nothing chosen, nothing left out. */
export const NOTHING = { ...Object.fromEntries(ONE.map((key) => [key, null])), ...Object.fromEntries(MANY.map((key) => [key, []])) };

/** What a query string says. `open` may name a thing several times: a page of its neighbours each time. */
export function parse(search) {
  const query = new URLSearchParams(search);
  return { ...Object.fromEntries(ONE.map((key) => [key, query.get(key) || null])), ...Object.fromEntries(MANY.map((key) => [key, query.getAll(key)])) };
}

/** The address of a state. */
export function address(state) {
  const text = fill(new URLSearchParams(), state, [...ONE, ...MANY]).toString().replaceAll("%2F", "/").replaceAll("%40", "@");
  return text ? `?${text}` : "/";
}

/** What the server needs to know of a state, to draw the same or to export it. */
export function question(state) {
  const query = new URLSearchParams();
  if (ways(state)) return fill(query, state, ["from", "to", "without", "hide", "at", "since", "until", "sure"]);
  return fill(query, state, ["open", "without", "hide", "at", "since", "until", "sure"]);
}

/** Whether the ways between two things are shown. */
export const ways = (state) => Boolean(state.from && state.to);

/** How often a thing was opened. */
export const opened = (state, key) => state.open.filter((other) => other === key).length + (state.entity === key ? 1 : 0);

/** `at` without the place of one thing. */
export const unpinned = (state, key) => state.at.filter((spot) => !spot.startsWith(`${key}@`));

function fill(query, state, keys) {
  for (const key of keys) {
    for (const value of [state[key]].flat()) if (value) query.append(key, value);
  }
  return query;
}
