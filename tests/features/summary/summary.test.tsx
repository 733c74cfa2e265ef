import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { findTable, renderApp } from '../../support/renderApp.tsx';

const found = () => screen.getByRole('status', { name: 'Files found' });
const summary = () => screen.getByRole('region', { name: 'Summary' });

describe('the summary', () => {
  test('shows the count of the server', async () => {
    await renderApp({ search: '?limit=5' });
    expect(found()).toHaveTextContent('Counting the files…');
    expect(screen.queryByRole('button', { name: 'why?' })).toBeNull();
    await findTable();
    expect(found()).toHaveTextContent(/^400 files$/);
    expect(summary()).toHaveTextContent('listed by the server');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Public data files');
    expect(document.title).toBe('Public data files — 400 files');
  });

  test('shows members, projects and the period if all files are loaded', async () => {
    await renderApp({ search: '?username=bright_newt' });
    await findTable();
    expect(found()).toHaveTextContent(/^6 files of 1 member and 3 projects · Apr 2020 – Nov 2024$/);
    expect(summary()).toHaveTextContent('filtered by the server');
  });

  test('uses the singular for one file', async () => {
    await renderApp({ search: '?source_project_id=163' });
    await findTable();
    expect(found()).toHaveTextContent(/^1 file of 1 member · Nov 2022$/);
    expect(document.title).toMatch(/ — 1 file$/);
  });

  test('says that the files are not counted if the server refuses', async () => {
    await renderApp({ faults: 'fail:1:403' });
    await screen.findByRole('heading', { name: 'The files could not be listed' });
    expect(found()).toHaveTextContent('Not counted');
  });

  test('shows 0 files if no file matches', async () => {
    await renderApp({ search: '?username=nemo' });
    await screen.findByRole('heading', { name: /^No public data files/ });
    expect(found()).toHaveTextContent(/^0 files$/);
    expect(document.title).toMatch(/ — 0 files$/);
  });

  test('counts the redacted rows', async () => {
    await renderApp({ search: '?limit=5', edit: (file, index) => (index < 2 ? {} : file) });
    await findTable();
    expect(found()).toHaveTextContent(/^400 files · 2 of them are not shown by the server$/);
  });

  test('says “so far” while only a part of the list is loaded', async () => {
    await renderApp({ search: '?search=overland&limit=5', rows: 3000 });
    await screen.findByRole('button', { name: 'Read all files' });
    await findTable();
    expect(found()).toHaveTextContent(/^\d+ files so far of \d+ members/);
    expect(document.title).toMatch(/ so far$/);
  });

  test('names the filter that the server ignored', async () => {
    await renderApp({ search: '?source_project_id=186&datatype_id=4&limit=5' });
    expect(
      await screen.findByText(/the server ignored the Data type filter; filtered here/),
    ).toBeVisible();
  });
});

describe('the explanation “why?”', () => {
  const open = async (options: Parameters<typeof renderApp>[0]) => {
    const app = await renderApp(options);
    const button = await screen.findByRole('button', { name: 'why?', expanded: false });
    await app.user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    return { ...app, button };
  };

  for (const { name, words, ...options } of [
    {
      name: 'a list without filters',
      search: '?limit=5',
      words: 'list of all public data files, in the server’s order',
    },
    {
      name: 'a project’s own list',
      search: '?source_project_id=176',
      words: 'the files of Spotify. That list holds just what you asked for.',
    },
    {
      name: 'a member’s own list',
      search: '?username=bright_newt',
      words: 'the files of bright_newt',
    },
    {
      name: 'a data type’s own list',
      search: '?datatype_id=14',
      words: 'the files of the type Music listening',
    },
    {
      name: 'a search',
      search: '?search=heart',
      words: 'The server can neither search nor sort its list',
    },
    {
      name: 'a filter that the server honours',
      search: '?source_project_id=186&datatype_id=4',
      faults: 'honour',
      words: 'the server was seen to obey them',
    },
    {
      name: 'a filter that the server ignores',
      search: '?source_project_id=186&datatype_id=4',
      words: 'answered as if it had not been',
    },
  ]) {
    test(`describes ${name}`, async () => {
      const { user, button } = await open(options);
      await findTable();
      expect(summary()).toHaveTextContent(words);
      await user.click(button.isConnected ? button : screen.getByRole('button', { name: 'why?' }));
      expect(summary()).not.toHaveTextContent(words);
    });
  }
});
