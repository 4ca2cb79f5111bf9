// Taking the picture away: as a file, or as a link.

import { word } from "./words.js";

/** Save what a canvas shows as PNG, on paper of this colour. */
export function savePicture(canvas, paper, name) {
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height;
  const ink = sheet.getContext("2d");
  ink.fillStyle = paper;
  ink.fillRect(0, 0, sheet.width, sheet.height);
  ink.drawImage(canvas, 0, 0);
  sheet.toBlob((blob) => save(blob, name), "image/png");
}

/** Hand a file to the reader. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Put a link into the clipboard and say so; where the browser forbids that, select it in a box. */
export async function copyLink(link, status) {
  try {
    await navigator.clipboard.writeText(link);
    status.textContent = word("copied");
  } catch {
    const box = document.createElement("input");
    Object.assign(box, { value: link, readOnly: true, className: "copy" });
    box.setAttribute("aria-label", word("copy_link"));
    status.replaceChildren(box);
    box.select();
  }
}

/** Menus close on Escape, on a click elsewhere, and when another opens. */
export function wireMenus(menus) {
  const shut = (kept) => menus.forEach((menu) => menu !== kept && menu.removeAttribute("open"));
  for (const menu of menus) {
    menu.addEventListener("toggle", () => menu.open && shut(menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  }
  addEventListener("pointerdown", (event) => shut(event.target.closest?.(".menu")));
}
