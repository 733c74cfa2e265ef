import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { vi } from 'vitest';
import type { SourceName } from '../../src/api/source.ts';
import { noFaults, parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { installClipboard } from './missingInJsdom.ts';

interface NetworkOptions {
  /** Number of data files in the sample API. */
  rows?: number | undefined;
  /** In the syntax of SAMPLE_FAULTS. */
  faults?: string | undefined;
  /** Whether the connection is down at first. */
  isDown?: boolean | undefined;
  /** Changes a data file of a response; `index` is its position in the response. */
  edit?: ((file: Row, index: number) => unknown) | undefined;
  /** Replaces the name of every data type. */
  dataTypeName?: string | undefined;
}

/** A data file as the API returns it. */
export interface Row {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  download_url: string;
  metadata: unknown;
  source_project: string;
  user: { id: number | null; name: string | null; username: string | null };
}

interface AppOptions extends NetworkOptions {
  /** The URL's query string, with its `?`. */
  search?: string;
  /** The source of the page if the URL names none. */
  source?: SourceName;
}

/** A network in which every host is the same sample API. */
function startNetwork({
  rows = 400,
  faults = '',
  isDown: isDownAtFirst = false,
  edit,
  dataTypeName,
}: NetworkOptions = {}) {
  let current = faults === '' ? noFaults : parseFaults(faults);
  let isDown = isDownAtFirst;
  let held: Promise<void> | null = null;
  const api = createSampleApi({ rows, faults: () => current, now: () => Date.now() });
  const withdrawn = new Set<number>();
  /** Paths and query strings, in the order of the requests. */
  const requests: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    // In StrictMode, React mounts everything twice and aborts the requests of the first mount at once.
    await Promise.resolve();
    request.signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    requests.push(pathname + search);
    if (held !== null) await Promise.race([held, rejectOnAbort(request.signal)]);
    if (isDown) throw new TypeError('Failed to fetch');
    const response = await api(request);
    if (dataTypeName !== undefined && pathname === '/api/public/datatypes/') {
      const page: { results: object[] } = await response.json();
      for (const dataType of page.results) Object.assign(dataType, { name: dataTypeName });
      return Response.json(page);
    }
    if (!response.ok || !pathname.includes('/datafile')) return response;
    if (edit === undefined && withdrawn.size === 0) return response;
    const body = await response.json();
    const change = edit ?? ((file: Row) => file);
    if (!Array.isArray(body.results)) {
      return withdrawn.has(body.id)
        ? Response.json({ detail: 'Not found.' }, { status: 404 })
        : Response.json(change(body, 0));
    }
    const results = body.results.filter((file: Row) => !withdrawn.has(file.id)).map(change);
    return Response.json({ ...body, results });
  });
  return {
    requests,
    /** Changes the server's behaviour; the syntax is that of SAMPLE_FAULTS. */
    become(text: string) {
      current = text === '' ? noFaults : parseFaults(text);
    },
    /** Cuts the connection, or restores it. */
    setDown(down: boolean) {
      isDown = down;
    },
    /** Removes a file from all responses. */
    withdraw(id: number) {
      withdrawn.add(id);
    },
    /** Holds all responses until the returned function is called. */
    hold(): () => void {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * Renders the whole page over a sample API, as `main.tsx` does. Each call loads all modules anew, so that tests share
 * no module state.
 */
export async function renderApp({ search = '', source = 'sample', ...options }: AppOptions = {}) {
  history.replaceState(null, '', `/${search}`);
  const server = startNetwork(options);
  const user = userEvent.setup();
  installClipboard();
  // As in index.html, the page's own server provides the sample.
  document.head.innerHTML = '<meta name="sample-origin" content="self" />';
  document.documentElement.dataset['source'] = source;
  vi.resetModules();
  const [
    { App },
    { createQueryClient },
    { createSessions },
    { SessionProvider },
    { followOtherTabs },
    { followTheme },
  ] = await Promise.all([
    import('../../src/App.tsx'),
    import('../../src/queries/queryClient.ts'),
    import('../../src/queries/createSessions.ts'),
    import('../../src/session/SessionProvider.tsx'),
    import('../../src/session/persistedStore.ts'),
    import('../../src/features/header/theme.ts'),
  ]);
  followOtherTabs();
  followTheme();
  const client = createQueryClient();
  const sessions = createSessions(client);
  const rendered = render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <SessionProvider sessions={sessions}>
          <App />
        </SessionProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  return { ...rendered, user, server };
}

/** Waits for the table of files. */
export function findTable(): Promise<HTMLElement> {
  return screen.findByRole('table', { name: 'Public data files' });
}

/** The rows of the table in the document, without the heading. */
export async function findRows(): Promise<HTMLElement[]> {
  return within(await findTable())
    .getAllByRole('row')
    .slice(1);
}

/** A row by its position on the page, from 0. */
export async function findRow(place: number): Promise<HTMLElement> {
  const row = (await findRows())[place];
  if (row === undefined) throw new Error(`There is no row ${place}.`);
  return row;
}

/** The cell of a row in the column with this heading. */
export function cellOf(row: HTMLElement, heading: string): HTMLElement {
  const headings = screen.getAllByRole('columnheader').map((each) => each.ariaLabel);
  const cell = within(row).getAllByRole('cell')[headings.indexOf(heading)];
  if (cell === undefined) throw new Error(`There is no column ${heading}.`);
  return cell;
}

/** Scrolls the table's scroller to a position in CSS pixels. */
export async function scrollTable(top: number): Promise<void> {
  const scroller = (await findTable()).parentElement;
  if (scroller === null) throw new Error('The table is not in the document.');
  scroller.scrollTop = top;
  fireEvent.scroll(scroller);
}

/** The parameters of the page's URL. */
export function urlParams(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(window.location.search));
}

/** Lists data files as the API of the page does, one page of 1,000. */
export async function listFiles({ rows = 400, faults = '' }: NetworkOptions = {}): Promise<Row[]> {
  const api = createSampleApi({ rows, faults: () => parseFaults(faults) });
  const url = 'http://sample.test/api/public/datafiles/?limit=1000';
  const response = await api(new Request(url));
  const page: { results: Row[] } = await response.json();
  return page.results;
}
