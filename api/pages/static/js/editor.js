// The editor: Yasqe (of the YASGUI family), completing from this server's ontology. Its own completers would ask
// outside servers for vocabularies, so they are not switched on.

import { language } from "./words.js";

const MOST = 60;

/** Put an editor in the place of a text field; `run()` is called on Ctrl+Enter. Returns {get, set, focus}. */
export function wireEditor(field, place, about, run) {
  const { Yasqe } = window;
  Yasqe.registerAutocompleter(completer(about.terms, about.prefixes));
  Yasqe.defaults.autocompleters = ["variables", "ontology"]; // merged with the option by place, so set here
  field.hidden = true;
  place.hidden = false;
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    queryingDisabled: "true",
    resizeable: true,
    editorHeight: `${Math.max(220, Math.min(420, innerHeight * 0.42))}px`,
    extraKeys: {
      "Ctrl-Space": (made) => made.autocomplete(),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-/": (made) => made.commentLines(),
      Esc: (made) => made.getInputField().blur(),
      Tab: false, // the keyboard must get out of the editor again
      "Shift-Tab": false,
    },
  });
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  editor.getInputField().setAttribute("aria-label", label);
  editor.getScrollerElement().tabIndex = 0; // what scrolls must be reachable without a mouse
  editor.on("change", () => {
    declare(editor, about.prefixes);
    field.value = editor.getValue();
  });
  declare(editor, about.prefixes);
  field.value = editor.getValue();
  // Its own tooltip writes style attributes, which our policy forbids: the same words as a title.
  for (const kind of ["mouseover", "mouseout"]) editor.getWrapperElement().addEventListener(kind, explain, true);
  return {
    get: () => editor.getValue(),
    set: (text) => editor.setValue(text),
    focus: () => editor.focus(),
    made: editor,
  };
}

let declaring = false;

/** Declare the prefixes that the query uses and this server knows, as editors of this family do. */
function declare(editor, prefixes) {
  if (declaring) return; // a line put in is a change too, while the others are still on their way
  const text = editor.getValue().replace(/<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|#.*$/gm, "");
  const missing = Object.keys(prefixes).filter(
    (prefix) => new RegExp(`(?<![\\w:-])${prefix}:`, "u").test(text) && !new RegExp(`\\bprefix\\s+${prefix}:`, "i").test(text),
  );
  if (!missing.length) return;
  declaring = true;
  editor.addPrefixes(Object.fromEntries(missing.map((prefix) => [prefix, prefixes[prefix]])));
  declaring = false;
}

function explain(event) {
  const icon = event.target.closest?.(".parseErrorIcon");
  if (!icon) return;
  event.stopPropagation();
  const editor = icon.closest(".CodeMirror").CodeMirror;
  const line = editor.lineAtHeight(icon.getBoundingClientRect().top + 2, "window");
  const { state } = editor.getTokenAt({ line, ch: editor.getDoc().getLine(line).length }, true);
  icon.setAttribute("title", state.errorMsg ?? (state.possibleCurrent ?? []).join(" "));
}

/** Names, labels and meanings of the ontology's terms; after "a" only classes. */
function completer(terms, prefixes) {
  const known = new Map(terms.map((term) => [term.name, term]));
  const spaces = Object.keys(prefixes).map((prefix) => `${prefix}:`);
  // The word before the cursor: the grammar cuts Chinese into single signs, and these are labels to search by.
  const word = (editor) => {
    const { line, ch } = editor.getDoc().getCursor();
    const text = editor.getDoc().getLine(line).slice(0, ch);
    const [string] = /[\p{L}\p{N}_:-]*$/u.exec(text);
    return { string, from: { ch: ch - string.length }, before: text.slice(0, ch - string.length).trimEnd().split(/\s+/).pop() };
  };
  return {
    name: "ontology",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition(editor) {
      const { type } = editor.getTokenAt(editor.getDoc().getCursor());
      return type !== "comment" && type !== "string" && /^\p{L}[^:]*:?[^:]*$/u.test(word(editor).string);
    },
    preProcessToken: (editor, token) => ({ ...token, ...word(editor) }),
    get(editor, token) {
      const typed = token.string.toLowerCase();
      const wanted = typed.replace(/^zs:/, "");
      const classes = token.before === "a";
      const rank = ({ name, zh, en }) =>
        [name.slice(3), zh, en].some((text) => text.toLowerCase().startsWith(wanted)) ? 0 : 1;
      const fits = ({ name, kind, zh, en }) =>
        (!classes || kind === "class") && [name.slice(3), zh, en].some((text) => text.toLowerCase().includes(wanted));
      const other = typed.includes(":") && !typed.startsWith("zs:");
      const found = other ? [] : terms.filter(fits).sort((one, two) => rank(one) - rank(two));
      return [...spaces.filter((space) => space.startsWith(typed) && space !== typed), ...found.map((term) => term.name)].slice(0, MOST);
    },
    postprocessHints(editor, hints) {
      return hints.map((hint) => {
        const term = known.get(hint.text);
        if (term) hint.displayText = `${hint.text}　${term[language]}${term.means[language] ? ` · ${term.means[language].slice(0, 40)}` : ""}`;
        else if (prefixes[hint.text.slice(0, -1)]) hint.displayText = `${hint.text}　${prefixes[hint.text.slice(0, -1)]}`;
        return hint;
      });
    },
  };
}
