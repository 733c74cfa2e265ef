import { PREFIX } from '../../../src/session/persistedStore.ts';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  cellOf,
  findRow,
  listFiles,
  renderApp,
  type Row,
  urlParams,
} from '../../support/renderApp.tsx';

/** Stores settings that show every column, including those that are hidden by default. */
function showAllColumns(): void {
  const columns = ['id', 'ext', 'tags', 'datatypes', 'project', 'created'];
  const columnVisibility = Object.fromEntries(columns.map((id) => [id, true]));
  localStorage.setItem(`${PREFIX}table`, JSON.stringify({ columnVisibility }));
}

const ordinary: Row = {
  id: 1_000_000,
  basename: 'genome.vcf.gz',
  created: '2018-06-08T23:30:00.123456Z',
  datatypes: [1, 11].map((id) => `https://www.openhumans.org/api/public/datatype/${id}/`),
  download_url: 'https://www.openhumans.org/data-management/datafile-download/1000000/?key=a',
  metadata: {
    tags: ['vcf', '16S', 'Wild Life', 'more'],
    description: 'Variants of <b>one</b> genome',
  },
  source_project: 'https://www.openhumans.org/api/public/project/12/',
  user: { id: 7, name: 'Ann', username: '071977' },
};

/** Renders the page with one row, a file with `changes`, and waits until the names are loaded. */
async function renderRow(changes: Partial<Record<keyof Row, unknown>> = {}, search = '') {
  showAllColumns();
  const app = await renderApp({
    search: `?limit=1${search}`,
    edit: () => ({ ...ordinary, ...changes }),
  });
  const row = await findRow(0);
  await within(cellOf(row, 'Project')).findByRole('link', { name: 'Genome/Exome Upload' });
  return { ...app, row };
}

const linksIn = (cell: HTMLElement) =>
  within(cell)
    .queryAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')]);

