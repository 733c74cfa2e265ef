import { isPersisted, PREFIX, writeText } from './persistedStore.ts';

/**
 * What earlier releases stored, by key: words, or what `JSON.stringify` made of objects with these properties in this
 * order. The stores validate the rest.
 */
const patterns = {
  theme: /^(?:system|light|dark)$/,
  overview: /^(?:open|closed)$/,
  welcomed: /^yes$/,
  shortcuts: /^off$/,
  table: /^\{"density":"com\w+","order":\[.*"download".*\],"wanted":\{.*\},"widths":\{.*\}\}$/,
  'saved-views': /^\{\s*"about": ?"Saved views of the Open Humans [^"]*",\s*"views": ?\[\s*\{/,
};

/**
 * Moves the settings and saved views that earlier releases stored under keys without the prefix. Another project may use
 * the same keys, so texts that do not match the pattern stay. A text under the new key is newer and stays, too. If the
 * storage is full, the old text stays and is used for this visit.
 */
export function adoptBareKeys(): void {
  for (const [key, pattern] of Object.entries(patterns)) {
    try {
      const text = localStorage.getItem(key);
      if (text === null || !pattern.test(text)) continue;
      if (localStorage.getItem(PREFIX + key) !== null) continue;
      writeText(key, text);
      if (isPersisted(key)) localStorage.removeItem(key);
    } catch {
      // Storage is forbidden: there is nothing to move.
    }
  }
}
