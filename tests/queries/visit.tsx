import { act, renderHook, type RenderHookResult, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { type Asked, nothingAsked, pageSize } from '../../src/url/searchParams.ts';
import type { Source } from '../../src/api/source.ts';
import { type Listing, useListing } from '../../src/queries/listing.ts';
import { type Faults, noFaults } from '../../src/sample/faults.ts';
import { parseFaults } from '../../src/sample/parseFaults.ts';
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
  const said: Listing[] = [];
  let hook: RenderHookResult<Listing, Asked> | null = null;
  const go = (changes: Partial<Asked>) => {
    const asked = { ...nothingAsked, ...changes };
    if (hook === null) {
      hook = renderHook(
        (props: Asked) => {
          const now = useListing(props);
          said.push(now);
          return now;
        },
        { wrapper, initialProps: asked },
      );
    } else {
      hook.rerender(asked);
    }
    return hook.result;
  };
  const listing = (): Listing => {
    if (hook === null) throw new Error('Nothing has been asked yet.');
    return hook.result.current;
  };
  const settle = (agreeing = false) =>
    waitFor(
      () => {
        const { reading, route } = listing();
        const isAsking = reading?.status === 'needsConfirmation' && route.kind === 'read';
        if (agreeing && isAsking) act(listing().readOn);
        expect(isSettled(listing()), JSON.stringify(describe(listing()))).toBe(true);
      },
      { timeout: 20_000, interval: 2 },
    );

  return {
    costs,
    listing,
    /** Whatever was said of the listing during the visit, however shortly. */
    said,
    /** Goes to an address without waiting. */
    go,
    /** Waits until the answer is whole. */
    settle,
    /** The most listings that were under way at the same time. */
    mostAtOnce: () => mostAtOnce,
    /** Changes the server's ways in the middle of the visit. */
    become(text: string) {
      current = text === '' ? noFaults : parseFaults(text);
    },
    /** Goes to an address and waits until its answer is whole, agreeing to whatever it costs. */
    async ask(changes: Partial<Asked>): Promise<Listing> {
      go(changes);
      await settle(true);
      return listing();
    },
    /** All pages of an answer, one after the other. */
    async askAll(changes: Partial<Asked>) {
      const ask = this.ask;
      const limit = pageSize({ ...nothingAsked, ...changes });
      const ids: number[] = [];
      let withheld = 0;
      let count = 0;
      for (let offset = 0; offset === 0 || offset < count; offset += limit) {
        const page = await ask({ ...changes, offset });
        count = page.count ?? 0;
        withheld += page.route.kind === 'server' ? page.withheld : 0;
        ids.push(...page.files.map((file) => file.id));
      }
      return { ids, count, withheld, listing: listing() };
    },
    end() {
      hook?.unmount();
      session.queryClient.clear();
    },
  };
}

function isSettled({ error, isPending, isStale, isSoFar, reading }: Listing): boolean {
  if (error !== null) return isPending || reading?.status === 'error';
  return !isPending && !isStale && !isSoFar;
}

function describe({ route, reading, isPending, isStale, error }: Listing) {
  return { route: route.kind, reading: reading?.status, isPending, isStale, error: error?.message };
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
