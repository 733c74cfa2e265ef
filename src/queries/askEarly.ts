import { parseAddress } from '../address/address.ts';
import { questionOf } from '../address/questionOf.ts';
import { sendEarly } from '../api/earlyRequest.ts';
import { firstPath } from '../listing/firstPath.ts';
import { isServed, sourceNamed } from './sources.ts';

/**
 * Sends the page's first request before most of the page has come. Whatever this needs is loaded
 * ahead of everything else: keep it free of React, of the query cache and of the schemas.
 */
export function askEarly(): void {
  const { asked } = parseAddress(window.location.search);
  const source = sourceNamed(asked.source);
  const path = firstPath(questionOf(asked));
  if (path !== null && isServed(source)) sendEarly(source, path);
}
