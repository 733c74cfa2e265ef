import { focusHeading } from '../ui/focusHeading.ts';
import type { Asked } from './searchParams.ts';
import { go } from './navigation.ts';

/** Asks for less, from a button that goes away with what it stood for. */
export function goWithout(without: Partial<Asked>): void {
  go(without);
  focusHeading();
}
