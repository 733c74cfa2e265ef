/** A block of `_headers`: the paths that it is for, and what they get. */
interface Rule {
  pattern: string;
  headers: [name: string, value: string][];
}

/** Reads a `_headers` file, as Netlify and Cloudflare Pages do; comments begin with `#`. */
function parseRules(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (/^\S/.test(line)) {
      rules.push({ pattern: line.trim(), headers: [] });
      continue;
    }
    const [, name, value] = /^\s+([\w-]+):\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined || rules.length === 0) {
      throw new Error(`_headers has a line that is no header: ${line}`);
    }
    rules.at(-1)?.headers.push([name, value]);
  }
  return rules;
}

/**
 * The headers that `_headers` gives to a path such as `/assets/page.js`. A `*` at the end of a
 * pattern means all that begins so. Throws where two rules give one header: hosts differ in that.
 */
export function hostHeaders(text: string, path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { pattern, headers } of parseRules(text)) {
    const isFor = pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    if (!isFor) continue;
    for (const [name, value] of headers) {
      if (found.has(name)) throw new Error(`_headers gives ${name} twice to ${path}`);
      found.set(name, value);
    }
  }
  return found;
}
