// An answer of the SPARQL endpoint, read once and offered as rows, links or plain text. Pure.

const XSD_NUMBER = /#(integer|decimal|double|float|int|long)$/;

/** Whether a cell holds a number. */
export const isNumber = (cell) => Boolean(cell) && XSD_NUMBER.test(cell.datatype ?? "");

/** Columns of an answer of which every filled cell is a number. */
export function numbers({ vars, rows }) {
  return vars.filter((name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || isNumber(row[name])));
}

/** The answer as {vars, rows, triples, yes}: rows of SELECT, links of CONSTRUCT, the answer of ASK. */
export function read(kind, text) {
  if (kind.startsWith("application/sparql-results+json")) {
    const found = JSON.parse(text);
    if ("boolean" in found) return { vars: [], rows: [], triples: [], yes: found.boolean };
    return { vars: found.head.vars, rows: found.results.bindings, triples: [] };
  }
  const triples = [...text.matchAll(/^<([^>]*)> <([^>]*)> <([^>]*)> \.$/gm)].map((match) => match.slice(1).map(plain));
  const rows = text.split("\n").flatMap((line) => {
    const match = /^(<[^>]*>|_:\S+) <([^>]*)> (.+) \.$/.exec(line);
    return match ? [{ subject: term(match[1]), predicate: term(`<${match[2]}>`), object: term(match[3]) }] : [];
  });
  return { vars: ["subject", "predicate", "object"], rows, triples };
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: plain(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text };
  const match = /^"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>)?/.exec(text);
  return { type: "literal", value: plain(match?.[1] ?? text), datatype: match?.[2] };
}

const SIGNS = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function plain(text) {
  return text.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)/g, (_, four, eight, sign) =>
    sign ? (SIGNS[sign] ?? sign) : String.fromCodePoint(parseInt(four ?? eight, 16)),
  );
}

/** Links between things that the answer names: triples as they are; in a row, from its first thing to its others. */
export function links({ vars, rows, triples }, isThing) {
  if (triples.length) return triples.filter(([one, , other]) => isThing(one) && isThing(other)).map(([source, predicate, target]) => ({ source, target, caption: predicate.split(/[#/]/).pop() }));
  const found = new Map();
  for (const row of rows) {
    const things = vars.filter((name) => row[name]?.type === "uri" && isThing(row[name].value));
    for (const name of things.slice(1)) {
      const [source, target] = [row[things[0]].value, row[name].value];
      if (source !== target) found.set(`${source} ${target} ${name}`, { source, target, caption: name });
    }
  }
  return [...found.values()];
}
