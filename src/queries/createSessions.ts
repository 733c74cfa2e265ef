import type { QueryClient } from '@tanstack/react-query';
import { createSession } from '../session/session.ts';
import type { Sessions } from '../session/SessionProvider.tsx';
import { defaultSource, sourceNamed } from './sources.ts';

/** The sessions of both sources, for one visit of the page. */
export function createSessions(client: QueryClient): Sessions {
  return {
    live: createSession(sourceNamed('live'), client),
    sample: createSession(sourceNamed('sample'), client),
    defaultSource,
  };
}
