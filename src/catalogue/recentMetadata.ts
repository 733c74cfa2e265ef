import type { Json } from '../api/schemas.ts';

/** The maximum number of cached metadata per description, and of descriptions. */
const EACH = 8;
const DESCRIPTIONS = 1000;
/** Longer JSON is not cached. */
const LONGEST = 1000;

interface Known {
  metadata: Json;
  code: number;
}

/**
 * A cache of the codes of recent metadata. Most rows have the same metadata as earlier ones, and comparing them is several
 * times faster than serializing them.
 */
export class RecentMetadata {
  private readonly byDescription = new Map<string | null, Known[]>();

  /** The code of equal metadata with the same order of keys; -1 if none is cached. */
  find(metadata: Json): number {
    const known = this.byDescription.get(descriptionOf(metadata));
    if (known === undefined) return -1;
    for (const one of known) if (isSame(one.metadata, metadata)) return one.code;
    return -1;
  }

  /** @param length of the JSON */
  keep(metadata: Json, code: number, length: number): void {
    if (length > LONGEST) return;
    const description = descriptionOf(metadata);
    const known = this.byDescription.get(description) ?? [];
    // Replaces the last entry.
    if (known.length === EACH) known.pop();
    known.push({ metadata, code });
    if (this.byDescription.size === DESCRIPTIONS) this.byDescription.clear();
    this.byDescription.set(description, known);
  }
}

function descriptionOf(metadata: Json): string | null {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return null;
  return typeof metadata.description === 'string' ? metadata.description : null;
}

/** Whether two values are the same JSON. */
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
