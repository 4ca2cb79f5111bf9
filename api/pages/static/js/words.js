// The words of the page, in its language, as the server laid them into it.

const data = JSON.parse(document.getElementById("words").textContent);

/** "zh" or "en". */
export const language = data.language;

/** What the IRIs of this graph begin with; the server answers for what follows. */
export const base = data.base;

/** One word or sentence; `{n}` in it is replaced. */
export function word(key, n) {
  return data.words[key].replace("{n}", n);
}
