import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { renderApp, urlParams } from '../../support/renderApp.tsx';

const NAME = 'Members who share several things';

async function open(options: Parameters<typeof renderApp>[0]) {
  const app = await renderApp(options);
  await app.user.click(screen.getByRole('button', { name: 'Members who share…' }));
  return { ...app, drawer: await screen.findByRole('dialog', { name: NAME }) };
}

describe('the drawer “Members who share”', () => {
  test('finds the members who share all chosen data types', async () => {
    const { user, drawer } = await open({ search: '?limit=5' });
    const dataType = within(drawer).getByRole('combobox', { name: 'Share a data type' });
    await user.click(dataType);
    await user.keyboard('fi{Escape}');
    await user.click(dataType);
    await user.keyboard('location (gps){Enter}');
    await user.keyboard('heart rate{Enter}');
    expect(urlParams()).toEqual({ limit: '5', shares_datatype_id: '4,16' });
    const table = await within(drawer).findByRole('table');
    const headings = within(table).getAllByRole('columnheader');
    expect(headings.map((heading) => heading.textContent)).toEqual([
      'Member',
      'Location (GPS)',
      'Heart rate',
      'All files',
    ]);
    expect(within(table).getByRole('row', { name: /^breezy_maple/ })).toBeVisible();
  });

  test('removes a data type, and keeps the focus in the drawer', async () => {
    const { user, drawer } = await open({ search: '?limit=5&shares_datatype_id=4,16' });
    await user.click(await within(drawer).findByRole('button', { name: 'Remove Heart rate' }));
    expect(urlParams()).toEqual({ limit: '5', shares_datatype_id: '4' });
    expect(within(drawer).getByRole('combobox', { name: 'Share a data type' })).toHaveFocus();
  });

  test('distinguishes data types with the same name', async () => {
    const { drawer } = await open({
      search: '?limit=5&shares_datatype_id=4,16',
      dataTypeName: 'Data',
    });
    const table = await within(drawer).findByRole('table');
    const list = within(drawer).getByRole('list', { name: 'Shared by every member' });
    expect(within(list).getAllByRole('button', { name: 'Remove Data' })).toHaveLength(2);
    expect(within(table).getAllByRole('columnheader', { name: 'Data' })).toHaveLength(2);
  });

  test('links a member to all files of the member', async () => {
    const { user, drawer } = await open({ search: '?limit=5&shares_datatype_id=4,16' });
    await user.click(await within(drawer).findByRole('link', { name: 'breezy_maple' }));
    expect(urlParams()).toEqual({ limit: '5', username: 'breezy_maple' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('asks for consent before it loads more than 1,000 files', async () => {
    const { drawer, server } = await open({ search: '?shares_datatype_id=4', rows: 3000 });
    const load = await within(drawer).findByRole('button', { name: 'Read all files' });
    expect(load.parentElement).toHaveTextContent('all 3,000 files');
    expect(server.requests.filter((path) => path.includes('/datafiles/?limit=500'))).toEqual([]);
  });

  test('offers to retry if the server refuses', async () => {
    const { user, server, drawer } = await open({
      search: '?shares_datatype_id=4',
      faults: 'fail:1:403',
    });
    server.become('');
    await user.click(await within(drawer).findByRole('button', { name: 'Retry' }));
    expect(await within(drawer).findByRole('table')).toBeVisible();
  });

  test('closes with its button, and returns the focus', async () => {
    const { user, drawer } = await open({ search: '?limit=5' });
    await user.click(within(drawer).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Members who share…' })).toHaveFocus();
  });
});
