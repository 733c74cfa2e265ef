import type { Asked } from '../address/parameters.ts';
import { addressWith } from '../address/useAddress.ts';

/** What a link of the rows asks for, on top of what is asked; the link itself has only an address. */
const changes = new WeakMap<Element, Partial<Asked>>();

/** Where a link leads: in few words, which are the same for the same address, and as what it asks for. */
export type To = [kind: keyof Asked, value: string | number, changes: Partial<Asked>];

/** In no address already. */
const SOME_ID = 7_318_264_905_132;

export function changesOf(link: Element): Partial<Asked> | undefined {
  return changes.get(link);
}

/**
 * Makes links lead on from the address as it is now: `lead(link, 'ext', 'vcf', { ext: ['vcf'] })`.
 * The same links stand in row after row, so an address is made once for each `kind` and `value`.
 */
export function createLeader() {
  const known = new Map<string, string>();
  // Each row has links to its own details, which differ by nothing but a number.
  const around = addressWith({ file: SOME_ID }).split(String(SOME_ID));
  return (link: HTMLAnchorElement, ...[kind, value, wanted]: To): void => {
    const key = `${kind} ${value}`;
    let href = kind === 'file' ? around.join(String(value)) : known.get(key);
    if (href === undefined) {
      href = addressWith(wanted);
      known.set(key, href);
    }
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
    changes.set(link, wanted);
  };
}
