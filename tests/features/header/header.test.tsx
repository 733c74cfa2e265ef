import { PREFIX } from '../../../src/session/persistedStore.ts';
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { findTable, renderApp, urlParams } from '../../support/renderApp.tsx';

const theme = () => screen.getByRole('button', { name: /^Theme: / });

describe('the theme', () => {
  test('changes from system to light, to dark and back to system', async () => {
    const { user } = await renderApp();
    expect(theme()).toHaveAccessibleName('Theme: system');
    expect(document.documentElement).not.toHaveAttribute('data-theme');
    await user.click(theme());
    expect(theme()).toHaveAccessibleName('Theme: light');
    expect(document.documentElement).toHaveAttribute('data-theme', 'light');
    await user.click(theme());
    expect(theme()).toHaveAccessibleName('Theme: dark');
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
    await user.click(theme());
    expect(theme()).toHaveAccessibleName('Theme: system');
    expect(document.documentElement).not.toHaveAttribute('data-theme');
    expect(theme()).toHaveFocus();
  });

  test('is restored from the last visit', async () => {
    localStorage.setItem(`${PREFIX}theme`, 'dark');
    await renderApp();
    expect(theme()).toHaveAccessibleName('Theme: dark');
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  });

  test('is system if the stored value is invalid', async () => {
    localStorage.setItem(`${PREFIX}theme`, 'purple');
    await renderApp();
    expect(theme()).toHaveAccessibleName('Theme: system');
  });

  test('follows another tab', async () => {
    await renderApp();
    localStorage.setItem(`${PREFIX}theme`, 'dark');
    fireEvent(window, new StorageEvent('storage', { key: `${PREFIX}theme` }));
    expect(theme()).toHaveAccessibleName('Theme: dark');
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  });

  test('is kept for the visit if the browser cannot store it', async () => {
    const { user } = await renderApp();
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    try {
      await user.click(theme());
    } finally {
      Storage.prototype.setItem = setItem;
    }
    expect(theme()).toHaveAccessibleName('Theme: light');
    expect(document.documentElement).toHaveAttribute('data-theme', 'light');
  });
});

describe('the header', () => {
  test('links to all files of the same source', async () => {
    const { user } = await renderApp({ search: '?username=Ann&limit=5&source=sample' });
    await user.click(screen.getByRole('link', { name: /Data Explorer$/ }));
    expect(urlParams()).toEqual({ source: 'sample' });
  });

  test('switches from the sample to live data', async () => {
    const { user } = await renderApp({ search: '?limit=5&offset=5&tag=GPS' });
    expect(screen.getByRole('banner')).toHaveTextContent('Sample data');
    await user.click(screen.getByRole('button', { name: 'Use live data' }));
    expect(urlParams()).toEqual({ limit: '5', tag: 'GPS', source: 'live' });
    expect(screen.queryByRole('button', { name: 'Use live data' })).toBeNull();
    expect(document.documentElement).toHaveAttribute('data-source', 'live');
    await findTable();
  });
});
