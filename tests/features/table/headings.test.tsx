import { PREFIX } from '../../../src/session/persistedStore.ts';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { cellOf, findRows, findTable, renderApp, urlParams } from '../../support/renderApp.tsx';

const heading = (name: string) => screen.getByRole('columnheader', { name });
const headings = () => screen.getAllByRole('columnheader').map(({ ariaLabel }) => ariaLabel);

describe('the heading of a column', () => {
  for (const [name, field] of [
    ['File', 'basename'],
    ['Data types', 'datatype'],
    ['Project', 'project'],
    ['Member', 'username'],
    ['Created', 'created'],
  ] as const) {
    test(`${name} sorts ascending, then descending, then restores the server’s order`, async () => {
      const { user } = await renderApp({ search: '?limit=5&offset=10' });
      await findTable();
      expect(heading(name)).toHaveAttribute('aria-sort', 'none');
      const sort = () => user.click(within(heading(name)).getByRole('link', { name }));
      await sort();
      expect(urlParams()).toEqual({ limit: '5', ordering: field });
      expect(heading(name)).toHaveAttribute('aria-sort', 'ascending');
      await sort();
      expect(urlParams()).toEqual({ limit: '5', ordering: `-${field}` });
      expect(heading(name)).toHaveAttribute('aria-sort', 'descending');
      await sort();
      expect(urlParams()).toEqual({ limit: '5' });
      expect(heading(name)).toHaveAttribute('aria-sort', 'none');
    });
  }

  test('sorts the rows', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await findTable();
    await user.click(within(heading('Created')).getByRole('link', { name: 'Created' }));
    await waitFor(async () => {
      const days = (await findRows()).map(
        (row) => within(cellOf(row, 'Created')).getByRole('time').getAttribute('datetime') ?? '',
      );
      expect(days[0]).toMatch(/^201[0-4]/);
      expect(days).toEqual(days.toSorted());
    });
  });

  test('Tags or Download does not sort', async () => {
    await renderApp({ search: '?limit=5' });
    await findTable();
    for (const name of ['Tags', 'Download']) {
      expect(heading(name)).not.toHaveAttribute('aria-sort');
      expect(within(heading(name)).queryByRole('link')).toBeNull();
    }
  });

  test('has an edge that resizes the column with the arrow keys and resets it with Home', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await findTable();
    const edge = within(heading('File')).getByRole('separator', { name: 'Width of File' });
    act(() => edge.focus());
    expect(edge).toHaveAttribute('aria-valuenow', '200');
    await user.keyboard('{ArrowRight}');
    expect(edge).toHaveAttribute('aria-valuenow', '216');
    expect(edge).toHaveAttribute('aria-valuetext', '216 pixels');
    await user.keyboard('{ArrowLeft}');
    expect(edge).toHaveAttribute('aria-valuenow', '184');
    await user.keyboard('{Home}');
    expect(edge).toHaveAttribute('aria-valuenow', '200');
    expect(edge).toHaveFocus();
  });

  test('has an edge that the user can drag, within limits, and a double click resets', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await findTable();
    const edge = within(heading('File')).getByRole('separator');
    const expectWidth = (width: string) =>
      waitFor(() => expect(edge).toHaveAttribute('aria-valuenow', width));
    fireEvent.mouseDown(edge, { clientX: 100 });
    fireEvent.mouseMove(document, { clientX: 150 });
    await expectWidth('250');
    fireEvent.mouseMove(document, { clientX: 9000 });
    await expectWidth('960');
    fireEvent.mouseUp(document, { clientX: 9000 });
    fireEvent.mouseMove(document, { clientX: 150 });
    await expectWidth('960');
    await user.dblClick(edge);
    expect(edge).not.toHaveAttribute('aria-valuenow', '960');
  });
});

describe('the columns panel', () => {
  async function open() {
    const app = await renderApp({ search: '?limit=5' });
    await findTable();
    const opener = screen.getByRole('button', { name: /^Columns/ });
    await app.user.click(opener);
    // Two groups have this name: the panel, and the list of columns in it.
    const [panel] = await screen.findAllByRole('group', { name: 'Columns' });
    if (panel === undefined) throw new Error('The panel is not open.');
    return { ...app, opener, panel };
  }

  test('shows and hides columns, except File and Download', async () => {
    const { user, panel, opener } = await open();
    await user.click(within(panel).getByRole('checkbox', { name: 'Tags' }));
    await user.click(within(panel).getByRole('checkbox', { name: 'ID' }));
    expect(headings()).toEqual([
      'Select',
      'File',
      'Data types',
      'Project',
      'Member',
      'Created',
      'ID',
      'Download',
    ]);
    expect(opener).toHaveTextContent('Columns · 1 hidden');
    for (const name of ['File', 'Download']) {
      expect(within(panel).getByRole('checkbox', { name })).toBeDisabled();
    }
    // The rows have the same columns.
    const [row] = await findRows();
    expect(row && cellOf(row, 'ID')).toHaveTextContent('1000000');
  });

  test('moves a column, announces its position, and stops at the ends', async () => {
    const { user, panel } = await open();
    const up = within(panel).getByRole('button', { name: 'Move Data types up' });
    await user.click(up);
    expect(headings().slice(0, 3)).toEqual(['Select', 'Data types', 'File']);
    expect(within(panel).getByRole('status', { name: 'Columns' })).toHaveTextContent(
      'Data types is column 1 of 9',
    );
    expect(up).toHaveFocus();
    expect(up).toHaveAttribute('aria-disabled', 'true');
    await user.click(up);
    expect(headings().slice(0, 3)).toEqual(['Select', 'Data types', 'File']);
    const [row] = await findRows();
    expect(row && cellOf(row, 'File')).toHaveTextContent(/^overland-batch/);
  });

  test('keeps the settings for the next visit, and resets them', async () => {
    const first = await open();
    await first.user.click(within(first.panel).getByRole('radio', { name: 'Compact' }));
    await first.user.click(within(first.panel).getByRole('checkbox', { name: 'Project' }));
    first.unmount();

    const { user, panel } = await open();
    expect(within(panel).getByRole('radio', { name: 'Compact' })).toBeChecked();
    expect(headings()).not.toContain('Project');
    await user.click(within(panel).getByRole('button', { name: 'Reset' }));
    expect(within(panel).getByRole('radio', { name: 'Comfortable' })).toBeChecked();
    expect(headings()).toContain('Project');
  });

  test('ignores invalid stored settings', async () => {
    localStorage.setItem(`${PREFIX}table`, '{"order":["x",1],"widths":{"file":"wide"},"wanted":[]');
    await renderApp({ search: '?limit=5' });
    await findTable();
    expect(headings()).toContain('Project');
  });
});
