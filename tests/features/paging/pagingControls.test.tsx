import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { findTable, renderApp, urlParams } from '../../support/renderApp.tsx';

const button = (name: string) => screen.getByRole('button', { name });
const range = () => screen.getByRole('status', { name: 'Range' });
const page = () => screen.getByRole('textbox', { name: 'Page' });

async function renderPage(search: string) {
  const app = await renderApp({ search });
  await findTable();
  return app;
}

/** The names of the enabled buttons. */
function enabled(): string[] {
  return ['First page', 'Previous page', 'Next page', 'Last page'].filter(
    (name) => button(name).ariaDisabled !== 'true',
  );
}

describe('the paging controls', () => {
  test('go to the next, the last and the first page', async () => {
    const { user } = await renderPage('?limit=25');
    expect(range()).toHaveTextContent(/^1–25 of 400$/);
    expect(page()).toHaveValue('1');
    expect(page().closest('label')).toHaveTextContent('Page of 16');
    expect(enabled()).toEqual(['Next page', 'Last page']);
    await user.click(button('Next page'));
    expect(urlParams()).toEqual({ limit: '25', offset: '25' });
    await waitFor(() => expect(range()).toHaveTextContent(/^26–50 of 400$/));
    expect(enabled()).toEqual(['First page', 'Previous page', 'Next page', 'Last page']);
    await user.click(button('Last page'));
    await waitFor(() => expect(range()).toHaveTextContent(/^376–400 of 400$/));
    expect(enabled()).toEqual(['First page', 'Previous page']);
    // The clicked button is disabled now, but keeps the focus.
    expect(button('Last page')).toHaveFocus();
    await user.click(button('Last page'));
    await user.click(button('First page'));
    expect(urlParams()).toEqual({ limit: '25' });
  });

  test('follow the Back button of the browser', async () => {
    const { user } = await renderPage('?limit=25');
    await user.click(button('Next page'));
    window.history.back();
    await waitFor(() => expect(page()).toHaveValue('1'));
    await waitFor(() => expect(range()).toHaveTextContent(/^1–25 of 400$/));
  });

  test('show the range of a shorter last page', async () => {
    await renderPage('?limit=150&offset=300');
    expect(range()).toHaveTextContent(/^301–400 of 400$/);
    expect(enabled()).toEqual(['First page', 'Previous page']);
  });

  test('show one page for a list of one file', async () => {
    await renderPage('?source_project_id=163');
    expect(range()).toHaveTextContent(/^1 of 1$/);
    expect(enabled()).toEqual([]);
  });

  test('show an empty range if there are no files', async () => {
    await renderApp({ search: '?username=nemo' });
    await waitFor(() => expect(range()).toHaveTextContent(/^0 of 0$/));
    expect(enabled()).toEqual([]);
  });

  test('go back from a page past the end', async () => {
    const { user } = await renderApp({ search: '?limit=25&offset=1000' });
    await screen.findByRole('heading', { name: /past the end/ });
    expect(enabled()).toEqual(['First page', 'Previous page']);
    await user.click(button('Previous page'));
    expect(urlParams()).toEqual({ limit: '25', offset: '375' });
  });

  test('only go back before the first response', async () => {
    const { server } = await renderApp({ search: '?limit=25&offset=50', faults: 'slow:50' });
    expect(range()).toHaveTextContent('');
    expect(page()).toHaveValue('3');
    expect(enabled()).toEqual(['First page', 'Previous page']);
    await findTable();
    expect(server.requests).toContain('/api/public/datafiles/?limit=25&offset=50');
  });
});

describe('the field “Page”', () => {
  for (const [typed, offset] of [
    ['3', '50'],
    ['999', '375'],
    [' 2 ', '25'],
  ] as const) {
    test(`goes to a page for “${typed}” on Enter`, async () => {
      const { user } = await renderPage('?limit=25');
      await user.clear(page());
      await user.type(page(), `${typed}{Enter}`);
      expect(urlParams()).toEqual({ limit: '25', offset });
    });
  }

  for (const typed of ['x', '-1', '0', '1.5', '1e1', '']) {
    test(`restores the current page after “${typed}”`, async () => {
      const { user } = await renderPage('?limit=25');
      await user.clear(page());
      await user.type(page(), `${typed}{Enter}`);
      expect(urlParams()).toEqual({ limit: '25' });
      expect(page()).toHaveValue('1');
    });
  }

  test('restores its value on Escape, and submits it on blur', async () => {
    const { user } = await renderPage('?limit=25');
    await user.clear(page());
    await user.type(page(), '3{Escape}');
    expect(page()).toHaveValue('1');
    await user.clear(page());
    await user.type(page(), '4');
    expect(urlParams()).toEqual({ limit: '25' });
    await user.tab();
    expect(urlParams()).toEqual({ limit: '25', offset: '75' });
  });
});

describe('“Rows per page”', () => {
  const size = () => screen.getByRole('combobox', { name: 'Rows per page' });

  test('keeps the first row on the page', async () => {
    const { user } = await renderPage('?limit=25&offset=75');
    await user.selectOptions(size(), '50');
    expect(urlParams()).toEqual({ limit: '50', offset: '50' });
    await user.selectOptions(size(), '100');
    // The default limit is not in the URL.
    expect(urlParams()).toEqual({});
  });

  test('has an option for the limit in the URL', async () => {
    await renderPage('?limit=30');
    expect(size()).toHaveDisplayValue('30');
  });

  test('shows all rows in one scroll, with a field that goes to a row', async () => {
    const { user } = await renderPage('?limit=25&offset=50');
    await user.selectOptions(size(), 'All rows');
    expect(urlParams()).toEqual({ limit: 'all', offset: '50' });
    const row = screen.getByRole('textbox', { name: 'Go to row' });
    expect(row).toHaveValue('51');
    await user.clear(row);
    await user.type(row, '200{Enter}');
    expect(urlParams()).toEqual({ limit: 'all', offset: '199' });
    await waitFor(() => expect(range()).toHaveTextContent(/^200–\d+ of 400$/));
  });
});
