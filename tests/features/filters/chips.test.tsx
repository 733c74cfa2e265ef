import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { readClipboard } from '../../support/missingInJsdom.ts';
import { renderApp, urlParams } from '../../support/renderApp.tsx';

const chips = () => screen.getByRole('list', { name: 'Active filters' });
const remove = (name: string) => screen.getByRole('button', { name: `Remove ${name}` });

/**
 * Renders the page, and waits until the chips show names, because React replaces the chips when the names arrive.
 * @param more further URL parameters, after the page size and two filters
 */
async function renderChips(more: string) {
  const app = await renderApp({ search: `?limit=5${NAMED}${more}` });
  await screen.findByRole('button', { name: 'Remove Data type not Music listening' });
  await screen.findByRole('button', { name: 'Remove Project not Spotify' });
  return app;
}

const NAMED = '&datatype_id__not=14&source_project_id__not=176';
const named = { limit: '5', datatype_id__not: '14', source_project_id__not: '176' };

// All further filters that can be combined.
const others =
  '&username=Ann&search=music&tag=gps&ext=csv&created_start=2020-01-01&created_end=2021-01-01';

describe('the chips', () => {
  test('show all active filters, in the order of the filter bar', async () => {
    await renderChips(others);
    const texts = within(chips())
      .getAllByRole('listitem')
      .map((chip) => chip.textContent);
    expect(texts).toEqual([
      'Data type is not Music listening',
      'Project is not Spotify',
      'Username Ann',
      'Search music',
      'Tag gps',
      'Extension csv',
      'Created from 2020-01-01',
      'Created to 2021-01-01',
    ]);
  });

  for (const [name, parameter] of [
    ['Data type not Music listening', 'datatype_id__not'],
    ['Project not Spotify', 'source_project_id__not'],
    ['Username Ann', 'username'],
    ['Search music', 'search'],
    ['Tag gps', 'tag'],
    ['Extension csv', 'ext'],
    ['Created from 2020-01-01', 'created_start'],
    ['Created to 2021-01-01', 'created_end'],
  ] as const) {
    test(`remove one filter with “Remove ${name}”`, async () => {
      const { user } = await renderChips(others);
      const { [parameter]: removed, ...kept } = urlParams();
      await user.click(remove(name));
      expect(removed).toBeDefined();
      expect(urlParams()).toEqual(kept);
      expect(within(chips()).getAllByRole('listitem')).toHaveLength(7);
      // The button was removed, so the heading gets the focus.
      expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    });
  }

  test('remove one of several values', async () => {
    const { user } = await renderChips('&username=Ann,Bob,071977');
    await user.click(remove('Username Bob'));
    expect(urlParams()).toEqual({ ...named, username: '071977,Ann' });
  });

  test('remove all filters with “Clear all”, and keep the other URL parameters', async () => {
    const { user } = await renderChips(`${others}&ordering=-created&utm_source=mail`);
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(urlParams()).toEqual({ limit: '5', ordering: '-created', utm_source: 'mail' });
    expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull();
  });

  test('change between “is” and “is not” on click', async () => {
    const { user } = await renderChips('&tag=gps');
    await user.click(screen.getByRole('button', { name: 'Leave out Tag gps' }));
    expect(urlParams()).toEqual({ ...named, tag__not: 'gps' });
    const opposite = screen.getByRole('button', { name: 'Tag is not gps: ask for it' });
    expect(opposite).toHaveFocus();
    await user.click(opposite);
    expect(urlParams()).toEqual({ ...named, tag: 'gps' });
  });

  test('show control and bidi characters in the URL as codes', async () => {
    await renderApp({ search: '?limit=5&username=a%E2%80%AEb%00' });
    expect(chips()).toHaveTextContent('Username a[U+202E]b[U+0000]');
  });

  test('offer the descendants of a data type', async () => {
    const { user } = await renderApp({ search: '?limit=5&datatype_id=1' });
    await user.click(await screen.findByRole('checkbox', { name: 'Include 8 descendants' }));
    expect(urlParams()).toEqual({ limit: '5', datatype_id: '1', include_children: 'True' });
    await user.click(remove('Data type Genetic data and its descendants'));
    expect(urlParams()).toEqual({ limit: '5' });
    expect(screen.queryByRole('checkbox', { name: /descendants/ })).toBeNull();
  });

  test('are not rendered without filters', async () => {
    await renderApp({ search: '?limit=5' });
    expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull();
  });
});

