// How numbers, times and texts of jobs are written.

const sizes = ["B", "kB", "MB", "GB", "TB", "PB"];

export function size(bytes) {
  let value = bytes ?? 0;
  let unit = 0;
  while (value >= 1000 && unit < sizes.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${sizes[unit]}`;
}

/** Mebibytes, as resources are counted. */
export function mebibytes(value) {
  return value >= 1024 ? `${trim(value / 1024)} GiB` : `${trim(value)} MiB`;
}

export function trim(value) {
  return Number((value ?? 0).toFixed(2)).toString();
}

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
}

/** How long something took, or has been going on. */
export function span(start, end) {
  if (!start) return "–";
  return duration((end ? Date.parse(end) : Date.now()) - Date.parse(start));
}

export function ago(time) {
  return time ? `${duration(Date.now() - Date.parse(time))} ago` : "–";
}

export function moment(time) {
  return time ? new Date(time).toLocaleString() : "–";
}

export function percent(share) {
  return `${Math.round((share ?? 0) * 100)} %`;
}

const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
// Besides the other control characters those that turn the direction of writing, with which a text can be made to
// look like another.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text of a job without colours, cursor movements and other control characters. */
export function harmless(text) {
  return String(text ?? "").replace(escapes, "").replace(controls, "\u00b7");
}

/** One line of at most so many characters. */
export function short(text, length = 120) {
  const line = harmless(text).replace(/\s+/g, " ");
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
