import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { DataFile } from '../api/schemas.ts';
import { useSource } from '../queries/useSource.ts';
import { renewAll } from './followLink.ts';

/**
 * Renews the links of the rows in sight when the page is looked at again, one after the other.
 * Synchronises with the page's visibility: a tab may come back after hours.
 */
export function useRenewOnReturn(filesInSight: () => readonly DataFile[]): void {
  const client = useQueryClient();
  const source = useSource();
  useEffect(() => {
    const listen = () => {
      if (document.visibilityState !== 'visible') return;
      void renewAll(client, source, filesInSight());
    };
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, [client, source, filesInSight]);
}
