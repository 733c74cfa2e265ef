import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Source } from '../../src/api/source.ts';
import { createQueryClient } from '../../src/queries/queryClient.ts';
import { createSession, type Session } from '../../src/session/session.ts';
import { SessionProvider } from '../../src/session/SessionProvider.tsx';

/** A source for tests without requests. */
export const silentSource: Source = {
  name: 'sample',
  origin: 'http://sample.test',
  fetch: () => Promise.reject(new Error('No request is expected.')),
};

/** A session of `source`, with the providers that components and hooks need for it. */
export function startSession(source: Source): {
  session: Session;
  wrapper: (props: { children: ReactNode }) => ReactNode;
} {
  const session = createSession(source, createQueryClient());
  const sessions = { live: session, sample: session, defaultSource: source.name };
  return {
    session,
    wrapper: ({ children }) => (
      <QueryClientProvider client={session.queryClient}>
        <SessionProvider sessions={sessions}>{children}</SessionProvider>
      </QueryClientProvider>
    ),
  };
}
