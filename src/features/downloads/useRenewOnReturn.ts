import { useEffect } from 'react';
import type { DataFile } from '../../api/schemas.ts';
import { useSession } from '../../session/SessionProvider.tsx';
import { renewAll } from './followLink.ts';

/**
 * Renews the links of the rows in sight when the page is looked at again, one after the other.
 * Synchronises with the page's visibility: a tab may come back after hours.
 */
export function useRenewOnReturn(visibleFiles: () => readonly DataFile[]): void {
  const session = useSession();
  useEffect(() => {
    const listen = () => {
      if (document.visibilityState !== 'visible') return;
      void renewAll(session, visibleFiles());
    };
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [session, visibleFiles]);
}
