// Forms made from what a type declares: files to upload or to name, values with their types, messages at the field.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { fileField, valueField } from "./fields.js";

/**
 * A form of fields that check themselves.
 * @param send makes the job; is given a function that tells how far it has come.
 */
export function fieldForm(label, fields, { note, more = [], submitText }, send) {
  const message = h("p", { class: "field-error", role: "alert" });
  const progress = h("p", { class: "quiet", "aria-live": "polite" });
  const submit = h("button", { type: "submit", class: "primary", id: "submit-job" }, submitText);
  const focus = (one) => (one.focus ? one.focus() : one.control.focus());

  async function submitted(event) {
    event.preventDefault();
    message.textContent = "";
    const wrong = [...fields, ...more].filter((one) => !one.check());
    if (wrong.length) {
      const details = wrong[0].element.closest("details");
      if (details) details.open = true;
      return focus(wrong[0]);
    }
    submit.disabled = true;
    try {
      await send((text) => show(progress, text));
    } catch (error) {
      // The server names the field; its message goes there.
      const named = fields.find((one) => error.message.includes(`'${one.name}'`) || error.message.includes(`.${one.name} `));
      if (named) {
        named.complain(error.message);
        focus(named);
      } else {
        message.textContent = error.message;
      }
    } finally {
      submit.disabled = false;
      show(progress);
    }
    return undefined;
  }

  // What is being mended is judged again when it is sent.
  const mend = (event) => fields.find((one) => one.element.contains(event.target))?.complain();
  return h("form", { "aria-label": label, novalidate: true, id: "submit-form", onsubmit: submitted, oninput: mend },
    fields.length ? h("p", { class: "hint" }, "Fields with * are required.") : h("p", { class: "quiet" }, note),
    fields.map((one) => one.element),
    h("details", {}, h("summary", {}, more.map((one) => one.title).join(" and ")), more.map((one) => one.element)), message, progress, submit);
}

/** A description of the job, as every dialect takes it. */
export function descriptionField() {
  const made = field("Description", h("input", { name: "description", maxlength: "4000" }));
  return { ...made, title: "Description", check: () => true };
}

function priorityField() {
  const made = field("Priority", h("input", { name: "priority", inputmode: "numeric" }), { hint: "A smaller number goes first." });
  return {
    ...made,
    title: "Priority",
    check() {
      const isGood = /^(-?\d+)?$/.test(made.control.value);
      made.complain(isGood ? "" : "A whole number.");
      return isGood;
    },
  };
}

/**
 * The form to submit a job of a type.
 * @param given what to begin with: the input of an earlier job.
 */
export function submitForm(type, given, done) {
  const inputs = type.manifest?.job?.interface?.inputs ?? {};
  const files = (inputs.files ?? []).map((input) => fileField(input, [given?.files?.[input.name] ?? []].flat()));
  const values = (inputs.json ?? []).map((input) => valueField(input, given?.json?.[input.name]));
  const priority = priorityField();
  const description = descriptionField();
  const options = { note: "This type takes no inputs.", more: [priority, description], submitText: "Submit" };
  return fieldForm("Submit a job", [...files, ...values], options, async (tell) => {
    const body = { job_type: type.id, input: { files: {}, json: {} } };
    for (const one of files) await one.put(body.input.files, tell);
    for (const one of values) one.put(body.input.json);
    if (priority.control.value) body.priority = Number(priority.control.value);
    if (description.control.value) body.description = description.control.value;
    tell("Submitting …");
    done(await api("/api/jobs", { method: "POST", json: body }));
  });
}
