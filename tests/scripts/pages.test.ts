import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findObstacle, publishFolder } from '../../scripts/pages.mjs';
import { has } from '../../scripts/programs.mjs';

const root = resolve(import.meta.dirname, '../..');
const person = { name: 'A Person', email: 'person@example.org' };

beforeEach(() => {
  // The developer's own settings may sign each commit, or run hooks.
  vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
  // A hook that runs the tests points Git to its own repository.
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

function git(cwd: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a folder a checkout with one commit. */
function beginRepository(folder: string): void {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'config', 'user.name', person.name);
  git(folder, 'config', 'user.email', person.email);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'First');
}

/** A bare repository, as GitHub has. */
async function makeRemote(checkout: string): Promise<string> {
  const remote = await makeFolder();
  git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
  git(checkout, 'remote', 'add', 'origin', remote);
  return remote;
}

function published(remote: string): string[] {
  return git(remote, 'ls-tree', '-r', '--name-only', 'gh-pages').split('\n');
}

async function makeCheckout(): Promise<string> {
  const checkout = await makeFolder();
  await writeFile(join(checkout, 'README.md'), 'A checkout');
  await writeFile(join(checkout, '.gitignore'), 'dist/\n*.log\n');
  beginRepository(checkout);
  return checkout;
}

const withoutGit = !has('git');

describe.skipIf(withoutGit)('With git, a folder', () => {
  let checkout = '';
  let remote = '';
  let folder = '';
  beforeEach(async () => {
    checkout = await makeCheckout();
    remote = await makeRemote(checkout);
    folder = await makeFolder();
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), 'one');
    await writeFile(join(folder, '.nojekyll'), '');
    await writeFile(join(folder, 'assets/page-1.log'), 'ignored elsewhere');
  });

  test('becomes the branch, whole, and the checkout stays as it was', async () => {
    await writeFile(join(checkout, 'staged.txt'), 'staged');
    git(checkout, 'add', 'staged.txt');
    const before = git(checkout, 'status', '--porcelain');
    expect(publishFolder(folder, { cwd: checkout, remote: 'origin' })).toBe(
      '3 files are published to gh-pages of origin.',
    );
    expect(published(remote)).toEqual(['.nojekyll', 'assets/page-1.log', 'index.html']);
    expect(git(remote, 'log', '--format=%an %s', 'gh-pages')).toBe(
      `${person.name} Publish ${git(checkout, 'rev-parse', '--short', 'HEAD')}`,
    );
    expect(git(checkout, 'status', '--porcelain')).toBe(before);
    expect(git(checkout, 'branch', '--list')).toBe('* main');
  });

  test('goes on top of what was there, without what is gone, from any checkout', async () => {
    publishFolder(folder, { cwd: checkout, remote: 'origin' });
    await writeFile(join(folder, 'index.html'), 'two');
    await rm(join(folder, 'assets/page-1.log'));
    const other = await makeCheckout();
    git(other, 'remote', 'add', 'upstream', remote);
    publishFolder(folder, { cwd: other, remote: 'upstream' });
    expect(published(remote)).toEqual(['.nojekyll', 'index.html']);
    expect(git(remote, 'show', 'gh-pages:index.html')).toBe('two');
    expect(git(remote, 'show', 'gh-pages~1:index.html')).toBe('one');
  });

  test('that is published already is not published again', () => {
    publishFolder(folder, { cwd: checkout, remote: 'origin' });
    expect(publishFolder(folder, { cwd: checkout, remote: 'origin' })).toMatch(/^Nothing is new/);
    expect(git(remote, 'rev-list', '--count', 'gh-pages')).toBe('1');
  });

  test('is only counted in a rehearsal', () => {
    const wish = { cwd: checkout, remote: 'origin', isRehearsal: true };
    expect(publishFolder(folder, wish)).toBe('3 files would be published to gh-pages of origin.');
    expect(git(remote, 'branch', '--list')).toBe('');
  });

  test('that the remote does not take says so', async () => {
    await rm(remote, { recursive: true });
    expect(() => publishFolder(folder, { cwd: checkout, remote: 'origin' })).toThrow(
      /^git ls-remote failed:\n/,
    );
  });
});

describe.skipIf(withoutGit)('With git, what cannot be published', () => {
  test('is what is no commit of a repository', async () => {
    expect(findObstacle(await makeFolder(), 'origin')).toMatch(/^Nothing is committed here: /);
  });

  test('is a checkout that knows no remote of that name', async () => {
    const checkout = await makeCheckout();
    expect(findObstacle(checkout, 'origin')).toMatch(
      /^There is no remote "origin" .*git remote add/,
    );
    await makeRemote(checkout);
    expect(findObstacle(checkout, 'origin')).toBeUndefined();
    expect(findObstacle(checkout, 'elsewhere')).toMatch(/^There is no remote "elsewhere"/);
  });

  test('is a checkout with changes, which are named', async () => {
    const checkout = await makeCheckout();
    await makeRemote(checkout);
    await writeFile(join(checkout, 'README.md'), 'Changed');
    expect(findObstacle(checkout, 'origin')).toMatch(/not committed[^]* M README\.md$/);
  });
});

describe.skipIf(withoutGit)('With git, npm run publish:pages', () => {
  test('builds the page and publishes it; a change that is not committed is refused', async () => {
    const checkout = await makeFolder();
    const isOurs = (path: string) =>
      !/^(?:node_modules|dist|\.git|\.cache)$/.test(relative(root, path));
    const isSource = (path: string) => isOurs(path) && !path.startsWith(join(root, 'tests'));
    await cp(root, checkout, { recursive: true, filter: isSource });
    // Of one kind or the other: what is ignored as a folder is not as a link.
    await writeFile(join(checkout, '.gitignore'), 'node_modules\n');
    beginRepository(checkout);
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
    const remote = await makeRemote(checkout);
    const env: NodeJS.ProcessEnv = { ...process.env, API_ORIGIN: 'https://api.example.org' };
    delete env['VITEST'];
    const publish = () =>
      spawnSync(process.execPath, [join(checkout, 'scripts/pages.mjs')], {
        cwd: checkout,
        env,
        encoding: 'utf8',
      });
    const { status, stdout, stderr } = publish();
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+ files are published to gh-pages of origin\.\nThe first time: /);
    expect(status).toBe(0);
    const files = published(remote);
    expect(files).toEqual(expect.arrayContaining(['.nojekyll', '_headers', 'index.html']));
    expect(files.filter((file) => /^assets\/index-.*\.js$/.test(file))).toHaveLength(1);
    expect(git(remote, 'show', 'gh-pages:index.html')).toContain(
      '<meta name="api-origin" content="https://api.example.org" />',
    );
    expect(git(checkout, 'status', '--porcelain')).toBe('');
    await writeFile(join(checkout, 'README.md'), 'Changed');
    const refused = publish();
    expect(refused.stderr).toMatch(/^There are changes that are not committed/);
    expect(refused.status).toBe(1);
  }, 120_000);
});
