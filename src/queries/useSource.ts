import { useAddress } from '../address/useAddress.ts';
import type { Source } from '../api/source.ts';
import { sourceNamed } from './sources.ts';

/** The source that the address asks for. */
export function useSource(): Source {
  return sourceNamed(useAddress().asked.source);
}
