import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { matchMediaQueries } from '../../support/missingInJsdom.ts';
import { renderApp, urlParams } from '../../support/renderApp.tsx';

const field = (name: string) => screen.getByRole('combobox', { name });
const options = (name: string) =>
  within(screen.getByRole('listbox', { name })).queryAllByRole('option');
/** The visible texts of the options of a combobox. */
const optionTexts = (name: string) => options(name).map((option) => option.textContent);

/** Renders the page, and waits until the names of data types and projects are loaded. */
async function renderWithNames(search = '?limit=5', faults = '') {
  const app = await renderApp({ search, faults });
  await app.user.click(field('Data type'));
  await screen.findByRole('option', { name: /^Genetic data/ });
  await app.user.keyboard('{Escape}');
  return app;
}

describe('the combobox Data type', () => {
  test('lists all data types in tree order, with their ids', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    const names = optionTexts('Data type');
    expect(names[0]).toContain('Activity and sensors');
    const [parent, child, grandchild] = ['Genetic data', 'Genotyping', '23andMe genotyping'].map(
      (name) => names.findIndex((each) => each.startsWith(name)),
    );
    expect(parent).toBeLessThan(child ?? -1);
    expect(child).not.toBe(grandchild);
    expect(names.some((name) => name.startsWith('Music listening14'))).toBe(true);
    expect(field('Data type')).toHaveAttribute('aria-expanded', 'true');
  });

  test('sets the filter to the clicked option, and shows its name', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.click(screen.getByRole('option', { name: /^Music listening/ }));
    expect(urlParams()).toMatchObject({ datatype_id: '14' });
    expect(field('Data type')).toHaveValue('Music listening');
    expect(options('Data type')).toEqual([]);
  });

  test('filters the list by the typed text, and chooses the first match on Enter', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('heart rate v');
    expect(optionTexts('Data type')).toHaveLength(1);
    await user.keyboard('{Enter}');
    expect(urlParams()).toMatchObject({ datatype_id: '17' });
  });

  test('moves through the options with the arrow keys, and sets `aria-activedescendant`', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('sleep');
    const [first, second, ...others] = options('Data type');
    expect(others).toEqual([]);
    expect(field('Data type')).toHaveAttribute('aria-activedescendant', first?.id);
    await user.keyboard('{ArrowDown}');
    expect(field('Data type')).toHaveAttribute('aria-activedescendant', second?.id);
    await user.keyboard('{Enter}');
    expect(urlParams()).toMatchObject({ datatype_id: '19' });
  });

  test('adds an option with Ctrl+Enter, and keeps the list open', async () => {
    const { user } = await renderWithNames('?limit=5&datatype_id=14');
    await user.click(field('Data type'));
    await user.clear(field('Data type'));
    await user.keyboard('Steps{Control>}{Enter}{/Control}');
    expect(urlParams()).toMatchObject({ datatype_id: '14,15' });
    expect(screen.getByRole('option', { name: /^Steps/ })).toHaveAttribute('aria-selected', 'true');
  });

  test('excludes an option with Alt+Enter, and marks it', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('Steps{Alt>}{Enter}{/Alt}');
    expect(urlParams()).toEqual({ limit: '5', datatype_id__not: '15' });
    expect(screen.getByRole('option', { name: /^Steps, left out/ })).toBeInTheDocument();
    // The same keys undo the exclusion.
    await user.keyboard('{Alt>}{Enter}{/Alt}');
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('closes the list on Escape, and keeps the filter', async () => {
    const { user } = await renderWithNames('?limit=5&datatype_id=14');
    await user.click(field('Data type'));
    await user.keyboard('xyz{Escape}');
    expect(options('Data type')).toEqual([]);
    expect(field('Data type')).toHaveValue('Music listening');
    expect(urlParams()).toMatchObject({ datatype_id: '14' });
  });

  test('accepts an id that is not among the options', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('987654');
    expect(optionTexts('Data type')).toEqual([expect.stringContaining('Data type 987654')]);
    await user.keyboard('{Enter}');
    expect(urlParams()).toMatchObject({ datatype_id: '987654' });
  });

  test('removes the filter if it is empty when it loses the focus', async () => {
    const { user } = await renderWithNames('?limit=5&datatype_id=14');
    await user.clear(field('Data type'));
    await user.tab();
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('does not choose the highlighted option when it loses the focus', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('sleep');
    await user.tab();
    expect(urlParams()).toEqual({ limit: '5' });
    expect(field('Data type')).toHaveValue('');
  });

  test('has a button that clears all choices and focuses the field', async () => {
    const { user } = await renderWithNames('?limit=5&datatype_id=14&datatype_id__not=15');
    expect(field('Data type')).toHaveValue('Music listening, not Steps');
    await user.click(screen.getByRole('button', { name: 'Clear Data type' }));
    expect(urlParams()).toEqual({ limit: '5' });
    expect(field('Data type')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Clear Data type' })).toBeNull();
  });

  test('accepts ids if the server has no list of data types', async () => {
    const { user } = await renderApp({ search: '?limit=5', faults: 'missing:datatypes' });
    await user.click(field('Data type'));
    await user.keyboard('14{Enter}');
    expect(urlParams()).toMatchObject({ datatype_id: '14' });
    expect(field('Data type')).toHaveValue('14');
  });

  test('announces the number of options', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Data type'));
    await user.keyboard('heart rate v');
    expect(field('Data type')).toHaveAccessibleDescription(/^1 option/);
    await user.keyboard('xyz');
    expect(field('Data type')).toHaveAccessibleDescription('0 options');
  });
});

