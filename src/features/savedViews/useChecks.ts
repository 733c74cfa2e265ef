import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { fileQueryOf } from '../../url/searchParams.ts';
import { canRequestCount, requestCount, knownCount } from '../../queries/counts.ts';
import { paramsOfView, type SavedView } from '../../session/savedViews.ts';
import { sessionOf, useSessions } from '../../session/SessionProvider.tsx';
import { formatCount } from '../../ui/format.ts';

/** How the check of one view went. */
export type Check = 'none' | 'counted' | 'failed';

interface Checks {
  isWorking: boolean;
  /** The progress or the result of the checks, as a sentence; empty before the first check. */
  message: string;
  of: (address: string) => Check;
  /** Requests one row of each view that the server can count, one view at a time. */
  start: (views: readonly SavedView[]) => Promise<void>;
}

/** Counts the files of saved views again, when the user asks for it. */
export function useChecks(): Checks {
  const client = useQueryClient();
  const sessions = useSessions();
  const [message, setMessage] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [done, setDone] = useState<ReadonlyMap<string, Check>>(new Map());
  const isGone = useRef(false);
  // Synchronises with the drawer: when it closes, the requests end.
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  const start = async (views: readonly SavedView[]) => {
    setWorking(true);
    let failed = 0;
    for (const [index, view] of views.entries()) {
      if (isGone.current) return;
      setMessage(`Checking ${index + 1} of ${views.length}…`);
      const params = paramsOfView(view);
      const session = sessionOf(sessions, params.source);
      let check: Check = 'counted';
      try {
        if (canRequestCount(session, fileQueryOf(params))) {
          await requestCount(session, fileQueryOf(params));
        } else if ((await knownCount(session, fileQueryOf(params))) === 'load') {
          check = 'none';
        }
      } catch {
        check = 'failed';
        failed += 1;
      }
      await client.invalidateQueries({ queryKey: ['view count'] });
      setDone((before) => new Map(before).set(view.address, check));
    }
    setWorking(false);
    setMessage(failed === 0 ? 'Checked.' : `${formatCount(failed, 'view')} could not be checked.`);
  };
  return { isWorking, message, of: (address) => done.get(address) ?? 'none', start };
}
