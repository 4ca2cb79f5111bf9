// The article page: pointing at a fact lights its sentence, pointing at a sentence lights its facts.

const story = document.getElementById("story");
const rail = document.getElementById("rail");

function light(ids, on) {
  for (const piece of story.querySelectorAll(".f")) {
    if (piece.dataset.facts.split(" ").some((id) => ids.includes(id))) piece.classList.toggle("on", on);
  }
  for (const line of rail.querySelectorAll("[data-fact]")) {
    if (ids.includes(line.dataset.fact)) line.classList.toggle("on", on);
  }
}

for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  rail.addEventListener(kind, (event) => {
    const line = event.target.closest("[data-fact]");
    if (line) light([line.dataset.fact], on);
  });
  story.addEventListener(kind, (event) => {
    const piece = event.target.closest(".f");
    if (piece) light(piece.dataset.facts.split(" "), on);
  });
}

rail.addEventListener("click", (event) => {
  const line = event.target.closest("[data-fact]");
  if (!line || event.target.closest("a")) return;
  const piece = [...story.querySelectorAll(".f")].find((f) => f.dataset.facts.split(" ").includes(line.dataset.fact));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  piece?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
});

for (const button of document.querySelectorAll("[data-toggle]")) {
  button.addEventListener("click", () => {
    const bare = story.classList.toggle(button.dataset.toggle);
    button.setAttribute("aria-pressed", String(!bare));
  });
}
