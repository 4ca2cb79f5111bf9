// IRIs of entities and the addresses at which this server answers for them.

import { base } from "./words.js";

const ROOMS = { id: "/entities/", article: "/articles/", statement: "/facts/" };

/** "Region/贵港市" of an entity's IRI: its name in addresses of the graph page. */
export function keyOf(iri) {
  return iri.slice(`${base}id/`.length);
}

/** A path with every segment of `key` percent-encoded. */
export function pathOf(prefix, key) {
  return prefix + key.split("/").map(encodeURIComponent).join("/");
}

/** The page of an IRI of this graph and a short name for it; null for any other IRI. */
export function pageOf(iri) {
  if (!iri.startsWith(base)) return null;
  const [room, ...rest] = iri.slice(base.length).split("/");
  return ROOMS[room] && rest.length ? { href: pathOf(ROOMS[room], rest.join("/")), name: rest.join("/") } : null;
}
