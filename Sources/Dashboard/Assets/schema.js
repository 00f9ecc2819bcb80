// JSON schemas as text that reads like the JSON which they describe.

function name(reference) {
  return reference.split("/").pop();
}

function limits(schema) {
  const known = [["minimum", "≥"], ["maximum", "≤"], ["minLength", "length ≥"], ["maxLength", "length ≤"], ["minItems", "items ≥"], ["maxItems", "items ≤"]];
  const said = known.filter(([key]) => schema[key] !== undefined && Number.isSafeInteger(schema[key]) && !(key.startsWith("min") && schema[key] === 0))
    .map(([key, sign]) => `${sign} ${schema[key]}`);
  if (schema.pattern) said.push(`matching ${schema.pattern}`);
  return said.length ? ` (${said.join(", ")})` : "";
}

function object(schema, indent) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return typeof schema.additionalProperties === "object" ? `{ [name]: ${text(schema.additionalProperties, indent)} }` : "{}";
  const inner = `${indent}  `;
  const lines = fields.map(([key, value]) => {
    const mark = schema.required?.includes(key) ? "" : "?";
    return `${inner}${key}${mark}: ${text(value, inner)}${value.description ? `  // ${value.description}` : ""}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** What a value of a schema looks like; a question mark is behind what may be missing. */
export function text(schema, indent = "") {
  if (schema.$ref) return name(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((choice) => text(choice, indent)).join(" | ");
  const types = [schema.type ?? "any"].flat();
  return types.map((type) => {
    if (type === "object") return object(schema, indent);
    if (type !== "array") return (schema.format && !schema.format.startsWith("int") ? `${type} (${schema.format})` : type) + (type === "null" ? "" : limits(schema));
    const element = text(schema.items ?? {}, indent);
    return (element.includes(" | ") && !element.includes("\n") ? `(${element})[]` : `${element}[]`) + limits(schema);
  }).join(" | ");
}

/** The names of the schemas that one refers to. */
export function references(schema, found = new Set()) {
  if (typeof schema !== "object" || schema === null) return found;
  if (schema.$ref) found.add(name(schema.$ref));
  for (const value of Object.values(schema)) references(value, found);
  return found;
}
