// The fields of a form that is made from a manifest. Each checks what was entered, and puts it into the job.

import { api, query } from "./api.js";
import { field, h } from "./dom.js";
import { harmless } from "./format.js";

/** Files to upload, or to name by their ids. */
export function fileField(input, given) {
  const required = input.required !== false;
  const kept = new Set(given.map((file) => (typeof file === "object" ? file.id : file)));
  const control = h("input", { type: "file", multiple: input.multiple, accept: (input.mediaTypes ?? []).join(",") || null, id: `input-${input.name}` });
  const ids = h("input", { size: "16", inputmode: "numeric", value: [...kept].join(" "), "aria-label": `Ids of files for ${input.name} that are on the server` });
  const hint = [input.multiple ? "Several files." : "One file.", (input.mediaTypes ?? []).length ? `Of type ${input.mediaTypes.join(", ")}.` : ""].join(" ");
  const made = field(harmless(input.name), control, { hint, required });
  made.element.append(h("details", { open: kept.size > 0 }, h("summary", {}, "or files that are on the server"), h("label", {}, "Ids ", ids)));
  const known = () => ids.value.split(/[\s,]+/).filter(Boolean);
  return {
    ...made,
    name: input.name,
    check() {
      const count = control.files.length + known().length;
      let text = "";
      if (known().some((id) => !/^\d+$/.test(id))) text = "Ids of files are numbers.";
      else if (required && count === 0) text = `${input.name} is required: choose a file.`;
      else if (!input.multiple && count > 1) text = `${input.name} takes one file, not ${count}.`;
      made.complain(text);
      return !text;
    },
    async put(target, tell) {
      const list = known().map(Number);
      for (const file of control.files) {
        tell(`Uploading ${file.name} …`);
        const stored = await api(`/api/files${query({ name: file.name, media_type: file.type || null })}`, { method: "POST", body: file, type: "application/octet-stream" });
        list.push(stored.id);
      }
      if (list.length) target[input.name] = list;
    },
  };
}

const readers = {
  string: (text) => text,
  integer: (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : fail("A whole number, such as 3.")),
  number: (text) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : fail("A number, such as 0.5.")),
  boolean: (text) => text === "true",
  object: (text) => parsed(text, (value) => value !== null && typeof value === "object" && !Array.isArray(value), 'An object, such as {"a": 1}.'),
  array: (text) => parsed(text, Array.isArray, "An array, such as [1, 2]."),
};

function fail(text) {
  throw new TypeError(text);
}

function parsed(text, fits, what) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`${what} ${error.message}`);
  }
  return fits(value) ? value : fail(what);
}

/** A value of one of the types of JSON. */
export function valueField(input, given) {
  const required = input.required !== false;
  const id = `input-${input.name}`;
  const text = given === undefined ? "" : typeof given === "string" ? given : JSON.stringify(given);
  let control;
  if (input.type === "boolean") {
    control = h("select", { id }, [["", "–"], ["true", "true"], ["false", "false"]].map(([value, label]) => h("option", { value, selected: value === text }, label)));
  } else if (input.type === "object" || input.type === "array") {
    control = h("textarea", { id, value: text, spellcheck: "false" });
  } else {
    control = h("input", { id, value: text, inputmode: { integer: "numeric", number: "decimal" }[input.type] ?? null });
  }
  const made = field(harmless(input.name), control, { hint: input.type, required });
  return {
    ...made,
    name: input.name,
    check() {
      try {
        if (control.value === "") {
          if (required) fail(`${input.name} is required.`);
        } else {
          (readers[input.type] ?? readers.string)(control.value);
        }
        made.complain();
        return true;
      } catch (error) {
        made.complain(error.message);
        return false;
      }
    },
    put(target) {
      if (control.value !== "") target[input.name] = (readers[input.type] ?? readers.string)(control.value);
    },
  };
}
