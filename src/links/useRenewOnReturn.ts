import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import { isFresh } from '../listing/freshness.ts';
import { loadRenewal } from '../queries/links.ts';
import { useSource } from '../queries/useSource.ts';
import { loadFollowing } from './loadFollowing.ts';

/**
 * Renews the links of the rows in sight when the page is looked at again, one after the other.
 * Synchronises with the page's visibility: a tab may come back after hours.
 */
export function useRenewOnReturn(filesInSight: () => readonly DataFile[]): void {
  const client = useQueryClient();
  const source = useSource();
  useEffect(() => {
    const renew = async () => {
      if (document.visibilityState !== 'visible') return;
      for (const file of filesInSight().filter((each) => !isFresh(each))) {
        try {
          const { renewLink } = await loadRenewal();
          await renewLink(client, source, file);
        } catch {
          // Whoever uses one of these links will ask again; the others need not be tried now.
          return;
        }
      }
    };
    Promise.all([loadRenewal(), loadFollowing()]).catch(() => {});
    const listen = () => void renew();
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [client, source, filesInSight]);
}
