import type { Json } from '../../api/json.ts';

/** How many different metadata with the same description are remembered, and how many descriptions. */
const EACH = 8;
const DESCRIPTIONS = 1000;
/** Whatever takes more as JSON is not worth its place. */
const LONGEST = 1000;

interface Known {
  metadata: Json;
  code: number;
}

/**
 * The codes of metadata that came lately: most rows have the same as some before, and to compare
 * the two is several times as quick as to write them as JSON.
 */
export class RecentMetadata {
  private readonly byDescription = new Map<string | null, Known[]>();

  /** The code of equal metadata, their keys in the same order; -1 where none are remembered. */
  find(metadata: Json): number {
    const known = this.byDescription.get(descriptionOf(metadata)) ?? [];
    return known.find((one) => isSame(one.metadata, metadata))?.code ?? -1;
  }

  /** @param length of the JSON */
  keep(metadata: Json, code: number, length: number): void {
    if (length > LONGEST) return;
    const description = descriptionOf(metadata);
    const known = this.byDescription.get(description) ?? [];
    // The last one makes room.
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
    return Array.isArray(b) && a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  }
  if (Array.isArray(b) || a === undefined || b === undefined) return false;
  const others = Object.keys(b);
  const keys = Object.keys(a);
  return (
    keys.length === others.length &&
    keys.every((key, i) => key === others[i] && isSame(a[key], b[key]))
  );
}
