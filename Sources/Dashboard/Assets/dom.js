// Builds elements. Whatever comes from the server goes in as text, so that no job can bring markup into the page.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element; attributes that begin with "on" are listeners. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** How to find an element again after it was replaced. */
function selector(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  for (const name of ["href", "aria-label"]) {
    if (element.hasAttribute(name)) return `${element.localName}[${name}="${CSS.escape(element.getAttribute(name))}"]`;
  }
  return "";
}

/** Replaces what an element holds. The focus stays where it was, if the like of it is there again. */
export function show(element, ...children) {
  const focused = element.contains(document.activeElement) ? selector(document.activeElement) : "";
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  if (focused) element.querySelector(focused)?.focus({ preventScroll: true });
}

let lastID = 0;

/** An id that no other element has. */
export function freshID(prefix = "e") {
  return `${prefix}-${++lastID}`;
}

/** A label with its control, a hint and room for a message about what is wrong with it. */
export function field(label, control, { hint, required } = {}) {
  control.id ||= freshID("field");
  const message = h("span", { class: "field-error", id: `${control.id}-error`, role: "alert" });
  const describedBy = [`${control.id}-error`];
  const hintElement = hint ? h("span", { class: "hint", id: `${control.id}-hint` }, hint) : null;
  if (hint) describedBy.push(`${control.id}-hint`);
  control.setAttribute("aria-describedby", describedBy.join(" "));
  if (required) control.setAttribute("aria-required", "true");
  const element = h("div", { class: "field" },
    h("label", { for: control.id }, label, required ? h("span", { class: "required", "aria-hidden": "true" }, " *") : null),
    control, hintElement, message);
  const complain = (text) => {
    message.textContent = text ?? "";
    control.setAttribute("aria-invalid", String(Boolean(text)));
  };
  return { element, control, complain };
}
