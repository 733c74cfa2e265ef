import { focusHeading } from '../ui/focusHeading.ts';
import type { SearchParams } from './searchParams.ts';
import { navigate } from './navigation.ts';

/** Asks for less, from a button that goes away with what it stood for. */
export function removeFilter(without: Partial<SearchParams>): void {
  navigate(without);
  focusHeading();
}
