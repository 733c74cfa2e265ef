import { link, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderPath } from '../../../src/features/export/fileNames.ts';
import { downloadWays, makePlace, type Place, readReport, run, sha256, ways } from './run.ts';
import { contentOf, filesFor, queryOf, serve } from './serve.ts';

const rows = 36;
const params = { username: ['member_03', 'member_08', 'member_10'] };

/** A folder next to the destination, with a file that no script may change. */
async function makeTarget(place: Place, content = 'mine') {
  const folder = join(place.home, 'target');
  await mkdir(folder);
  const file = join(folder, 'file');
  await writeFile(file, content);
  return {
    folder,
    file,
    async expectUntouched() {
      expect(await readdir(folder)).toEqual(['file']);
      expect(await readFile(file, 'utf8')).toBe(content);
    },
  };
}

async function firstFile() {
  const [file] = await filesFor(params, { rows });
  if (file === undefined) throw new Error('There are no files.');
  return file;
}

describe.each(downloadWays())('$way', ({ way, missing }) => {
  test
    .skipIf(missing)
    .each([
      'done.tsv',
      'report.csv',
      'README.txt',
      'ID.part',
      'ID.part.mark',
      'ID.curl',
      'ID.curl.head',
      'ID.curl.more',
      '.hidden',
      '..hidden',
      'with\nline',
    ])('rejects links in .part before any request: %j', async (pattern) => {
    const server = await serve({ rows });
    const name = pattern.replace('ID', String((await firstFile()).id));
    const kinds = {
      symbolic: (to: string, path: string) => symlink(to, path),
      dangling: (_: string, path: string) => symlink('../../target/new', path),
      hard: (to: string, path: string) => link(to, path),
      folder: (_: string, path: string) => mkdir(path),
    };
    for (const [kind, make] of Object.entries(kinds)) {
      const place = await makePlace();
      const target = await makeTarget(place);
      await mkdir(join(place.dest, '.part'), { recursive: true });
      await make(target.file, join(place.dest, '.part', name));
      for (const args of [[], ['--dry-run']]) {
        const ended = await run(way, queryOf(server.origin, params), place, { args });
        expect(ended, kind).toMatchObject({ code: 1, stdout: '' });
        expect(ended.stderr.split('\n')).toHaveLength(2);
        expect(ended.stderr).toContain(join('.part', name.replace('\n', ' ')));
      }
      await target.expectUntouched();
    }
    expect(server.requests).toEqual([]);
  });

  test.skipIf(missing)('rejects a linked .part before any request', async () => {
    const server = await serve({ rows });
    for (const to of ['target', 'elsewhere']) {
      const place = await makePlace();
      const target = await makeTarget(place);
      await mkdir(place.dest);
      await symlink(join('..', to), join(place.dest, '.part'));
      const ended = await run(way, queryOf(server.origin, params), place);
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain(`${join(place.dest, '.part')} `);
      await target.expectUntouched();
    }
    const place = await makePlace();
    await mkdir(place.dest);
    await writeFile(join(place.dest, '.part'), 'a file');
    expect(await run(way, queryOf(server.origin, params), place)).toMatchObject({ code: 1 });
    expect(server.requests).toEqual([]);
  });

  test.skipIf(missing)('accepts a link as the destination', async () => {
    const server = await serve({ rows });
    const place = await makePlace();
    await mkdir(join(place.home, 'disk'));
    await symlink('disk', place.dest);
    const ended = await run(way, queryOf(server.origin, params), place);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(await readReport({ ...place, dest: join(place.home, 'disk') })).toHaveLength(15);
  });

  test.skipIf(missing)('does not change a linked report', async () => {
    const server = await serve({ rows });
    const place = await makePlace();
    const columns = 'id,path,status,bytes,sha256,created,project,username,detail,link';
    const target = await makeTarget(place, `${columns}\r\n`);
    await mkdir(place.dest);
    await symlink('../target/file', join(place.dest, 'report.csv'));
    await symlink('../target/new', join(place.dest, 'README.txt'));
    expect(await run(way, queryOf(server.origin, params), place)).toMatchObject({ code: 0 });
    await target.expectUntouched();
    expect(await readReport(place, '2-report.csv')).toHaveLength(15);
    expect(await readFile(join(place.dest, '2-README.txt'), 'utf8')).toContain('Open Humans');
  });

  test.skipIf(missing).each(['project', 'member'])(
    'creates nothing outside the destination through the folder of a %s',
    async (level) => {
      const server = await serve({ rows });
      const [project, member] = folderPath(await firstFile(), null);
      const folder = level === 'project' ? project : join(project, member);
      for (const to of ['target', 'target/new', 'target/file']) {
        const place = await makePlace();
        const target = await makeTarget(place);
        const path = join(place.dest, folder);
        await mkdir(dirname(path), { recursive: true });
        await symlink(join(place.home, to), path);
        const ended = await run(way, queryOf(server.origin, params), place, {
          args: ['--jobs', '4'],
        });
        expect(ended).toMatchObject({ code: 1, stderr: '' });
        await target.expectUntouched();
        for (const { username, project: id, status, detail } of await readReport(place)) {
          const isBelow = id === project && (level === 'project' || username === member);
          expect(status).toBe(isBelow ? 'failed' : 'downloaded');
          expect(detail === '').toBe(!isBelow);
        }
      }
    },
  );

  test.skipIf(missing)(
    'uses a folder that is a link to another folder inside the destination',
    async () => {
      const server = await serve({ rows });
      const place = await makePlace();
      const [project] = folderPath(await firstFile(), null);
      await mkdir(join(place.dest, 'inside'), { recursive: true });
      await symlink('inside', join(place.dest, project));
      expect(await run(way, queryOf(server.origin, params), place)).toMatchObject({ code: 0 });
      expect(await readdir(join(place.dest, 'inside'))).not.toEqual([]);
    },
  );
});

