import { focusHeading } from '../ui/focusHeading.ts';
import type { Asked } from './parameters.ts';
import { go } from './useAddress.ts';

/** Asks for less, from a button that goes away with what it stood for. */
export function goWithout(without: Partial<Asked>): void {
  go(without);
  focusHeading();
}
