import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { findTable, renderApp, urlParams } from '../../support/renderApp.tsx';

async function renderPage(search = '?limit=5') {
  const app = await renderApp({ search });
  await findTable();
  return app;
}

const help = () => screen.findByRole('dialog', { name: 'Help' });

describe('keyboard shortcuts', () => {
  test('/ focuses the search and selects its text', async () => {
    const { user } = await renderPage('?limit=5&search=overland');
    await user.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    await user.keyboard('moves');
    expect(urlParams()).toEqual({ limit: '5', search: 'moves' });
  });

  test('n and p go to the next and the previous page', async () => {
    const { user } = await renderPage();
    await user.keyboard('n');
    expect(urlParams()).toEqual({ limit: '5', offset: '5' });
    expect(screen.getByRole('button', { name: 'Next page' })).toHaveFocus();
    await user.keyboard('p');
    expect(urlParams()).toEqual({ limit: '5' });
    // There is no page before the first one.
    await user.keyboard('p');
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('? opens the help at the list of keys; Escape closes it', async () => {
    const { user } = await renderPage();
    await user.keyboard('?');
    const dialog = await help();
    expect(within(dialog).getByRole('heading', { name: 'Keys' })).toHaveFocus();
    const keys = within(within(dialog).getByRole('table', { name: 'Keys' })).getAllByRole('row');
    expect(keys.map((row) => row.textContent)).toEqual([
      'KeyWhat it does',
      '/Go to the search',
      'nNext page',
      'pPrevious page',
      'oOpen or close the overview',
      'tTake away',
      '?Show these keys',
      'EscClose what was opened last',
      '↑ ↓In the details: the file before, the file after',
    ]);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Help' })).toHaveFocus();
  });

  test('do nothing while the user types', async () => {
    const { user } = await renderPage();
    await user.type(screen.getByRole('searchbox'), 'np/?');
    expect(urlParams()).toEqual({ limit: '5', search: 'np/?' });
    await user.clear(screen.getByRole('searchbox'));
    screen.getByRole('combobox', { name: 'Rows per page' }).focus();
    await user.keyboard('n');
    expect(urlParams()).toEqual({ limit: '5' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  for (const modifier of ['Control', 'Alt', 'Meta']) {
    test(`do nothing with ${modifier}`, async () => {
      const { user } = await renderPage();
      await user.keyboard(`{${modifier}>}n{/${modifier}}`);
      expect(urlParams()).toEqual({ limit: '5' });
    });
  }

  test('do nothing for a repeated key, or during composition', async () => {
    await renderPage();
    fireEvent.keyDown(document.body, { key: 'n', repeat: true });
    fireEvent.keyDown(document.body, { key: 'n', isComposing: true });
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('do nothing while a dialog is open', async () => {
    const { user } = await renderPage();
    await user.keyboard('?');
    await help();
    await user.keyboard('n');
    expect(urlParams()).toEqual({ limit: '5' });
  });

  test('can be disabled, also for the next visit', async () => {
    const first = await renderPage();
    await first.user.keyboard('?');
    await first.user.click(
      within(await help()).getByRole('checkbox', { name: /^Single keys work/ }),
    );
    await first.user.keyboard('{Escape}n');
    expect(urlParams()).toEqual({ limit: '5' });
    expect(screen.getByRole('searchbox')).not.toHaveAttribute('aria-keyshortcuts');
    first.unmount();

    const { user } = await renderPage();
    await user.keyboard('n?');
    expect(urlParams()).toEqual({ limit: '5' });
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Help' }));
    const check = within(await help()).getByRole('checkbox', { name: /^Single keys work/ });
    expect(check).not.toBeChecked();
    await user.click(check);
    await user.keyboard('{Escape}n');
    expect(urlParams()).toEqual({ limit: '5', offset: '5' });
  });
});

describe('the welcome message', () => {
  test('does not appear again after the user has dismissed it', async () => {
    const first = await renderApp({ search: '?limit=5' });
    await first.user.click(
      within(screen.getByRole('complementary', { name: 'Welcome' })).getByRole('button', {
        name: 'Dismiss',
      }),
    );
    expect(screen.queryByRole('complementary', { name: 'Welcome' })).toBeNull();
    first.unmount();
    await renderApp({ search: '?limit=5' });
    expect(screen.queryByRole('complementary', { name: 'Welcome' })).toBeNull();
  });

  test('opens the help', async () => {
    const { user } = await renderApp({ search: '?limit=5' });
    await user.click(screen.getByRole('button', { name: 'What you should know' }));
    expect(within(await help()).getByRole('button', { name: 'Close help' })).toHaveFocus();
    expect(screen.queryByRole('complementary', { name: 'Welcome' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Close help' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
