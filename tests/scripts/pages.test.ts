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
  // The developer's Git settings may sign commits or run hooks.
  vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
  // A hook that runs the tests sets variables that point to its own repository.
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates a checkout with one commit in a folder. */
function beginRepository(folder: string): void {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'config', 'user.name', person.name);
  git(folder, 'config', 'user.email', person.email);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'First');
}

/** Creates a bare repository, like the one on GitHub. */
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

describe.skipIf(withoutGit)('Publishing a folder with git', () => {
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

  test('replaces the whole branch and does not change the checkout', async () => {
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

  test('adds a commit without the deleted files, from any checkout', async () => {
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

  test('does nothing if the branch already has the same files', () => {
    publishFolder(folder, { cwd: checkout, remote: 'origin' });
    expect(publishFolder(folder, { cwd: checkout, remote: 'origin' })).toMatch(
      /^There is nothing to publish/,
    );
    expect(git(remote, 'rev-list', '--count', 'gh-pages')).toBe('1');
  });

  test('only counts the files in a rehearsal', () => {
    const options = { cwd: checkout, remote: 'origin', isRehearsal: true };
    expect(publishFolder(folder, options)).toBe(
      '3 files would be published to gh-pages of origin.',
    );
    expect(git(remote, 'branch', '--list')).toBe('');
  });

  test('shows an error if the remote rejects the push', async () => {
    await rm(remote, { recursive: true });
    expect(() => publishFolder(folder, { cwd: checkout, remote: 'origin' })).toThrow(
      /^git ls-remote failed:\n/,
    );
  });
});

describe.skipIf(withoutGit)('Publishing with git shows an error', () => {
  test('outside of a commit of a repository', async () => {
    expect(findObstacle(await makeFolder(), 'origin')).toMatch(/^There is no commit: /);
  });

  test('if there is no remote with this name', async () => {
    const checkout = await makeCheckout();
    expect(findObstacle(checkout, 'origin')).toMatch(
      /^There is no remote "origin" .*git remote add/,
    );
    await makeRemote(checkout);
    expect(findObstacle(checkout, 'origin')).toBeUndefined();
    expect(findObstacle(checkout, 'elsewhere')).toMatch(/^There is no remote "elsewhere"/);
  });

  test('if the checkout has changes, and lists them', async () => {
    const checkout = await makeCheckout();
    await makeRemote(checkout);
    await writeFile(join(checkout, 'README.md'), 'Changed');
    expect(findObstacle(checkout, 'origin')).toMatch(/uncommitted[^]* M README\.md$/);
  });
});

describe.skipIf(withoutGit)('npm run publish:pages with git', () => {
  test('builds the page and publishes it, but rejects uncommitted changes', async () => {
    const checkout = await makeFolder();
    const isOurs = (path: string) =>
      !/^(?:node_modules|dist|\.git|\.cache)$/.test(relative(root, path));
    const isSource = (path: string) => isOurs(path) && !path.startsWith(join(root, 'tests'));
    await cp(root, checkout, { recursive: true, filter: isSource });
    // Without a trailing slash, because node_modules is a link here.
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
    expect(refused.stderr).toMatch(/^There are uncommitted changes/);
    expect(refused.status).toBe(1);
  }, 120_000);
});
