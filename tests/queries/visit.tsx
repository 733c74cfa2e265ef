import { act, renderHook, type RenderHookResult, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { defaultParams, pageSize, type SearchParams } from '../../src/url/searchParams.ts';
import type { Source } from '../../src/api/source.ts';
import { type FileList, useFileList } from '../../src/queries/fileList.ts';
import { type Faults, noFaults, parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { startSession } from '../support/sessions.tsx';

/** A request that listed data files: what it asked, and how many rows it cost the server. */
export interface Cost {
  path: string;
  rows: number;
}

/** One visit of a sample API: what is asked within it, and what that costs the server. */
export function startVisit({ rows = 400, faults = '' }: { rows?: number; faults?: string } = {}) {
  let current: Faults = faults === '' ? noFaults : parseFaults(faults);
  const api = createSampleApi({ rows, faults: () => current });
  const costs: Cost[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const source: Source = {
    name: 'sample',
    origin: 'http://sample.test',
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const isListing = pathname.endsWith('/datafiles/');
      if (isListing) mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      const response = await api(request).finally(() => {
        if (isListing) atOnce--;
      });
      if (isListing && response.ok) {
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
    if (hook === null) throw new Error('Nothing has been asked yet.');
    return hook.result.current;
  };
  const settle = (agreeing = false) =>
    waitFor(
      () => {
        const { load, strategy } = flatten(fileList());
        const isAsking = load?.status === 'needsConfirmation' && strategy.kind === 'fullLoad';
        if (agreeing && isAsking) act(fileList().progress.confirm);
        expect(isSettled(fileList()), JSON.stringify(describe(fileList()))).toBe(true);
      },
      { timeout: 20_000, interval: 2 },
    );

  return {
    costs,
    fileList,
    /** What `useFileList` returned in each render so far. */
    renders,
    /** Goes to an address without waiting. */
    navigate,
    /** Waits until the answer is whole. */
    settle,
    /** The most listings that were under way at the same time. */
    mostAtOnce: () => mostAtOnce,
    /** Changes the server's ways in the middle of the visit. */
    become(text: string) {
      current = text === '' ? noFaults : parseFaults(text);
    },
    /** Goes to an address and waits until its answer is whole, agreeing to whatever it costs. */
    async ask(changes: Partial<SearchParams>): Promise<FlatFileList> {
      navigate(changes);
      await settle(true);
      return flatten(fileList());
    },
    /** All pages of an answer, one after the other. */
    async askAll(changes: Partial<SearchParams>) {
      const ask = this.ask;
      const limit = pageSize({ ...defaultParams, ...changes });
      const ids: number[] = [];
      let redactedCount = 0;
      let count = 0;
      for (let offset = 0; offset === 0 || offset < count; offset += limit) {
        const page = await ask({ ...changes, offset });
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

/** A file list with the fields of its three parts side by side. */
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

/** The API's list of everything, as the sample gives it: what brute force begins with. */
export async function everything(rows: number) {
  const api = createSampleApi({ rows });
  const path = `http://sample.test/api/public/datafiles/?limit=${rows}`;
  const response = await api(new Request(path));
  const page: { results: Row[] } = await response.json();
  return page.results;
}

/** A row as it comes over the wire. */
export interface Row {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  metadata: unknown;
  source_project: string;
  user: { username: string | null };
}
