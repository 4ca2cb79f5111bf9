// The words of the page, in its language, as the server laid them into it.

const data = JSON.parse(document.getElementById("words").textContent);

/** "zh" or "en". */
export const language = data.language;

/** One word or sentence; `{n}` in it is replaced. */
export function word(key, n) {
  return data.words[key].replace("{n}", n);
}
