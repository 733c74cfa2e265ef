import type { Json } from '../api/schemas.ts';

const MAX_PER_DESCRIPTION = 8;
const MAX_DESCRIPTIONS = 1000;
/** Metadata whose JSON is longer, in code units, are not cached. */
const MAX_JSON_LENGTH = 1000;

interface Entry {
  metadata: Json;
  code: number;
}

/**
 * A cache of the codes of recent metadata. Most rows have the same metadata as an earlier row, and a comparison is
 * several times faster than serialization.
 */
export class RecentMetadata {
  private readonly byDescription = new Map<string | null, Entry[]>();

  /** The code of equal metadata with the same order of keys; -1 if none is cached. */
  find(metadata: Json): number {
    const entries = this.byDescription.get(descriptionOf(metadata));
    if (entries === undefined) return -1;
    for (const entry of entries) if (isSame(entry.metadata, metadata)) return entry.code;
    return -1;
  }

  /** @param length length of the metadata's JSON, in code units */
  keep(metadata: Json, code: number, length: number): void {
    if (length > MAX_JSON_LENGTH) return;
    const description = descriptionOf(metadata);
    const entries = this.byDescription.get(description) ?? [];
    if (entries.length === MAX_PER_DESCRIPTION) entries.pop();
    entries.push({ metadata, code });
    if (this.byDescription.size === MAX_DESCRIPTIONS) this.byDescription.clear();
    this.byDescription.set(description, entries);
  }
}

function descriptionOf(metadata: Json): string | null {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return null;
  return typeof metadata.description === 'string' ? metadata.description : null;
}

/** Whether two values have the same JSON, including the order of keys. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isSame(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    if (key !== others[i] || !isSame(a[key], b[key])) return false;
  }
  return true;
}
