import { hrefFor } from '../../../url/navigation.ts';
import type { SearchParams } from '../../../url/searchParams.ts';

/** The URL changes that a click on a link makes. The `href` has only the resulting address. */
const changes = new WeakMap<Element, Partial<SearchParams>>();

/** A link's target: `changes` to the URL, and a `kind` and `value` that identify them in the cache of addresses. */
export type LinkTarget = [
  kind: keyof SearchParams,
  value: string | number,
  changes: Partial<SearchParams>,
];

export type SetLink = (link: HTMLAnchorElement, ...target: LinkTarget) => void;

/** An id that does not occur anywhere else in an address. */
const PLACEHOLDER_ID = 7_318_264_905_132;

export function changesOf(link: Element): Partial<SearchParams> | undefined {
  return changes.get(link);
}

/**
 * Returns a function that sets a link's `href` to the current address with changes, for example
 * `setLink(link, 'ext', 'vcf', { ext: ['vcf'] })`. Many rows have the same links, so the function computes the address
 * of each `kind` and `value` only once.
 */
export function createSetLink(): SetLink {
  const addresses = new Map<string, string>();
  // Links to details differ only in the id.
  const detailsParts = hrefFor({ file: PLACEHOLDER_ID }).split(String(PLACEHOLDER_ID));
  return (link, kind, value, target) => {
    const key = `${kind} ${value}`;
    let href = kind === 'file' ? detailsParts.join(String(value)) : addresses.get(key);
    if (href === undefined) {
      href = hrefFor(target);
      addresses.set(key, href);
    }
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
    changes.set(link, target);
  };
}

/** The cell that has a tooltip. */
let current: HTMLElement | null = null;

/**
 * Sets a cell's tooltip and removes the previous one. Only the cell under the pointer has a tooltip: setting those of
 * all cells would restyle most elements of each row.
 */
export function showTooltip(cell: HTMLElement, text: string): void {
  hideTooltip();
  if (text === '') return;
  cell.title = text;
  current = cell;
}

/** Removes the tooltip. Call this before a cell shows another file. */
export function hideTooltip(): void {
  current?.removeAttribute('title');
  current = null;
}
