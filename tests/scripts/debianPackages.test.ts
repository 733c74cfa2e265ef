import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { canInstall, installDebianPackages } from '../../scripts/debianPackages.mjs';

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
const ubuntu = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';
const root = { userId: 0, osRelease: debian };
const browser = { name: 'Chromium', packages: ['chromium'], isBrowser: true };
const shell = { name: 'zsh', packages: ['zsh'] };

describe('apt-get may install', () => {
  test.each([
    ['a browser', 'root', 'Debian', browser, root, true],
    ['a browser', 'another user', 'Debian', browser, { ...root, userId: 1000 }, false],
    ['a browser', 'root', 'Ubuntu', browser, { userId: 0, osRelease: ubuntu }, false],
    ['a shell', 'root', 'Ubuntu', shell, { userId: 0, osRelease: ubuntu }, true],
    ['a shell', 'root', 'Mint', shell, { userId: 0, osRelease: 'ID_LIKE="ubuntu debian"\n' }, true],
    ['a shell', 'root', 'Fedora', shell, { userId: 0, osRelease: 'ID=fedora\n' }, false],
    [
      'a shell',
      'a user without an id',
      'Windows',
      shell,
      { userId: undefined, osRelease: '' },
      false,
    ],
    ['a program without packages', 'root', 'Debian', { name: 'x', packages: [] }, root, false],
  ])('%s by %s on %s', (_what, _user, _system, program, machine, may) => {
    expect(canInstall(program, machine)).toBe(may);
  });
});

/** Puts a fake apt-get first on PATH. It logs its arguments and then runs `commands`. */
function fakeApt(commands = '') {
  const folder = mkdtempSync(join(tmpdir(), 'data-explorer-apt-'));
  const log = join(folder, 'log');
  const file = join(folder, 'apt-get');
  writeFileSync(file, `#!/bin/sh\necho "$*" >>'${log}'\nfolder='${folder}'\n${commands}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
  const output = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    /** The calls of apt-get, reduced to the arguments that differ between calls. */
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => line.replace(/^.*Timeout=60 /, '').replace(/--no-(?:i|rem)\S+ /g, ''))
        : [],
    printed: () => output.mock.calls.flat().map(String),
  };
}

describe.skipIf(process.platform === 'win32')('apt-get', () => {
  test('installs all programs with one update and one installation', async () => {
    const { calls, printed } = fakeApt();
    await installDebianPackages([browser, shell], { machine: root });
    expect(calls()).toEqual([
      'update',
      'install --download-only chromium zsh',
      'install --no-download chromium zsh',
    ]);
    expect(printed()).toEqual(['Installing Chromium, zsh with apt-get …']);
  });

  test('is not called if there is nothing to install', async () => {
    const { calls } = fakeApt();
    await installDebianPackages([browser], { machine: { userId: 0, osRelease: ubuntu } });
    await installDebianPackages([], { machine: root });
    expect(calls()).toEqual([]);
  });

  test('installs the other packages if one does not exist', async () => {
    const { calls, printed } = fakeApt(
      'case "$*" in *zsh*) echo "E: Unable to locate package zsh" >&2; exit 100;; esac',
    );
    await installDebianPackages([shell, browser], { machine: root });
    expect(calls().slice(2)).toEqual([
      'install --download-only zsh',
      'install --download-only chromium',
      'install --no-download chromium',
    ]);
    expect(printed()).toContain('E: Unable to locate package zsh');
  });

  test('installs with the present package lists if the update fails', async () => {
    const { calls } = fakeApt('case "$*" in *update*) exit 100;; esac');
    await installDebianPackages([shell], { machine: root });
    expect(calls().at(-1)).toBe('install --no-download zsh');
  });

  test('is optional', async () => {
    fakeApt();
    vi.stubEnv('PATH', '/nowhere');
    await expect(installDebianPackages([shell], { machine: root })).resolves.toBeUndefined();
  });

  test('is stopped while it downloads, without installing anything', async () => {
    const { folder, calls } = fakeApt(
      'case "$*" in *download-only*) touch "$folder/downloading"; exec sleep 60;; esac',
    );
    const limit = new AbortController();
    const done = installDebianPackages([shell], { machine: root, signal: limit.signal });
    await expect.poll(() => existsSync(join(folder, 'downloading'))).toBe(true);
    limit.abort();
    await done;
    expect(calls()).toEqual(['update', 'install --download-only zsh']);
  });

  test('is not stopped while it unpacks', async () => {
    const { folder } = fakeApt(
      'case "$*" in *no-download*) touch "$folder/unpacking"; ' +
        'until [ -e "$folder/go" ]; do sleep 0.02; done; touch "$folder/unpacked";; esac',
    );
    const limit = new AbortController();
    const done = installDebianPackages([shell], { machine: root, signal: limit.signal });
    await expect.poll(() => existsSync(join(folder, 'unpacking'))).toBe(true);
    limit.abort();
    writeFileSync(join(folder, 'go'), '');
    await done;
    expect(existsSync(join(folder, 'unpacked'))).toBe(true);
  });
});
