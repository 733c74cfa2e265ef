import '../../../../src/styles.css';
import { type QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query';
import { ROWS_PER_REQUEST } from '../../../../src/url/searchParams.ts';
import { useSearchParams } from '../../../../src/url/navigation.ts';
import { noFilters } from '../../../../src/domain/filters.ts';
import { planFor } from '../../../../src/retrieval/plan.ts';
import { createQueryClient } from '../../../../src/queries/queryClient.ts';
import { createSessions } from '../../../../src/queries/createSessions.ts';
import type { ServerPage } from '../../../../src/queries/files.ts';
import { SessionProvider } from '../../../../src/session/SessionProvider.tsx';
import { AllRows } from '../../../../src/features/table/scroll/AllRows.tsx';
import { useFilesTable } from '../../../../src/features/table/useFilesTable.ts';
import { mount, type Rows } from './mount.tsx';
import { names, rowAt } from './rows.ts';

// The app's "All rows": one scroll over pages of 100 files in the query cache. All pages count as cached, just as the
// other tables have all rows in memory; each page is cut out of the rows when it is first read.

const client = createQueryClient();
const sessions = createSessions(client);
const noFiles: never[] = [];

function Page({ rows: { count } }: { rows: Rows }) {
  const { params } = useSearchParams();
  const table = useFilesTable(params, { files: noFiles, count });
  return (
    <AllRows
      table={table}
      params={params}
      names={names}
      count={count}
      isPartial={false}
      isBusy={false}
    />
  );
}

function fill(cache: QueryClient, rows: Rows): void {
  const stateOf = cache.getQueryState.bind(cache);
  Object.assign(cache, {
    getQueryState: (key: QueryKey) => {
      const offset = key[0] === 'data files' ? Number(key.at(-1)) : Number.NaN;
      if (offset >= 0 && offset < rows.count && stateOf(key)?.data === undefined) {
        cache.setQueryData(key, pageAt(rows, offset));
      }
      return stateOf(key);
    },
  });
}

function pageAt({ files, count }: Rows, offset: number): ServerPage {
  const length = Math.min(ROWS_PER_REQUEST, count - offset);
  const cut =
    files?.slice(offset, offset + length) ??
    Array.from({ length }, (_, place) => rowAt(offset + place));
  return {
    by: 'server',
    plan: planFor(noFilters, []),
    offset,
    files: cut,
    rows: cut,
    listed: [],
    received: length,
    redactedCount: 0,
    count,
    ignored: [],
    unknown: null,
    evidence: {},
  };
}

window.history.replaceState(null, '', `${window.location.search}&limit=all`);

mount({
  scroller: '[data-scroller]',
  row: 'tbody tr',
  indexOf: (row) => Number(row.getAttribute('aria-rowindex')) - 2,
  view: (rows) => {
    fill(client, rows);
    return (
      <QueryClientProvider client={client}>
        <SessionProvider sessions={sessions}>
          <div style={{ display: 'grid', gridTemplateRows: 'minmax(0, 1fr)', height: '100%' }}>
            <Page rows={rows} />
          </div>
        </SessionProvider>
      </QueryClientProvider>
    );
  },
});
