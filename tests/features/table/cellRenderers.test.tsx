import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DataFile } from '../../../src/api/schemas.ts';
import { DownloadLink } from '../../../src/features/downloads/DownloadLink.tsx';
import { cellText, cellTooltip, columns } from '../../../src/features/table/columns.ts';
import type { CellRenderer, RenderContext } from '../../../src/features/table/rows/cells.ts';
import { changesOf, createSetLink } from '../../../src/features/table/rows/links.ts';
import { dataFile, seed } from '../../domain/arbitraries.ts';
import { silentSource, startSession } from '../../support/sessions.tsx';
import { fileWith } from '../../domain/world.ts';

const names = {
  dataType: (id: number) => (id % 2 === 0 ? `Type ${id}` : null),
  project: (id: number) => (id % 2 === 0 ? `Project ${id}` : null),
};

function contextWith(changes: Partial<RenderContext> = {}): RenderContext {
  return { names, search: '', setLink: createSetLink(), latest: (file) => file, ...changes };
}

/** Shows each of `files` in one cell, in order, and returns the HTML of the cell. */
function htmlOf(renderer: CellRenderer, files: readonly DataFile[], context: RenderContext) {
  const cell = document.createElement('td');
  const { update } = renderer.create(cell);
  for (const file of files) update(file, context);
  return cell.innerHTML;
}

/** Shows each of `files` in one cell, in order, and returns the URL changes of its links. */
function changesIn(renderer: CellRenderer, files: readonly DataFile[], context: RenderContext) {
  const cell = document.createElement('td');
  const { update } = renderer.create(cell);
  for (const file of files) update(file, context);
  return [...cell.querySelectorAll('a')].map(changesOf);
}

describe('A recycled cell', () => {
  const search = fc.constantFrom('', 'data', 'a');
  const downloads = fc.constantFrom('https://a.example/1/?key=2', 'javascript:alert(1)', '');
  const tags = fc.array(fc.constantFrom('data', 'GPS', 'a', 'x'.repeat(301)), { maxLength: 5 });
  const metadata = fc.record({ tags, description: fc.constantFrom('', 'Some data') });
  const file = fc
    .tuple(dataFile, downloads, fc.option(metadata))
    .map(([each, download_url, described]) =>
      Object.assign(each, { download_url, metadata: described ?? each.metadata }),
    );

  test.each(columns.map(({ id, meta }) => [id, meta.cellRenderer] as const))(
    'in the column %s equals a new cell',
    (_id, renderer) => {
      fc.assert(
        fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), search, (files, text) => {
          const context = contextWith({ search: text });
          const last = files.slice(-1);
          expect(htmlOf(renderer, files, context)).toBe(htmlOf(renderer, last, context));
          expect(changesIn(renderer, files, context)).toEqual(changesIn(renderer, last, context));
        }),
        { seed, numRuns: 200 },
      );
    },
  );

  test('shows the download link of a file after it showed a withdrawn file', () => {
    const [first, second] = [fileWith({ id: 1 }), fileWith({ id: 2 })];
    const withdrawn = contextWith({ latest: (each) => (each.id === 1 ? null : each) });
    const download = columns.find(({ id }) => id === 'download');
    if (download === undefined) throw new Error('no column');
    const { cellRenderer } = download.meta;
    expect(htmlOf(cellRenderer, [second, first, second], withdrawn)).toBe(
      htmlOf(cellRenderer, [second], withdrawn),
    );
    expect(htmlOf(cellRenderer, [second, first], withdrawn)).not.toContain('<button');
  });
});

describe('The download link', () => {
  beforeEach(() => cleanup());

  function reactHtml(file: DataFile): string {
    const view = render(<DownloadLink file={file} />, {
      wrapper: startSession(silentSource).wrapper,
    });
    return view.container.innerHTML;
  }

  function attributesOf(html: string) {
    const holder = document.createElement('div');
    holder.innerHTML = html;
    const element = holder.firstElementChild;
    return {
      tag: element?.localName,
      text: element?.textContent,
      attributes: Object.fromEntries(
        [...(element?.attributes ?? [])].map(({ name, value }) => [name, value]),
      ),
    };
  }

  test.each([
    ['a link', 'https://www.openhumans.org/data-management/datafile-download/7/?key=8'],
    ['not a web address', 'javascript:alert(1)'],
    ['an address with a username', 'https://www.openhumans.org@evil.example/'],
  ])('is the same in a row and in a React component: %s', (_case, download_url) => {
    const file = fileWith({ download_url, basename: 'steps.csv' });
    const download = columns.find(({ id }) => id === 'download');
    if (download === undefined) throw new Error('no column');
    const html = htmlOf(download.meta.cellRenderer, [file], contextWith());
    expect(attributesOf(html)).toEqual(attributesOf(reactHtml(file)));
    expect(attributesOf(html).text).not.toBe('');
  });
});

describe('The text of a cell', () => {
  test('is complete, and the tooltip is sanitized', () => {
    const file = fileWith({
      id: 12,
      basename: 'a\u202eb.vcf.gz',
      datatypes: [2, 3],
      source_project: 4,
      user: { id: 1, name: 'x', username: '071977' },
      created: '2025-09-01T10:00:00.123456Z',
      metadata: { tags: ['one', 'two', 'three'], description: 'Words' },
    });
    const texts = columns.map(({ id }) => [id, cellText(id, file, names)]);
    expect(Object.fromEntries(texts)).toEqual({
      file: 'a\u202eb.vcf.gz',
      datatypes: 'Type 2, 3',
      project: 'Project 4',
      member: '071977',
      created: '2025-09-01T10:00:00.123456Z',
      tags: 'one, two, three',
      id: '12',
      ext: 'vcf.gz',
      download: '',
    });
    expect(cellTooltip('file', file, names)).toBe('a[U+202E]b.vcf.gz\nWords');
    expect(cellTooltip('tags', file, names)).toBe('one, two, three');
    expect(cellTooltip('created', file, names)).toContain('UTC');
    // The checkbox column has neither.
    expect(cellText('select', file, names) + cellTooltip('select', file, names)).toBe('');
  });
});
