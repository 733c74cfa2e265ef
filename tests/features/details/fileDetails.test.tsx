import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { denyClipboard, readClipboard } from '../../support/missingInJsdom.ts';
import { renderApp, type Row, urlParams } from '../../support/renderApp.tsx';

/** The third file of the sample with 400 files. */
const ID = 4_960_116;

const details = () => screen.findByRole('dialog', { name: 'Details' });

/** Opens the details of the file, as the server returns it with `changes`. */
async function open(changes: Partial<Record<keyof Row, unknown>> = {}, search = '') {
  const app = await renderApp({
    search: `?limit=1&file=${ID}${search}`,
    edit: (file) => (file.id === ID ? { ...file, ...changes } : file),
  });
  const dialog = await details();
  await within(dialog).findByRole('heading', { level: 2 });
  return { ...app, dialog };
}

/** The description of a term in the details. */
function fact(name: string): HTMLElement {
  const dialog = within(screen.getByRole('dialog', { name: 'Details' }));
  const names = dialog.getAllByRole('term').map((term) => term.textContent);
  const description = dialog.getAllByRole('definition')[names.indexOf(name)];
  if (description === undefined) throw new Error(`There is no term ${name}.`);
  return description;
}

describe('the details of a file', () => {
  test('show name, description, data types with their ancestors, project, member, time, tags and id', async () => {
    await open({ user: { id: 1, name: 'Ann', username: 'ann_1' } });
    const dialog = await details();
    await within(dialog).findByRole('link', { name: 'Variant calls (VCF)' });
    expect(within(dialog).getByRole('heading', { level: 2 })).toHaveTextContent(
      'genome-f62a2297.vcf',
    );
    expect(dialog).toHaveTextContent('Genome, variant calls');
    expect(fact('Data types')).toHaveTextContent(/Genetic data › Sequencing › Variant calls/);
    expect(fact('Project')).toHaveTextContent(/^Genome\/Exome Upload · Open Humans/);
    expect(fact('Member')).toHaveTextContent('ann_1 · all files of ann_1');
    expect(fact('Created')).toHaveTextContent(/2018.* UTC\)/);
    expect(fact('Tags')).toHaveTextContent(/vcf.*genome.*upload/);
    expect(fact('File')).toHaveTextContent(`${ID} · as JSON`);
  });

  test('link to the files of the same data type, project, member and tag', async () => {
    const { user } = await open({ user: { id: 1, name: 'Ann', username: 'ann_1' } }, '&ext=vcf');
    const links = within(await details()).getAllByRole('link');
    const queries = links.map((link) => link.getAttribute('href') ?? '');
    expect(queries).toEqual(
      expect.arrayContaining([
        '?datatype_id=1',
        '?datatype_id=11',
        '?source_project_id=12',
        '?username=ann_1',
        '?tag=vcf',
      ]),
    );
    await user.click(within(await details()).getByRole('link', { name: 'all files of ann_1' }));
    // The link removes the other filters.
    expect(urlParams()).toEqual({ username: 'ann_1' });
  });

  test('show the id of a file without a name', async () => {
    await open({ basename: '' });
    expect(within(await details()).getByRole('heading', { level: 2 })).toHaveTextContent(
      `File ${ID}, without a name`,
    );
    expect(
      within(await details()).getByRole('link', { name: `Download file ${ID}` }),
    ).toBeVisible();
  });

  test('say that there is no data type, and that the member is hidden', async () => {
    await open({ datatypes: [], user: { id: null, name: null, username: null }, metadata: null });
    expect(fact('Data types')).toHaveTextContent(/^none$/);
    expect(fact('Member')).toHaveTextContent('hidden: this member does not show');
    expect(
      within(await details())
        .queryAllByRole('term')
        .map((term) => term.textContent),
    ).toEqual(['Data types', 'Project', 'Member', 'Created', 'File']);
  });

  for (const [name, metadata, text] of [
    ['null', null, 'null'],
    ['a string', 'text', 'text'],
    ['a number', 12, '12'],
    ['false', false, 'false'],
    ['an empty list', [], '[]'],
    ['an empty object', {}, '{}'],
    ['nested lists', [[['deep']]], '1 item'],
    ['an object', { description: 7, tags: 'x' }, 'description7tagsx'],
  ] as const) {
    test(`show metadata that is ${name}`, async () => {
      await open({ metadata });
      expect(await details()).toHaveTextContent(
        `Metadata${text.includes('description') ? '2 entries' : ''}${text}`,
      );
    });
  }

  test('show markup as text, and do not link to scripts', async () => {
    const script = '<img src=x onerror="globalThis.pwned = true">';
    await open({
      basename: `${script}\u202Egpj.exe`,
      download_url: 'javascript:globalThis.pwned = true',
      metadata: { description: script, tags: [script, 'x'.repeat(400)], [script]: script },
    });
    const dialog = await details();
    expect(within(dialog).queryByRole('img')).toBeNull();
    expect(within(dialog).getByRole('heading', { level: 2 })).toHaveTextContent(
      `${script}[U+202E]gpj.exe`,
    );
    expect(within(dialog).queryByRole('link', { name: /^Download/ })).toBeNull();
    expect(dialog).toHaveTextContent('no link');
    for (const link of within(dialog).getAllByRole('link')) {
      expect(link.getAttribute('href')).toMatch(/^(\?|https?:)/);
    }
    expect(fact('Tags')).toHaveTextContent('and 1 more, in the metadata');
    expect(globalThis).not.toHaveProperty('pwned');
  });

  test('show an invalid date unchanged', async () => {
    await open({ created: '2018-13-01T00:00:00Z' });
    expect(fact('Created')).toHaveTextContent('unknown date (2018-13-01T00:00:00Z)');
  });
});

