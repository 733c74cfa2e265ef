import { adoptBareKey } from './stored.ts';

/**
 * Moves the settings and saved views of earlier releases, whose keys had no prefix. Each check accepts
 * what those releases wrote and nothing else.
 */
export function adoptBareKeys(): void {
  adoptBareKey('theme', oneOf('system', 'light', 'dark'));
  adoptBareKey('overview', oneOf('open', 'closed'));
  adoptBareKey('welcomed', oneOf('yes'));
  adoptBareKey('shortcuts', oneOf('off'));
  adoptBareKey('table', isTable);
  adoptBareKey('saved-views', areViews);
}

function oneOf(...words: readonly string[]): (text: string) => boolean {
  return (text) => words.includes(text);
}

function isTable(text: string): boolean {
  const { density, order, wanted, widths } = recordIn(text);
  return (
    (density === 'comfortable' || density === 'compact') &&
    Array.isArray(order) &&
    order.includes('download') &&
    [wanted, widths].every((each) => typeof each === 'object' && each !== null)
  );
}

function areViews(text: string): boolean {
  const { about, views } = recordIn(text);
  if (!Array.isArray(views) || views.length === 0) return false;
  return String(about).startsWith('Saved views of the Open Humans ') || views.every(isView);
}

function isView(value: unknown): boolean {
  const { name, address } = recordOf(value);
  return typeof name === 'string' && typeof address === 'string' && /^$|^\?/.test(address);
}

function recordIn(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
