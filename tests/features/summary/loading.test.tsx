import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { mockShortestBackoff } from '../../support/shortestBackoff.ts';
import { findTable, renderApp } from '../../support/renderApp.tsx';

const progressRegion = () => screen.findByRole('region', { name: 'Reading' });
const ROWS = 3000;
const search = '?search=overland&limit=5';

describe('the progress of loading the list', () => {
  test('is not shown if the server returns the result', async () => {
    await renderApp({ search: '?limit=5' });
    await findTable();
    expect(screen.queryByRole('region', { name: 'Reading' })).toBeNull();
  });

  test('is not shown after loading a short list, which needs no consent', async () => {
    const { server } = await renderApp({ search, rows: 900 });
    await waitFor(() =>
      expect(screen.getByText(/filtered here, all 900 files read/)).toBeVisible(),
    );
    expect(screen.queryByRole('region', { name: 'Reading' })).toBeNull();
    expect(server.requests.filter((path) => path.includes('/datafiles/'))).toHaveLength(3);
  });

  test('asks for consent, and shows the cost', async () => {
    await renderApp({ search, rows: ROWS });
    const region = await progressRegion();
    expect(within(region).getByRole('status')).toHaveTextContent(
      'Only the first 100 of 3,000 files are looked through so far.',
    );
    expect(within(region).getByRole('status')).toHaveTextContent(
      'the other 2,900 files would have to be read, in 6 requests.',
    );
    expect(within(region).queryByRole('progressbar')).toBeNull();
    expect(within(region).getByRole('button', { name: 'Read all files' })).toBeVisible();
  });

  test('can be cancelled and continued', async () => {
    const { user, server } = await renderApp({ search, rows: ROWS });
    const region = await progressRegion();
    const release = server.hold();
    await user.click(within(region).getByRole('button', { name: 'Read all files' }));
    const progress = await within(region).findByRole('progressbar');
    expect(progress).toHaveAccessibleName(/^Reading the list: 100 of 3,000 files/);
    expect(progress).toHaveAttribute('value', '100');
    expect(progress).toHaveAttribute('max', '3000');
    const pause = within(region).getByRole('button', { name: 'Cancel' });
    // The clicked button keeps the focus.
    expect(pause).toHaveFocus();

    await user.click(pause);
    expect(await within(region).findByRole('status')).toHaveTextContent(
      'Stopped at 100 of 3,000 files. The other 2,900 files take 6 requests.',
    );
    expect(within(region).queryByRole('progressbar')).toBeNull();
    release();

    await user.click(within(region).getByRole('button', { name: 'Read all files' }));
    expect(await screen.findByText(/filtered here, all 3,000 files read/)).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Reading' })).toBeNull();
  });

  test('says that it waits after an error, and continues', async () => {
    mockShortestBackoff();
    const { user, server } = await renderApp({ search, rows: ROWS });
    const region = await progressRegion();
    server.become('fail:1:503');
    await user.click(within(region).getByRole('button', { name: 'Read all files' }));
    await within(region).findByText(/status 503.*Trying again shortly, with smaller pages/);
    expect(within(region).getByRole('button', { name: 'Cancel' })).toBeVisible();
    server.become('');
    expect(await screen.findByText(/filtered here, all 3,000 files read/)).toBeVisible();
  });

  test('says where a refusal stopped it, and continues from there', async () => {
    const { user, server } = await renderApp({ search, rows: ROWS });
    const region = await progressRegion();
    server.become('fail:1:403');
    await user.click(within(region).getByRole('button', { name: 'Read all files' }));
    expect(await within(region).findByRole('alert')).toHaveTextContent(
      'The server refused the request (status 403). 100 of 3,000 files are read; reading goes on from there.',
    );
    server.become('');
    const sent = server.requests.length;
    await user.click(within(region).getByRole('button', { name: 'Read all files' }));
    expect(await screen.findByText(/filtered here, all 3,000 files read/)).toBeVisible();
    expect(server.requests.slice(sent).filter((path) => path.includes('offset=0'))).toEqual([]);
  });

  test('counts the files that are missing because the list changed', async () => {
    await renderApp({ search, rows: 900, faults: 'grow:7' });
    expect(await screen.findByText(/^The list changed while it was read/)).toHaveTextContent(
      /: \d+ files? that the server counts did not come/,
    );
  });
});
