// The difference between two texts, line by line.

import { h } from "./dom.js";
import { harmless } from "./format.js";

/** Beyond this the table of the longest common part would be too large. */
const limit = 3000;

/** Lines with "+", "-" or " " before them. */
export function compare(before, after) {
  const old = before.split("\n");
  const young = after.split("\n");
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  const head = old.slice(0, start).map((line) => [" ", line]);
  const tail = old.slice(old.length - end).map((line) => [" ", line]);
  return [...head, ...middle(old.slice(start, old.length - end), young.slice(start, young.length - end)), ...tail];
}

function middle(old, young) {
  if (old.length > limit || young.length > limit) return [...old.map((line) => ["-", line]), ...young.map((line) => ["+", line])];
  const wide = young.length + 1;
  const common = new Uint16Array((old.length + 1) * wide);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      common[i * wide + j] = old[i] === young[j] ? common[(i + 1) * wide + j + 1] + 1
        : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      lines.push([" ", old[i]]);
      i += 1;
      j += 1;
    } else if (j >= young.length || (i < old.length && common[(i + 1) * wide + j] >= common[i * wide + j + 1])) {
      lines.push(["-", old[i++]]);
    } else {
      lines.push(["+", young[j++]]);
    }
  }
  return lines;
}

/** Shows what changed, with three lines around each change. */
export function difference(before, after) {
  const lines = compare(before, after);
  const near = new Set();
  lines.forEach(([mark], index) => {
    if (mark !== " ") for (let other = index - 3; other <= index + 3; other += 1) near.add(other);
  });
  if (near.size === 0) return h("p", { class: "quiet" }, "There is no difference.");
  const shown = [];
  let isGap = false;
  lines.forEach(([mark, line], index) => {
    if (near.has(index)) {
      shown.push(h("span", { class: mark === "+" ? "added" : mark === "-" ? "removed" : null }, `${mark} ${harmless(line)}`));
      isGap = false;
    } else if (!isGap) {
      shown.push(h("span", { class: "quiet" }, "⋯"));
      isGap = true;
    }
  });
  return h("pre", { class: "diff", tabindex: "0", "aria-label": "Difference: lines with + were added, with - removed" }, shown);
}
