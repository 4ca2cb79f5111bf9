// Accepting or rejecting a fact from its evidence, with the server's token. The token is kept for this tab only.

import { word } from "./words.js";

const KEPT = "reviewer";

/** Wire the form of a fact if `shown` has one; `done(decision)` is called when the server has recorded it. */
export function wireVerdict(shown, done) {
  const form = shown.querySelector("form[data-verdict]");
  if (!form) return;
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  form.elements.by.value = kept.by ?? "";
  form.elements.token.value = kept.token ?? "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [by, token, reason] = ["by", "token", "reason"].map((name) => form.elements[name].value.trim());
    const decision = event.submitter?.value || "accept";
    const status = form.querySelector("[role=status]");
    const answer = await fetch(`/review/facts/${encodeURIComponent(form.dataset.verdict)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ decision, by, reason }),
    });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      status.textContent = word("not_decided", problem.detail ?? answer.status);
      return;
    }
    sessionStorage.setItem(KEPT, JSON.stringify({ by, token }));
    done(decision);
  });
}
