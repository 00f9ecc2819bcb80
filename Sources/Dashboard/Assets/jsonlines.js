// Finds out on which line of a JSON text each value stands, and what is wrong with the text.

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.places = new Map();
  }

  fail(message) {
    const error = new SyntaxError(message);
    error.at = Math.min(this.at, this.text.length);
    throw error;
  }

  skip() {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  value(path, depth) {
    if (depth > 200) this.fail("This is nested too deeply.");
    this.skip();
    if (!this.places.has(path)) this.places.set(path, this.at);
    const first = this.text[this.at];
    if (first === "{") return this.members(path, depth, "}", true);
    if (first === "[") return this.members(path, depth, "]", false);
    if (first === '"') return this.string();
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(this.text.slice(this.at, this.at + 400));
    if (!word) this.fail(first === undefined ? "The text ends too early." : "A value is expected here.");
    this.at += word[0].length;
    return undefined;
  }

  members(path, depth, close, hasNames) {
    this.at += 1;
    this.skip();
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    const names = new Set();
    for (let index = 0; ; index += 1) {
      this.skip();
      let name = index;
      if (hasNames) {
        if (this.text[this.at] !== '"') this.fail(index ? "A name in quotes is expected after the comma." : "A name in quotes is expected.");
        const start = this.at;
        name = this.string();
        const own = path ? `${path}/${name}` : name;
        if (names.has(name)) {
          this.at = start;
          this.fail(`The name ${JSON.stringify(name)} is there twice.`);
        }
        names.add(name);
        this.places.set(own, start);
        this.skip();
        if (this.text[this.at] !== ":") this.fail("A colon is expected.");
        this.at += 1;
      }
      this.value(path ? `${path}/${name}` : String(name), depth + 1);
      this.skip();
      const next = this.text[this.at];
      if (next === close) break;
      if (next !== ",") this.fail(`A comma or ${close} is expected.`);
      this.at += 1;
    }
    this.at += 1;
  }

  string() {
    const start = this.at;
    this.at += 1;
    for (; ;) {
      const code = this.text.charCodeAt(this.at);
      if (Number.isNaN(code) || code === 10) this.fail("The quotes are not closed.");
      if (code === 34) break;
      this.at += code === 92 ? 2 : 1;
    }
    this.at += 1;
    try {
      return JSON.parse(this.text.slice(start, this.at));
    } catch {
      this.at = start;
      return this.fail("There is a bad character in these quotes.");
    }
  }
}

function line(text, at) {
  return text.slice(0, at).split("\n").length;
}

/**
 * Reads a JSON text.
 * @returns {value, lineOf(path)} with paths such as "job/errors/0/name"; {error, line} for a text that is no JSON.
 */
export function locate(text) {
  const reader = new Reader(text);
  try {
    reader.value("", 0);
    reader.skip();
    if (reader.at < text.length) reader.fail("There is something behind the end.");
    return {
      value: JSON.parse(text),
      lineOf(path) {
        // What is missing has no line; the thing that lacks it has.
        for (let parts = path.split("/"); parts.length; parts.pop()) {
          const at = reader.places.get(parts.join("/"));
          if (at !== undefined) return line(text, at);
        }
        return line(text, reader.places.get("") ?? 0);
      },
      /** The line where a text stands for the first time in quotes. */
      lineWith(word) {
        const at = text.indexOf(JSON.stringify(word));
        return at < 0 ? undefined : line(text, at);
      },
    };
  } catch (error) {
    return { error: error.message, line: line(text, error.at ?? 0) };
  }
}
