// Files with a preview of what can be shown, and a way to download them.

import { bytes } from "./api.js";
import { h, show } from "./dom.js";
import { harmless, size } from "./format.js";
import { act, button } from "./widgets.js";

const previewLimit = 200_000;
const imageLimit = 20_000_000;
const images = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

function isText(file) {
  return /^text\/|json|xml|yaml|csv/.test(file.media_type) || /\.(txt|log|csv|json|geojson|md|ya?ml|xml|html?)$/i.test(file.name);
}

export function files(list) {
  return h("ul", { class: "files" }, list.map((file) => {
    const preview = h("div", { class: "preview" });
    const path = `/api/files/${file.id}/content`;
    const canShow = isText(file) || (images.includes(file.media_type) && file.size <= imageLimit);
    return h("li", {},
      h("a", { href: path, download: harmless(file.name), class: "download" }, harmless(file.name)),
      h("span", { class: "quiet" }, ` ${size(file.size)} ${harmless(file.media_type ?? "")} `),
      canShow ? button("Preview", (event) => toggle(event.target, preview, file, path), { "aria-expanded": "false", "aria-label": `Preview ${harmless(file.name)}` }) : null,
      preview);
  }));
}

async function toggle(control, place, file, path) {
  const isOpen = place.hasChildNodes();
  control.setAttribute("aria-expanded", String(!isOpen));
  if (isOpen) return show(place);
  return act(control, async () => {
    if (images.includes(file.media_type)) {
      const blob = await bytes(path);
      const address = URL.createObjectURL(new Blob([blob], { type: file.media_type }));
      show(place, h("img", { src: address, alt: harmless(file.name), onload: () => URL.revokeObjectURL(address) }));
      return;
    }
    const text = await (await bytes(path, previewLimit)).text();
    show(place, h("pre", { tabindex: "0" }, harmless(pretty(text, file))),
      file.size > previewLimit ? h("p", { class: "hint" }, `The first ${size(previewLimit)} of ${size(file.size)}.`) : null);
  });
}

function pretty(text, file) {
  if (!/json/.test(file.media_type) || file.size > previewLimit) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