describe.each(ways())('$way', ({ way, missing }) => {
  test.skipIf(missing)('accepts only journal lines that it could have written', async () => {
    const server = await serve({ rows });
    const file = await firstFile();
    const place = await makePlace();
    const [project, member, name] = folderPath(file, null);
    const content = await contentOf(file, { rows });
    const size = String(content.length);
    const id = String(file.id);
    const sum = sha256(content);
    const path = `${project}/${member}/${name}`;
    const put = async (at: string) => {
      await mkdir(dirname(join(place.dest, at)), { recursive: true });
      await writeFile(join(place.dest, at), content);
    };
    const state = async (line: string) => {
      await mkdir(join(place.dest, '.part'), { recursive: true });
      await writeFile(join(place.dest, '.part', 'done.tsv'), line);
      const args = ['--dry-run'];
      const ended = await run(way, queryOf(server.origin, { id: [file.id] }), place, { args });
      expect(ended).toMatchObject({ code: 0, stderr: '1 files.\n' });
      return ended.stdout.split('\t')[1];
    };
    await put(path);
    await put(`${project}-Old name/${member}/${id}-old.txt`);
    expect(await state(`${[id, size, sum, path].join('\t')}\n`)).toBe('already there');
    expect(
      await state(`${[id, size, sum, `${project}-Old name/${member}/${id}-old.txt`].join('\t')}\n`),
    ).toBe('already there');

    const paths = [
      `../${id}-x`,
      `../home/${id}-x`,
      `${project}/../${id}-x`,
      `./${member}/${id}-x`,
      `${project}/${member}/../${id}-x`,
      `${project}//${id}-x`,
      `/${project}/${id}-x`,
      `${project}/${id}-x`,
      `${project}/${member}/more/${id}-x`,
      `${project}/${member}/${id}1-x`,
      `${project}/${member}/x`,
      `${project}/${member}/${id}-x.lnk`,
      `${project}/${member}/${id}-x `,
      `${project}/${member}/${id}-x.`,
      `${project}/${member}/${id}-x:y`,
      `${project}/${member}/${id}-x\u001b[2J`,
      `${project}/${member}/${id}-x\u202e`,
      `${project}/.${member}/${id}-x`,
      `${project}/CON/${id}-x`,
      `x${project}/${member}/${id}-x`,
      `${project}x/${member}/${id}-x`,
      `${project}-/${member}/${id}-x`,
      join(place.dest, path),
    ];
    for (const at of paths) if (!at.startsWith('/')) await put(at);
    const lines = paths.map((at) => [id, size, sum, at]);
    await rm(join(place.dest, '..', `${id}-x`));
    lines.push(
      [id, size, sum.toUpperCase(), path],
      [id, size, sum.slice(1), path],
      [id, size, `${sum}0`, path],
      [id, size, 'x'.repeat(64), path],
      [id, `${size} `, sum, path],
      [id, '\u0661', sum, path],
      [id, `-${size}`, sum, path],
      [`0${id}`, size, sum, path],
      [` ${id}`, size, sum, path],
      ['-1', size, sum, path],
      [id, size, sum, path, ''],
      [id, size, sum],
      ['', id, size, sum, path],
      [`${id}\u001f`, size, sum, path],
    );
    // If the script accepted any of these lines, it would count the file as downloaded.
    const bad = lines.map((fields) => `${fields.join('\t')}\n`).join('');
    expect(await state(bad)).toBe('to download');
    expect(await state(`${bad}${[id, size, sum, path].join('\t')}\n${bad}`)).toBe('already there');
    // One invalid line, even one that is not UTF-8, does not affect the others.
    expect(
      await state(`\ufffe\u0000\n\n${[id, size, sum, path].join('\t')}\n${'x'.repeat(100_000)}\n`),
    ).toBe('already there');
  });
});
