import type { Asked } from '../address/parameters.ts';
import { addressWith } from '../address/useAddress.ts';

/** What a link of the rows asks for, on top of what is asked; the link itself has only an address. */
const changes = new WeakMap<Element, Partial<Asked>>();

/** Where a link leads: in few words, which are the same for the same address, and as what it asks for. */
export type To = [kind: keyof Asked, value: string | number, changes: Partial<Asked>];

export function changesOf(link: Element): Partial<Asked> | undefined {
  return changes.get(link);
}

/**
 * Makes links lead on from the address as it is now: `lead(link, 'ext', 'vcf', { ext: ['vcf'] })`.
 * The same links stand in row after row, so an address is made once for each `kind` and `value`.
 */
export function createLeader() {
  const known = new Map<string, string>();
  return (link: HTMLAnchorElement, ...[kind, value, wanted]: To): void => {
    const key = `${kind} ${value}`;
    let href = known.get(key);
    if (href === undefined) {
      href = addressWith(wanted);
      known.set(key, href);
    }
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
    changes.set(link, wanted);
  };
}
