// A form made from a manifest: files to upload or to name, values with their types, messages at the field.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { fileField, valueField } from "./fields.js";

/**
 * The form to submit a job of a type.
 * @param given what to begin with: the input of an earlier job.
 */
export function submitForm(type, given, done) {
  const inputs = type.manifest?.job?.interface?.inputs ?? {};
  const files = (inputs.files ?? []).map((input) => fileField(input, [given?.files?.[input.name] ?? []].flat()));
  const values = (inputs.json ?? []).map((input) => valueField(input, given?.json?.[input.name]));
  const priority = field("Priority", h("input", { name: "priority", inputmode: "numeric" }), { hint: "A smaller number goes first." });
  const description = field("Description", h("input", { name: "description", maxlength: "4000" }));
  const message = h("p", { class: "field-error", role: "alert" });
  const progress = h("p", { class: "quiet", "aria-live": "polite" });
  const submit = h("button", { type: "submit", class: "primary", id: "submit-job" }, "Submit");
  const all = [...files, ...values];

  async function send(event) {
    event.preventDefault();
    message.textContent = "";
    const wrong = all.filter((one) => !one.check());
    if (wrong.length) return wrong[0].control.focus();
    if (priority.control.value && !/^-?\d+$/.test(priority.control.value)) {
      priority.complain("A whole number.");
      return priority.control.focus();
    }
    priority.complain();
    submit.disabled = true;
    try {
      const body = { job_type: type.id, input: { files: {}, json: {} } };
      for (const one of files) await one.put(body.input.files, (text) => show(progress, text));
      for (const one of values) one.put(body.input.json);
      if (priority.control.value) body.priority = Number(priority.control.value);
      if (description.control.value) body.description = description.control.value;
      show(progress, "Submitting …");
      done(await api("/api/jobs", { method: "POST", json: body }));
    } catch (error) {
      // The server names the field; its message goes there.
      const named = all.find((one) => error.message.includes(`'${one.name}'`) || error.message.includes(`.${one.name} `));
      if (named) {
        named.complain(error.message);
        named.control.focus();
      } else {
        message.textContent = error.message;
      }
    } finally {
      submit.disabled = false;
      show(progress);
    }
    return undefined;
  }

  return h("form", { "aria-label": "Submit a job", novalidate: true, id: "submit-form", onsubmit: send },
    all.length ? h("p", { class: "hint" }, "Fields with * are required.") : h("p", { class: "quiet" }, "This type takes no inputs."),
    all.map((one) => one.element),
    h("details", {}, h("summary", {}, "Priority and description"), priority.element, description.element), message, progress, submit);
}
