import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { mockShortestBackoff } from '../../support/shortestBackoff.ts';
import { findTable, renderApp, urlParams } from '../../support/renderApp.tsx';

describe('while the first page loads', () => {
  test('the page shows a status and no table', async () => {
    const { server } = await renderApp({ search: '?limit=5', faults: 'slow:50' });
    expect(screen.getByRole('status', { name: 'Loading files' })).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
    await findTable();
    expect(screen.queryByRole('status', { name: 'Loading files' })).toBeNull();
    expect(server.requests).toContain('/api/public/datafiles/?limit=5');
  });

  test('the status says after 8 seconds that loading takes longer than usual', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await renderApp({ search: '?limit=5', faults: 'stall:1' });
      const status = screen.getByRole('status', { name: 'Loading files' });
      act(() => void vi.advanceTimersByTime(7999));
      expect(status).toHaveTextContent('');
      act(() => void vi.advanceTimersByTime(1));
      expect(status).toHaveTextContent('This takes longer than usual');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('if no file matches, the page', () => {
  const empty = () => screen.findByRole('heading', { name: /^No public data files/ });

  // Each filter of the URL that can match no file, with its label on the page.
  for (const { search, filter, rest = {} } of [
    {
      search: 'datatype_id=36&source_project_id=186',
      filter: 'Data type MRI',
      rest: { source_project_id: '186' },
    },
    {
      search: 'source_project_id=163&ext=zip',
      filter: 'Project YouTube Watch History',
      rest: { ext: 'zip' },
    },
    { search: 'username=nemo', filter: 'Username nemo' },
    { search: 'search=qqqq', filter: 'Search qqqq' },
    { search: 'tag=qqqq', filter: 'Tag qqqq' },
    { search: 'ext=qqqq', filter: 'Extension qqqq' },
    { search: 'created_start=2030-01-01', filter: 'Created from 2030-01-01' },
    { search: 'created_end=1990-01-01', filter: 'Created to 1990-01-01' },
    { search: 'id=77', filter: 'File 77' },
    {
      search: 'shares_datatype_id=36&username=ample_sparrow',
      filter: 'Members share MRI',
      rest: { username: 'ample_sparrow' },
    },
  ]) {
    test(`names the filter ${filter} and offers to remove it`, async () => {
      const { user } = await renderApp({ search: `?limit=5&${search}` });
      const button = await screen.findByRole('button', { name: `Without ${filter}` });
      expect(await empty()).toHaveTextContent(filter);
      await user.click(button);
      expect(urlParams()).toEqual({ limit: '5', ...rest });
      await findTable();
      expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    });
  }

  test('offers to remove each of several filters, and all filters', async () => {
    const { user } = await renderApp({ search: '?limit=5&username=nemo&tag=gps' });
    await empty();
    const list = screen.getByRole('list', { name: 'Remove a filter' });
    expect(
      within(list)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Without Username nemo', 'Without Tag gps', 'Without any filter']);
    await user.click(screen.getByRole('button', { name: 'Without any filter' }));
    expect(urlParams()).toEqual({ limit: '5' });
    await findTable();
  });

  test('offers to remove each of several values of one filter', async () => {
    const { user } = await renderApp({ search: '?limit=5&username=nemo,odysseus&tag__not=gps' });
    expect(await empty()).toHaveTextContent(/for Username nemo, Username odysseus, Tag not gps$/);
    const list = screen.getByRole('list', { name: 'Remove a filter' });
    const buttons = within(list).getAllByRole('button');
    expect(buttons.map((button) => button.textContent)).toEqual([
      'Without Username nemo',
      'Without Username odysseus',
      'Without Tag not gps',
      'Without any filter',
    ]);
    await user.click(screen.getByRole('button', { name: 'Without Username nemo' }));
    expect(urlParams()).toEqual({ limit: '5', username: 'odysseus', tag__not: 'gps' });
  });

  for (const [name, search, sentence] of [
    ['project', '?source_project_id=9999', 'This server knows no project 9999.'],
    ['data type', '?datatype_id=9999', 'This server knows no data type 9999.'],
    ['member', '?username=nemo', 'This server shows no member called nemo.'],
  ] as const) {
    test(`says that the server does not know the ${name}`, async () => {
      await renderApp({ search });
      await empty();
      expect(await screen.findByText(sentence, { exact: false })).toBeVisible();
    });
  }

  test('says that nothing was found so far if only a part of the list was searched', async () => {
    await renderApp({ search: '?search=qqqq', rows: 3000 });
    expect(
      await screen.findByRole('heading', {
        name: 'No public data files found so far for Search qqqq',
      }),
    ).toBeVisible();
  });

  test('says how many files the server redacted', async () => {
    await renderApp({ search: '?limit=2', rows: 36, edit: () => ({}) });
    await empty();
    expect(screen.getByText(/^The server counts 2 files that it does not show/)).toBeVisible();
  });
});

describe('if the files could not be loaded, the page', () => {
  const failure = () => screen.findByRole('alert');

  async function expectRetry(
    { user, server }: Awaited<ReturnType<typeof renderApp>>,
    sentence: string,
  ) {
    const alert = await failure();
    expect(alert).toHaveTextContent('The files could not be listed');
    expect(alert).toHaveTextContent(sentence);
    expect(alert).toHaveTextContent('Your filters and your place in the list are kept.');
    server.become('');
    server.setDown(false);
    await user.click(within(alert).getByRole('button', { name: 'Retry' }));
    await findTable();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(urlParams()).toEqual({ limit: '5' });
  }

  for (const [name, faults, sentence] of [
    ['a refusal', 'fail:1:403', 'The server refused the request (status 403).'],
    ['a refusal with a reason', 'fail:1:400:json', 'It says: No server is available'],
    ['a web page', 'html', 'The server answered with a web page instead of data.'],
    ['an empty body', 'empty:1', 'The server answered with nothing.'],
    ['a truncated body', 'truncate:1', 'The server answered with data that is cut short'],
    [
      'another shape',
      'wrong-shape:list',
      'The server’s answer is not what its documentation promises',
    ],
    [
      'rows of another shape',
      'wrong-shape:rows',
      'The server’s answer is not what its documentation',
    ],
  ] as const) {
    test(`explains ${name} and retries`, async () => {
      await expectRetry(await renderApp({ search: '?limit=5', faults }), sentence);
    });
  }

  // The client retries these before it reports them. The random delays are shortest if `Math.random` returns 0.
  for (const [name, faults, sentence] of [
    ['an overloaded server', 'fail:1:503', 'The server could not answer (status 503).'],
    ['too many requests', 'fail:1:429', 'The server asks for fewer requests (status 429).'],
  ] as const) {
    test(`explains ${name} and retries`, async () => {
      mockShortestBackoff();
      await expectRetry(await renderApp({ search: '?limit=5', faults }), sentence);
    });
  }

  test('explains a lost connection and retries', async () => {
    mockShortestBackoff();
    const app = await renderApp({ search: '?limit=5', isDown: true });
    await expectRetry(app, 'localhost:3000 could not be reached');
  });

  test('explains that the device is offline and retries', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const app = await renderApp({ search: '?limit=5', isDown: true });
    await expectRetry(app, 'This device is offline.');
  });

  test('explains a timeout and retries', async () => {
    const timeout = vi
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(() => AbortSignal.abort(new DOMException('', 'TimeoutError')));
    const app = await renderApp({ search: '?limit=5' });
    await failure();
    timeout.mockRestore();
    await expectRetry(app, 'The server did not answer within 35 seconds.');
  });

  test('offers the sample data if the source is live', async () => {
    const { user } = await renderApp({ search: '?limit=5', source: 'live', faults: 'fail:1:403' });
    await user.click(await screen.findByRole('button', { name: 'Use the sample data' }));
    expect(urlParams()).toEqual({ limit: '5', source: 'sample' });
    expect(document.documentElement).toHaveAttribute('data-source', 'sample');
  });

  test('does not offer the sample data if they are the source', async () => {
    await renderApp({ search: '?limit=5', faults: 'fail:1:403' });
    await failure();
    expect(screen.queryByRole('button', { name: 'Use the sample data' })).toBeNull();
  });
});

describe('past the end of the list, the page', () => {
  test('says how many files there are, and links to the last page', async () => {
    const { user } = await renderApp({ search: '?limit=30&offset=900' });
    expect(
      await screen.findByRole('heading', { name: 'This page is past the end of the list' }),
    ).toBeVisible();
    expect(
      screen.getByText(/^It would begin at file 901, and there are 400 files\./),
    ).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Go to the last page' }));
    expect(urlParams()).toEqual({ limit: '30', offset: '390' });
    await findTable();
  });

  test('says that it is not reached yet while only a part of the list is loaded', async () => {
    await renderApp({ search: '?limit=5&offset=2000&search=overland', rows: 3000 });
    expect(
      await screen.findByRole('heading', { name: 'This page is not reached yet' }),
    ).toBeVisible();
    expect(
      screen.getByText(/^It begins at file 2,001, and \d+ files were found so far\.$/),
    ).toBeVisible();
  });
});

describe('while the next page loads', () => {
  test('the table keeps its rows and is marked as busy', async () => {
    const { user, server } = await renderApp({ search: '?limit=5' });
    const table = await findTable();
    expect(table).toHaveAttribute('aria-busy', 'false');
    const release = server.hold();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(table).toHaveAttribute('aria-busy', 'true');
    expect(within(table).getAllByRole('row')).toHaveLength(6);
    release();
    await waitFor(() => expect(table).toHaveAttribute('aria-busy', 'false'));
    expect(within(table).getAllByRole('row')[1]).toHaveAttribute('aria-rowindex', '7');
  });
});
