/** A block of `_headers`: a pattern of paths, and the headers of these paths. */
interface Rule {
  pattern: string;
  headers: [name: string, value: string][];
}

/** Parses a `_headers` file like Netlify and Cloudflare Pages; comments begin with `#`. */
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
      throw new Error(`This line of _headers is not a header: ${line}`);
    }
    rules.at(-1)?.headers.push([name, value]);
  }
  return rules;
}

/**
 * The headers that `_headers` sets for a path such as `/assets/page.js`. A `*` at the end of a
 * pattern matches any rest. Throws if two rules set the same header, because hosts treat that differently.
 */
export function hostHeaders(text: string, path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { pattern, headers } of parseRules(text)) {
    const isFor = pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    if (!isFor) continue;
    for (const [name, value] of headers) {
      if (found.has(name)) throw new Error(`_headers sets ${name} twice for ${path}`);
      found.set(name, value);
    }
  }
  return found;
}
