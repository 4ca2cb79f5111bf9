// IRIs of entities and the addresses at which this server answers for them.

const MARK = "/id/";

/** "Region/贵港市" of an entity's IRI: its name in addresses of the graph page. */
export function keyOf(iri) {
  return iri.slice(iri.indexOf(MARK) + MARK.length);
}

/** A path with every segment of `key` percent-encoded. */
export function pathOf(prefix, key) {
  return prefix + key.split("/").map(encodeURIComponent).join("/");
}
