// Small charts, drawn as SVG. What they show stands in a sentence besides, for those who cannot see them.

import { h, svg } from "./dom.js";
import { percent } from "./format.js";

const width = 560;
const height = 150;
const foot = 18;
const left = 30;

function frame(label, greatest, from, until, ...content) {
  const time = (moment) => new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    svg("line", { class: "axis", x1: left, y1: height - foot, x2: width, y2: height - foot }),
    svg("text", { x: 0, y: 12 }, String(greatest)), svg("text", { x: 0, y: height - foot }, "0"),
    svg("text", { x: left, y: height - 4 }, time(from)), svg("text", { x: width, y: height - 4, "text-anchor": "end" }, time(until)),
    ...content);
}

/** How jobs ended: bars of equal stretches of time. */
export function ends(activity, hours) {
  const until = Date.now();
  const from = until - hours * 3600000;
  const count = 36;
  const bars = Array.from({ length: count }, () => ({ completed: 0, failed: 0, canceled: 0 }));
  const total = { completed: 0, failed: 0, canceled: 0 };
  for (const step of activity.steps) {
    const at = Math.min(count - 1, Math.max(0, Math.floor(((Date.parse(step.time) - from) / (until - from)) * count)));
    for (const name of Object.keys(total)) {
      bars[at][name] += step[name];
      total[name] += step[name];
    }
  }
  const greatest = Math.max(1, ...bars.map((bar) => bar.completed + bar.failed + bar.canceled));
  const room = height - foot - 6;
  const wide = (width - left) / count;
  const shapes = bars.flatMap((bar, index) => {
    let top = height - foot;
    return ["completed", "canceled", "failed"].filter((name) => bar[name]).map((name) => {
      const tall = (bar[name] / greatest) * room;
      top -= tall;
      return svg("rect", { class: name, x: left + index * wide, y: top, width: wide - 1.5, height: tall });
    });
  });
  const judged = total.completed + total.failed;
  const text = `${total.completed} completed, ${total.failed} failed, ${total.canceled} canceled in ${hours} hours`
    + (judged ? `; ${percent(total.failed / judged)} failed` : "");
  return h("figure", {}, frame(text, greatest, from, until, shapes), h("figcaption", { id: "ends" }, text, "."));
}

/** How many jobs waited and ran. */
export function load(samples, hours) {
  const until = Date.now();
  const from = until - hours * 3600000;
  const most = Math.max(0, ...samples.map((sample) => Math.max(sample.queued_count + sample.pending_count, sample.running_count)));
  const greatest = Math.max(1, most);
  const x = (sample) => left + ((Date.parse(sample.time) - from) / (until - from)) * (width - left);
  const y = (value) => height - foot - (value / greatest) * (height - foot - 6);
  const line = (name, value) => svg("polyline", { class: name, points: samples.map((sample) => `${x(sample).toFixed(1)},${y(value(sample)).toFixed(1)}`).join(" ") });
  const last = samples.at(-1);
  const text = last ? `${last.running_count} ran and ${last.queued_count + last.pending_count} waited at the last look; at most ${most}` : "Nothing has been counted yet";
  return h("figure", {}, frame(text, greatest, from, until,
    line("line-running", (sample) => sample.running_count), line("line-queued", (sample) => sample.queued_count + sample.pending_count)),
  h("figcaption", {}, "Running (line) and waiting (dashed). ", text, "."));
}
