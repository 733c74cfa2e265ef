import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect } from 'vitest';
import { type Asked, nothingAsked } from '../../src/address/parameters.ts';
import type { Source } from '../../src/api/source.ts';
import { createQueryClient } from '../../src/queries/client.ts';
import { type Listing, useListing } from '../../src/queries/listing.ts';
import { type Faults, noFaults, parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';

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
  const source: Source = {
    name: 'sample',
    origin: 'http://sample.test',
    fetch: async (request) => {
      const response = await api(request);
      const { pathname, search } = new URL(request.url);
      if (pathname.endsWith('/datafiles/') && response.ok) {
        const text = await response.clone().text();
        const listed = /"results":\s*\[/.test(text) ? JSON.parse(text).results.length : 0;
        costs.push({ path: pathname + search, rows: listed });
      }
      return response;
    },
  };
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const hook = renderHook((asked: Asked) => useListing(source, asked), {
    wrapper,
    initialProps: nothingAsked,
  });

  return {
    costs,
    listing: () => hook.result.current,
    /** Changes the server's ways in the middle of the visit. */
    become(text: string) {
      current = text === '' ? noFaults : parseFaults(text);
    },
    /** Goes to an address and waits until its answer is whole, agreeing to whatever it costs. */
    async ask(changes: Partial<Asked>): Promise<Listing> {
      hook.rerender({ ...nothingAsked, ...changes });
      await waitFor(
        () => {
          const listing = hook.result.current;
          if (listing.reading?.status === 'asking' && listing.route.kind === 'read') {
            listing.readOn();
          }
          expect(isSettled(listing), JSON.stringify(describe(listing))).toBe(true);
        },
        { timeout: 20_000, interval: 2 },
      );
      return hook.result.current;
    },
    /** All pages of an answer, one after the other. */
    async askAll(changes: Partial<Asked>) {
      const limit = changes.limit ?? nothingAsked.limit;
      const ids: number[] = [];
      let withheld = 0;
      let count = 0;
      for (let offset = 0; offset === 0 || offset < count; offset += limit) {
        const listing = await this.ask({ ...changes, offset });
        count = listing.count ?? 0;
        withheld += listing.route.kind === 'server' ? listing.withheld : 0;
        ids.push(...listing.files.map((file) => file.id));
      }
      return { ids, count, withheld, listing: hook.result.current };
    },
    end() {
      hook.unmount();
      client.clear();
    },
  };
}

function isSettled({ error, isPending, isStale, isSoFar, reading }: Listing): boolean {
  if (error !== null) return reading === null || reading.status === 'failed';
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