describe('the cells of an ordinary file', () => {
  test('show the text of their columns, with links that set a filter or open the file', async () => {
    const { row } = await renderRow();
    expect(within(row).getByRole('checkbox', { name: 'Select genome.vcf.gz' })).not.toBeChecked();
    expect(cellOf(row, 'File')).toHaveTextContent('genome.vcf.gzVariants of <b>one</b> genome');
    const links = Object.fromEntries(
      screen.getAllByRole('columnheader').map(({ ariaLabel }) => {
        const name = ariaLabel ?? '';
        return [name, linksIn(cellOf(row, name))];
      }),
    );
    expect(links).toEqual({
      Select: [],
      File: [['genome.vcf.gz', '?limit=1&file=1000000']],
      'Data types': [
        ['Genetic data', '?datatype_id=1&limit=1'],
        ['Variant calls (VCF)', '?datatype_id=11&limit=1'],
      ],
      Project: [['Genome/Exome Upload', '?source_project_id=12&limit=1']],
      Member: [['071977', '?username=071977&limit=1']],
      Created: [],
      Tags: [
        ['vcf', '?tag=vcf&limit=1'],
        ['16S', '?tag=16S&limit=1'],
        ['+2', '?limit=1&file=1000000'],
      ],
      ID: [['1000000', '?limit=1&file=1000000']],
      Extension: [['vcf.gz', '?ext=vcf.gz&limit=1']],
      Download: [['Download', ordinary.download_url]],
    });
    expect(screen.getByRole('link', { name: '2 more tags of genome.vcf.gz' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Download genome.vcf.gz' })).toHaveAttribute(
      'rel',
      'noopener noreferrer',
    );
    expect(screen.getByRole('button', { name: 'More about genome.vcf.gz' })).toBeVisible();
  });

  test('show the day of creation in UTC', async () => {
    const { row } = await renderRow({ created: '2018-06-08T23:30:00-05:00' });
    const time = within(cellOf(row, 'Created')).getByRole('time');
    expect(time).toHaveTextContent(/9/);
    expect(time).toHaveAttribute('datetime', '2018-06-08T23:30:00-05:00');
  });

  test('have links that add a filter without a page load and keep the other filters', async () => {
    const { user, row } = await renderRow({}, '&ext=vcf.gz');
    await user.click(within(cellOf(row, 'Member')).getByRole('link'));
    expect(urlParams()).toEqual({ limit: '1', ext: 'vcf.gz', username: '071977' });
  });

  test('leave a Ctrl+click on a link to the browser', async () => {
    const { user, row } = await renderRow();
    await user.keyboard('{Control>}');
    // jsdom cannot follow links.
    row.addEventListener('click', (event) => event.preventDefault());
    await user.click(within(cellOf(row, 'Member')).getByRole('link'));
    expect(urlParams()).toEqual({ limit: '1' });
  });

  test('mark the words of the search in name, description and tags, and show matching tags first', async () => {
    const { row } = await renderRow({}, '&search=MORE%20genome%20one');
    const marks = (name: string) =>
      within(cellOf(row, name))
        .getAllByRole('mark')
        .map((mark) => mark.textContent);
    expect(marks('File')).toEqual(['genome', 'one', 'genome']);
    expect(marks('Tags')).toEqual(['more']);
    expect(linksIn(cellOf(row, 'Tags')).map(([text]) => text)).toEqual(['more', 'vcf', '+2']);
  });

  test('show ids if the server has no names', async () => {
    showAllColumns();
    await renderApp({
      search: '?limit=1',
      faults: 'missing:all',
      edit: () => ordinary,
    });
    const row = await findRow(0);
    expect(cellOf(row, 'Data types')).toHaveTextContent(/^1, 11$/);
    expect(cellOf(row, 'Project')).toHaveTextContent(/^12$/);
  });
});

describe('the cells of a file without', () => {
  for (const [name, changes, column, text] of [
    [
      'a name',
      { basename: '' },
      'File',
      'file 1000000, without a nameVariants of <b>one</b> genome',
    ],
    ['a description', { metadata: {} }, 'File', 'genome.vcf.gz'],
    ['data types', { datatypes: [] }, 'Data types', ''],
    ['a shown member', { user: { id: null, name: null, username: null } }, 'Member', 'hidden'],
    ['tags', { metadata: { tags: [] } }, 'Tags', ''],
    ['metadata', { metadata: null }, 'Tags', ''],
    ['an extension', { basename: 'README' }, 'Extension', ''],
  ] as const) {
    test(`${name}: ${column} is ${text === '' ? 'empty' : `“${text}”`}`, async () => {
      const { row } = await renderRow(changes);
      expect(cellOf(row, column).textContent).toBe(text);
    });
  }

  test('a name: the labels of the controls contain the id of the file', async () => {
    const { row } = await renderRow({ basename: '' });
    const names = ['checkbox', 'button'].map((role) => within(row).getByRole(role).ariaLabel);
    expect(names).toEqual(['Select file 1000000', 'More about file 1000000']);
    expect(within(row).getByRole('link', { name: 'Download file 1000000' })).toBeVisible();
  });
});

describe('the cells of a hostile file', () => {
  const script = '<img src=x onerror="globalThis.pwned = true">';

  test('show markup as text, and control and bidi characters as their codes', async () => {
    const { row } = await renderRow({
      basename: `${script}\u202Egpj.exe`,
      metadata: { tags: [script], description: `${script}\u0000` },
      user: { id: 1, name: script, username: `a\u202E${script}` },
    });
    expect(within(row).queryByRole('img')).toBeNull();
    expect(cellOf(row, 'File')).toHaveTextContent(`${script}[U+202E]gpj.exe${script}[U+0000]`);
    expect(cellOf(row, 'Tags')).toHaveTextContent(script);
    expect(cellOf(row, 'Member')).toHaveTextContent(`a[U+202E]${script}`);
    expect(globalThis).not.toHaveProperty('pwned');
  });

  for (const url of [
    'javascript:globalThis.pwned = true',
    'data:text/html,x',
    'https://www.openhumans.org@evil.example/',
    '/relative',
    '',
  ]) {
    test(`do not link to “${url}”`, async () => {
      const { row } = await renderRow({ download_url: url });
      expect(linksIn(cellOf(row, 'Download'))).toEqual([]);
      expect(cellOf(row, 'Download')).toHaveTextContent('no link');
    });
  }

  test('count tags that are too long for a URL but do not link to them', async () => {
    const { row } = await renderRow({
      metadata: { tags: ['x'.repeat(400), ...Array.from({ length: 2000 }, (_, n) => `tag ${n}`)] },
    });
    expect(linksIn(cellOf(row, 'Tags')).map(([text]) => text)).toEqual(['tag 0', 'tag 1', '+1999']);
  });

  test('ignore tags that are not strings', async () => {
    const { row } = await renderRow({
      metadata: { tags: [{ toString: 1 }, 7, null, '', 'x', 'x'] },
    });
    expect(linksIn(cellOf(row, 'Tags')).map(([text]) => text)).toEqual(['x']);
  });

  test('show every hostile row of the sample without running its code', async () => {
    showAllColumns();
    await renderApp({ search: '?limit=20', faults: 'hostile' });
    const files = await listFiles({ faults: 'hostile' });
    const names = files.slice(0, 20).map((file) => file.basename);
    // The hostile rows of the sample are among the first ones.
    expect(names).toContain('$(id)');
    for (const place of names.keys()) {
      for (const [, href] of linksIn(await findRow(place))) expect(href).toMatch(/^(\?|https?:)/);
    }
    expect(screen.queryByRole('img')).toBeNull();
    expect(globalThis).not.toHaveProperty('pwned');
  });
});
