import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import { loadRenewal } from '../queries/links.ts';
import { useSource } from '../queries/useSource.ts';
import { afterPaint } from '../ui/afterPaint.ts';
import { loadFollowing } from './loadFollowing.ts';

/**
 * Renews the links of the rows in sight when the page is looked at again, one after the other.
 * Synchronises with the page's visibility: a tab may come back after hours.
 */
export function useRenewOnReturn(filesInSight: () => readonly DataFile[]): void {
  const client = useQueryClient();
  const source = useSource();
  // Synchronises with the network, once: what renews should be here before it is needed.
  useEffect(
    () =>
      afterPaint(() => {
        Promise.all([loadRenewal(), loadFollowing()]).catch(() => {});
      }),
    [],
  );
  useEffect(() => {
    const listen = () => {
      if (document.visibilityState !== 'visible') return;
      void loadFollowing().then(({ renewAll }) => renewAll(client, source, filesInSight()));
    };
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [client, source, filesInSight]);
}
