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
  any: (text) => parsed(text, () => true, 'JSON, such as "a", 1 or [1, 2].'),
  choice: (text) => parsed(text, () => true, "One of the values that the server has."),
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

/** A value as it stands in the field of its kind. */
function written(value, kind) {
  if (value === undefined) return "";
  return typeof value === "string" && kind !== "choice" && kind !== "any" ? value : JSON.stringify(value);
}

/** What a value of a kind is entered into. */
function entry(kind, id, text, choices) {
  if (kind === "boolean") return select(id, [["true", "true"], ["false", "false"]], text);
  if (choices) return select(id, choices, text);
  if (["object", "array", "any"].includes(kind)) return h("textarea", { id, value: text, spellcheck: "false" });
  return h("input", { id, value: text, inputmode: { integer: "numeric", number: "decimal" }[kind] ?? null });
}

function select(id, options, text) {
  return h("select", { id }, [["", "–"], ...options].map(([value, label]) => h("option", { value, selected: value === text }, harmless(label))));
}

/** Whether what was entered can be read; the message about it is shown at the field. */
function isGood(complain, read) {
  try {
    read();
    complain();
    return true;
  } catch (error) {
    complain(error.message);
    return false;
  }
}

/** A value of one of the types of JSON. */
export function valueField(input, given) {
  const required = input.required !== false;
  const kind = readers[input.type] ? input.type : "string";
  const control = entry(kind, `input-${input.name}`, written(given, kind));
  const made = field(harmless(input.name), control, { hint: input.type, required });
  const read = () => (control.value !== "" ? readers[kind](control.value) : required ? fail(`${input.name} is required.`) : undefined);
  return {
    ...made,
    name: input.name,
    check: () => isGood(made.complain, read),
    put(target) {
      const value = read();
      if (value !== undefined) target[input.name] = value;
    },
  };
}

/**
 * An input or a parameter of a UFDL template: a value together with its type, which is one of several.
 * @param place "input" or "parameter"
 * @param given the value of an earlier job
 */
export function typedField(input, place, given) {
  const preset = input.default;
  const id = `${place}-${input.name}`;
  const start = preset ? Math.max(0, input.types.findIndex((type) => type.type === preset.type)) : 0;
  const types = h("select", { "aria-label": `Type of ${harmless(input.name)}` }, input.types.map((type, index) => h("option", { value: String(index), selected: index === start }, harmless(type.type))));
  const exact = h("input", { "aria-label": `Exact type of ${harmless(input.name)}` });
  const type = () => input.types[types.value] ?? { type: "", kind: null };
  const first = written(given !== undefined ? given : preset?.value, type().kind);
  let control = typedEntry(type(), id, first);
  const made = field(harmless(input.name), control, { hint: hintOf(input.help, type()), required: !preset });
  const hint = made.element.querySelector(".hint");
  if (input.types.length > 1) control.after(" ", types);
  hint?.before(exact);

  function choose() {
    const next = typedEntry(type(), id, "");
    for (const name of ["aria-describedby", "aria-required"]) if (control.hasAttribute(name)) next.setAttribute(name, control.getAttribute(name));
    control.replaceWith(next);
    control = next;
    complain();
    settle();
  }

  /** The control is not always the one that the message was made for. */
  function complain(text) {
    made.complain(text);
    control.setAttribute("aria-invalid", String(Boolean(text)));
  }

  function settle() {
    if (hint) hint.textContent = hintOf(input.help, type());
    exact.hidden = !type().is_abstract;
    exact.value = type().type;
    if (preset?.const) control.disabled = true;
    types.disabled = Boolean(preset?.const);
  }

  function read() {
    const { kind, value } = type();
    const text = control.value;
    if (preset && (preset.const || (text === first && given === undefined && Number(types.value) === start))) return undefined;
    if (kind === "constant") return value;
    if (kind === "null") return null;
    if (!kind) return preset ? undefined : fail("A value of this type cannot be entered here.");
    if (text === "" && !(preset && kind === "string")) return preset ? undefined : fail(`${input.name} is required.`);
    return readers[kind](text);
  }

  types.addEventListener("change", choose);
  settle();
  return {
    ...made,
    name: input.name,
    focus: () => control.focus(),
    complain,
    check: () => isGood(complain, read),
    put(target) {
      const value = read();
      if (value !== undefined) target[input.name] = { value, type: exact.hidden ? type().type : exact.value };
    },
  };
}

function typedEntry(type, id, text) {
  if (type.kind === "choice" && !type.has_more_choices) {
    return entry("choice", id, text, type.choices.map((choice) => [JSON.stringify(choice.value), choice.label]));
  }
  if (type.kind === "constant") return h("input", { id, value: JSON.stringify(type.value), disabled: true });
  return entry(type.kind ?? "string", id, text);
}

function hintOf(help, type) {
  const outputs = /^JobOutput</.test(type.type) ? "A file that another job made. " : "";
  const more = type.has_more_choices ? ` Such as ${type.choices.slice(0, 3).map((choice) => `${JSON.stringify(choice.value)} for ${choice.label}`).join(", ")}.` : "";
  const words = `${outputs}${type.type}${more}`;
  return harmless(help ? `${help} (${words})` : words);
}