describe('the combobox Project', () => {
  test('lists projects by name, and sets the filter', async () => {
    const { user } = await renderWithNames();
    await user.click(field('Project'));
    const names = optionTexts('Project');
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
    await user.keyboard('fitbit{Enter}');
    expect(urlParams()).toMatchObject({ source_project_id: '62' });
  });

  test('keeps the typed text when the names arrive', async () => {
    const app = await renderApp({ search: '?limit=5', faults: 'slow:100' });
    await app.user.click(field('Project'));
    await app.user.keyboard('fit');
    await screen.findByRole('option', { name: /itbit/i });
    expect(field('Project')).toHaveValue('fit');
  });
});

describe('the combobox Username', () => {
  test('suggests the members of the page, then those that the server returns', async () => {
    const { user, server } = await renderApp({ search: '?limit=5' });
    await screen.findByRole('table', { name: 'Public data files' });
    await user.click(field('Username'));
    const onPage = optionTexts('Username');
    expect(onPage.length).toBeGreaterThan(0);
    await user.keyboard('mem');
    await waitFor(() => {
      const others = optionTexts('Username').filter((name) => !onPage.includes(name));
      expect(others.length).toBeGreaterThan(1);
    });
    // One request after the user has paused typing, not one per letter.
    expect(server.requests.filter((path) => path.includes('/members/'))).toEqual([
      expect.stringContaining('username=mem'),
    ]);
  });

  test('accepts any text, and trims it', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(field('Username'));
    await user.keyboard('  071977 {Enter}');
    expect(urlParams()).toMatchObject({ username: '071977' });
  });

  test('treats text with a comma as one username', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(field('Username'));
    await user.paste('名前, two');
    await user.keyboard('{Enter}');
    expect(urlParams()).toMatchObject({ username: '名前\\, two' });
    expect(field('Username')).toHaveValue('名前, two');
  });
});

describe('on a phone', () => {
  test('the comboboxes are in a sheet, whose button shows the number of filters', async () => {
    matchMediaQueries('(max-width: 640px)');
    const { user } = await renderApp({ search: '?limit=5&username=a&tag=b' });
    expect(screen.queryByRole('combobox', { name: 'Project' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Filters · 2' }));
    const sheet = screen.getByRole('dialog', { name: 'Filters' });
    expect(within(sheet).getByRole('combobox', { name: 'Project' })).toBeInTheDocument();
    await user.click(within(sheet).getByRole('button', { name: 'Show files' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Filters · 2' })).toHaveFocus();
  });
});
