import { hrefFor } from '../../../url/navigation.ts';
import type { SearchParams } from '../../../url/searchParams.ts';

/** The changes to the URL that a link makes; the link itself has only an address. */
const changes = new WeakMap<Element, Partial<SearchParams>>();

/** A link's target: `kind` and `value` identify the address; `changes` are the same as changes to the URL. */
export type LinkTarget = [
  kind: keyof SearchParams,
  value: string | number,
  changes: Partial<SearchParams>,
];

export type SetLink = (link: HTMLAnchorElement, ...target: LinkTarget) => void;

/** An id that occurs in no other place of an address. */
const PLACEHOLDER_ID = 7_318_264_905_132;

export function changesOf(link: Element): Partial<SearchParams> | undefined {
  return changes.get(link);
}

/**
 * Returns a function that points a link at the current address with changes:
 * `setLink(link, 'ext', 'vcf', { ext: ['vcf'] })`. Rows repeat each other's links, so it computes an address once for
 * each `kind` and `value`.
 */
export function createSetLink(): SetLink {
  const known = new Map<string, string>();
  // Links to details differ only in the id.
  const aroundId = hrefFor({ file: PLACEHOLDER_ID }).split(String(PLACEHOLDER_ID));
  return (link, kind, value, target) => {
    const key = `${kind} ${value}`;
    let href = kind === 'file' ? aroundId.join(String(value)) : known.get(key);
    if (href === undefined) {
      href = hrefFor(target);
      known.set(key, href);
    }
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
    changes.set(link, target);
  };
}

/** The cell that has a tooltip. */
let current: HTMLElement | null = null;

/**
 * Gives a cell its tooltip, and removes the previous one: there is only one pointer. Setting tooltips on all cells
 * would restyle most elements of each row, and the user reads few of them.
 */
export function showTooltip(cell: HTMLElement, text: string): void {
  hideTooltip();
  if (text === '') return;
  cell.title = text;
  current = cell;
}

/** Call this before a cell shows another file. */
export function hideTooltip(): void {
  current?.removeAttribute('title');
  current = null;
}
