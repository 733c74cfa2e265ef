import { act, renderHook, type RenderHookResult, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { defaultParams, pageSize, type SearchParams } from '../../src/url/searchParams.ts';
import type { Source } from '../../src/api/source.ts';
import { type FileList, useFileList } from '../../src/queries/fileList.ts';
import { type Faults, noFaults, parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { startSession } from '../support/sessions.tsx';

/** A request for a list of data files, and the number of rows in its response. */
export interface Cost {
  path: string;
  rows: number;
}

/** Renders `useFileList` in a session of its own, on a sample API that records the cost of each request. */
export function startVisit({ rows = 400, faults = '' }: { rows?: number; faults?: string } = {}) {
  let current: Faults = faults === '' ? noFaults : parseFaults(faults);
  const api = createSampleApi({ rows, faults: () => current });
  const costs: Cost[] = [];
  let concurrency = 0;
  let maxConcurrency = 0;
  const source: Source = {
    name: 'sample',
    origin: 'http://sample.test',
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const isListRequest = pathname.endsWith('/datafiles/');
      if (isListRequest) maxConcurrency = Math.max(maxConcurrency, ++concurrency);
      const response = await api(request).finally(() => {
        if (isListRequest) concurrency--;
      });
      if (isListRequest && response.ok) {
        const text = await response.clone().text();
        const listed = /"results":\s*\[/.test(text) ? JSON.parse(text).results.length : 0;
        costs.push({ path: pathname + search, rows: listed });
      }
      return response;
    },
  };
  const { session, wrapper } = startSession(source);
  const renders: FileList[] = [];
  let hook: RenderHookResult<FileList, SearchParams> | null = null;
  const navigate = (changes: Partial<SearchParams>) => {
    const params = { ...defaultParams, ...changes };
    if (hook === null) {
      hook = renderHook(
        (props: SearchParams) => {
          const now = useFileList(props);
          renders.push(now);
          return now;
        },
        { wrapper, initialProps: params },
      );
    } else {
      hook.rerender(params);
    }
    return hook.result;
  };
  const fileList = (): FileList => {
    if (hook === null) throw new Error('The test has not called `navigate` yet.');
    return hook.result.current;
  };
  const settle = (confirms = false) =>
    waitFor(
      () => {
        const { load, strategy } = flatten(fileList());
        const needsConfirmation =
          load?.status === 'needsConfirmation' && strategy.kind === 'fullLoad';
        if (confirms && needsConfirmation) act(fileList().progress.confirm);
        expect(isSettled(fileList()), JSON.stringify(describe(fileList()))).toBe(true);
      },
      { timeout: 20_000, interval: 2 },
    );

  return {
    costs,
    fileList,
    /** What `useFileList` returned in each render so far. */
    renders,
    /** Changes the parameters without waiting for the result. */
    navigate,
    /** Waits until the result is complete. */
    settle,
    /** The maximum number of simultaneous requests for lists. */
    maxConcurrency: () => maxConcurrency,
    /** Changes the server's faults, in the format of the sample's `faults` parameter. */
    setFaults(text: string) {
      current = text === '' ? noFaults : parseFaults(text);
    },
    /** Changes the parameters and waits until the result is complete. Confirms a full load if necessary. */
    async query(changes: Partial<SearchParams>): Promise<FlatFileList> {
      navigate(changes);
      await settle(true);
      return flatten(fileList());
    },
    /** Queries all pages of a result, one after the other. */
    async queryAllPages(changes: Partial<SearchParams>) {
      const query = this.query;
      const limit = pageSize({ ...defaultParams, ...changes });
      const ids: number[] = [];
      let redactedCount = 0;
      let count = 0;
      for (let offset = 0; offset === 0 || offset < count; offset += limit) {
        const page = await query({ ...changes, offset });
        count = page.count ?? 0;
        redactedCount += page.strategy.kind === 'server' ? page.redactedCount : 0;
        ids.push(...page.files.map((file) => file.id));
      }
      return { ids, count, redactedCount, fileList: flatten(fileList()) };
    },
    end() {
      hook?.unmount();
      session.queryClient.clear();
    },
  };
}

/** A file list whose three parts are merged into one object. */
type FlatFileList = ReturnType<typeof flatten>;

function flatten({ result, progress, provenance }: FileList) {
  return { ...result, ...provenance, load: progress.load };
}

function isSettled(fileList: FileList): boolean {
  const { error, isPending, isStale, isPartial, load } = flatten(fileList);
  if (error !== null) return isPending || load?.status === 'error';
  return !isPending && !isStale && !isPartial;
}

function describe(fileList: FileList) {
  const { strategy, load, isPending, isStale, error } = flatten(fileList);
  return { strategy: strategy.kind, load: load?.status, isPending, isStale, error: error?.message };
}

/** All rows of the sample's list of all files: the input of brute force. */
export async function fetchAllRows(rows: number) {
  const api = createSampleApi({ rows });
  const path = `http://sample.test/api/public/datafiles/?limit=${rows}`;
  const response = await api(new Request(path));
  const page: { results: Row[] } = await response.json();
  return page.results;
}

/** A row as the API sends it. */
export interface Row {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  metadata: unknown;
  source_project: string;
  user: { username: string | null };
}