test('“Copy link” copies the URL of the page', async () => {
  const { user } = await renderApp({ search: '?limit=5&tag=gps' });
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByText('Link copied')).toHaveRole('status');
  expect(readClipboard()).toBe(`${window.location.origin}/?tag=gps&limit=5`);
});

describe('the date fields', () => {
  for (const [label, parameter] of [
    ['Created from', 'created_start'],
    ['Created to', 'created_end'],
  ] as const) {
    test(`“${label}” sets and clears the filter`, async () => {
      const { user } = await renderApp({ search: '?limit=5&offset=10' });
      await user.type(screen.getByLabelText(label), '2020-02-29');
      expect(urlParams()).toEqual({ limit: '5', [parameter]: '2020-02-29' });
      await user.clear(screen.getByLabelText(label));
      expect(urlParams()).toEqual({ limit: '5' });
    });

    for (const day of ['2021-02-29', 'yesterday', '2021-1-1', '20210101', '0000-00-00']) {
      test(`“${label}” is empty for ${day}, and an alert names the parameter`, async () => {
        await renderApp({ search: `?limit=5&${parameter}=${day}` });
        expect(screen.getByLabelText(label)).toHaveValue('');
        expect(screen.getByRole('alert')).toHaveTextContent(`${parameter}=${day}`);
        expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull();
      });
    }
  }

  test('find no files if the end is before the start', async () => {
    await renderApp({ search: '?created_start=2021-01-02&created_end=2021-01-01' });
    expect(await screen.findByRole('heading', { name: /^No public data files/ })).toBeVisible();
  });
});

describe('the search field', () => {
  const field = () => screen.getByRole('searchbox', { name: 'Search' });

  test('changes the URL without a new history entry, and goes to the first page', async () => {
    const { user } = await renderApp({ search: '?limit=5&offset=10' });
    const entries = window.history.length;
    await user.type(field(), 'heart');
    expect(urlParams()).toEqual({ limit: '5', search: 'heart' });
    expect(window.history).toHaveLength(entries);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('with “heart”');
  });

  test('loads the list only once while the user types', async () => {
    const { user, server } = await renderApp({ search: '?limit=5' });
    await user.type(field(), 'heart');
    expect(await screen.findByText(/^\d+ files? of/)).toHaveAccessibleName('Files found');
    const listed = server.requests.filter((path) => path.startsWith('/api/public/datafiles/'));
    await user.type(field(), 'beat');
    expect(await screen.findByRole('heading', { name: /^No public data files/ })).toBeVisible();
    expect(server.requests.filter((path) => path.startsWith('/api/public/datafiles/'))).toEqual(
      listed,
    );
  });

  test('does nothing on Enter', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.type(field(), 'heart{Enter}');
    expect(urlParams()).toEqual({ limit: '5', search: 'heart' });
    expect(field()).toHaveFocus();
  });

  test('keeps the other filters on Escape, with which browsers clear the field', async () => {
    const { user } = await renderApp({ search: '?limit=5&tag=gps&search=a' });
    await user.type(field(), '{Escape}');
    expect(urlParams()).toMatchObject({ limit: '5', tag: 'gps' });
    expect(field()).toHaveFocus();
    await user.clear(field());
    expect(urlParams()).toEqual({ limit: '5', tag: 'gps' });
  });

  test('keeps blanks while the user types', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.type(field(), 'heart r');
    expect(field()).toHaveValue('heart r');
  });
});

describe('the notices', () => {
  test('name every invalid parameter of the URL in one alert', async () => {
    await renderApp({ search: '?limit=0&offset=x&ordering=size&datatype_id=14,x&source=moon' });
    const items = within(screen.getByRole('alert')).getAllByRole('listitem');
    expect(items.map((item) => item.textContent?.split(' ')[0])).toEqual([
      'datatype_id=14,x',
      'ordering=size',
      'limit=0',
      'offset=x',
      'source=moon',
    ]);
    // The valid parameters have an effect.
    expect(
      await screen.findByRole('button', { name: 'Remove Data type Music listening' }),
    ).toBeVisible();
  });

  test('truncate a long value', async () => {
    await renderApp({ search: `?limit=${'9'.repeat(5000)}` });
    expect(screen.getByRole('alert').textContent?.length).toBeLessThan(300);
  });

  test('are empty for a valid URL', async () => {
    await renderApp({ search: '?limit=5&utm_source=mail&search=%20' });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
