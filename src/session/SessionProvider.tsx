import { useStore } from 'zustand';
import { createContext, type ReactNode, useContext } from 'react';
import type { Source, SourceName } from '../api/source.ts';
import { useSearchParams } from '../url/navigation.ts';
import type { ServerCapabilities } from '../retrieval/capabilities.ts';
import type { LoadState } from '../retrieval/loadState.ts';
import type { Session } from './session.ts';

/** The sessions of both sources. */
export interface Sessions {
  live: Session;
  sample: Session;
  /** The source of a URL that names none. */
  defaultSource: SourceName;
}

const SessionsContext = createContext<Sessions | null>(null);

export function SessionProvider({
  sessions,
  children,
}: {
  sessions: Sessions;
  children: ReactNode;
}) {
  return <SessionsContext value={sessions}>{children}</SessionsContext>;
}

export function useSessions(): Sessions {
  const sessions = useContext(SessionsContext);
  if (sessions === null) throw new Error('useSessions needs a SessionProvider.');
  return sessions;
}

/** The session of the source that the URL names. */
export function useSession(): Session {
  const { params } = useSearchParams();
  return sessionOf(useSessions(), params.source);
}

/** The session of a source; null means the default source. */
export function sessionOf(sessions: Sessions, name: SourceName | null): Session {
  return sessions[name ?? sessions.defaultSource];
}

/** What the server's responses have shown so far. */
export function useCapabilities(): ServerCapabilities {
  return useStore(useSession().store, ({ capabilities }) => capabilities);
}

/** How far each list is loaded, by `planKey`. */
export function useLoads(): Readonly<Record<string, LoadState>> {
  return useStore(useSession().store, ({ loads }) => loads);
}

/** The source that the URL names. */
export function useSource(): Source {
  return useSession().source;
}