describe('the copy buttons', () => {
  test('copy the citation, BibTeX and the permanent link', async () => {
    const { user } = await open({ user: { id: 1, name: 'Ann', username: 'ann_1' } });
    const dialog = await details();
    await within(dialog).findByText(
      /^ann_1 \(Open Humans member\) \(2018\)\. genome-f62a2297\.vcf/,
    );
    await user.click(within(dialog).getByRole('button', { name: 'Copy citation' }));
    expect(await within(dialog).findByText('Citation copied')).toBeVisible();
    expect(readClipboard()).toContain(`[data file ${ID}, shared through`);

    await user.click(within(dialog).getByRole('button', { name: 'Copy BibTeX' }));
    expect(await within(dialog).findByText('BibTeX copied')).toBeVisible();
    expect(readClipboard()).toMatch(/^@misc\{openhumans-4960116,\n {2}author = \{\{ann\\_1/);

    await user.click(within(dialog).getByRole('button', { name: 'Copy permanent API link' }));
    expect(await within(dialog).findByText('Permanent link copied')).toBeVisible();
    expect(readClipboard()).toBe(`${window.location.origin}/api/public/datafile/${ID}/`);
  });

  test('do not name a hidden member in the citation', async () => {
    await open({ user: { id: null, name: null, username: null } });
    expect(await details()).toHaveTextContent('CitationOpen Humans member (hidden) (2018).');
  });

  test('show an error if the browser refuses', async () => {
    const { user } = await open();
    denyClipboard();
    const dialog = await details();
    await user.click(within(dialog).getByRole('button', { name: 'Copy citation' }));
    expect(
      await within(dialog).findByText('Not copied: this browser does not let the page copy'),
    ).toBeVisible();
  });
});

describe('the details drawer', () => {
  const button = async (name: string) => within(await details()).getByRole('button', { name });

  test('moves to the next and the previous file with buttons and with arrow keys', async () => {
    const { user } = await renderApp({ search: '?limit=3&file=1000000' });
    await within(await details()).findByRole('heading', { name: /^overland-batch/ });
    expect(await button('Previous file')).toHaveAttribute('aria-disabled', 'true');
    await user.click(await button('Next file'));
    expect(urlParams()).toMatchObject({ file: '11370714' });
    await user.keyboard('{ArrowDown}');
    expect(urlParams()).toMatchObject({ file: String(ID) });
    expect(await button('Next file')).toHaveAttribute('aria-disabled', 'true');
    await user.keyboard('{ArrowDown}{ArrowUp}');
    expect(urlParams()).toMatchObject({ file: '11370714' });
  });

  test('closes with its button', async () => {
    const { user } = await open();
    await user.click(await button('Close details'));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(urlParams()).toEqual({ limit: '1' });
  });

  test('closes with Escape, and returns the focus to the row', async () => {
    const { user } = await renderApp({ search: '?limit=3' });
    const name = await screen.findByRole('link', { name: /^overland-batch/ });
    await user.click(name);
    await details();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(name).toHaveFocus();
  });

  test('shows a file that is not on the page', async () => {
    const { server } = await renderApp({ search: '?limit=1&file=8920233' });
    expect(
      await within(await details()).findByRole('heading', {
        name: 'fitbit-intraday-2023-04-16.json',
      }),
    ).toBeVisible();
    expect(server.requests.filter((path) => path === '/api/public/datafile/8920233/')).toHaveLength(
      1,
    );
    expect(await button('Next file')).toHaveAttribute('aria-disabled', 'true');
  });

  test('says that the file does not exist', async () => {
    await renderApp({ search: '?limit=1&file=77' });
    expect(
      await within(await details()).findByRole('heading', {
        name: 'There is no public data file 77',
      }),
    ).toBeVisible();
  });

  test('shows an error with a Retry button', async () => {
    const { user, server } = await renderApp({
      search: '?limit=1&file=8920233',
      faults: 'fail:1:403',
    });
    const dialog = await details();
    const alert = await within(dialog).findByRole('alert');
    expect(alert).toHaveTextContent('The file could not be asked for');
    server.become('');
    await user.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await within(dialog).findByRole('heading', { name: /^fitbit-intraday/ })).toBeVisible();
  });
});
