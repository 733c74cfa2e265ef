import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Licences that allow everyone to use, change and distribute the page, and require only attribution. */
const freeLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

interface Manifest {
  license?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function lockedIn(folder: string): [string, LockedPackage][] {
  const lock = readJson<{ packages: Record<string, LockedPackage> }>(
    join(folder, 'package-lock.json'),
  );
  return Object.entries(lock.packages).filter(([path]) => path !== '');
}

/** Whether package.json and the lock file match, according to a dry run of `npm ci`. Downloads nothing. */
async function installs(rewrite: (manifest: string) => string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await copyFile(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  await writeFile(join(folder, 'package.json'), rewrite(manifest));
  const args = ['ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit'];
  const shell = process.platform === 'win32';
  return spawnSync('npm', args, { cwd: folder, shell, timeout: 25_000 }).status === 0;
}

describe.each(['.', 'tests/bench'])('The packages in %s', (folder) => {
  const manifest = readJson<Manifest>(join(folder, 'package.json'));
  const locked = lockedIn(folder);

  test('have exact versions, also when a package is added', () => {
    const params = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(params.length).toBeGreaterThan(0);
    expect(params.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
    expect(readFileSync(join(root, folder, '.npmrc'), 'utf8')).toMatch(/^save-exact=true$/m);
  });

  test('have an integrity hash and no fixed registry', () => {
    expect(locked.length).toBeGreaterThan(50);
    const unproved = locked.filter(
      ([, { version, integrity }]) => !version || !/^sha512-.{80,}/.test(integrity ?? ''),
    );
    expect(unproved).toEqual([]);
    expect(locked.filter(([, { resolved, link }]) => resolved !== undefined || link)).toEqual([]);
  });

  test('have no install scripts', () => {
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    expect(readFileSync(join(root, folder, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const own = Object.keys(manifest.scripts ?? {});
    expect(own.filter((name) => /^(?:pre|post)|^(?:install|prepare)$/.test(name))).toEqual([]);
  });
});

describe('The lock file', () => {
  test('matches package.json', async () => {
    expect(await installs((manifest) => manifest)).toBe(true);
  });

  test('is rejected by npm ci if it does not match package.json', async () => {
    const { dependencies = {} } = readJson<Manifest>('package.json');
    const params = `"valibot": "${dependencies['valibot']}"`;
    expect(await installs((manifest) => manifest.replace(params, '"valibot": "0.1.0"'))).toBe(
      false,
    );
  });
});

describe('The packages in the build', () => {
  const parts = lockedIn('.')
    .filter(([path, { dev }]) => !dev && existsSync(join(root, path)))
    .map(([path]) => path);

  test('have free licences according to their own package.json', () => {
    expect(parts).toContain('node_modules/react-dom');
    const others = parts
      .map((path) => `${path}: ${readJson<Manifest>(join(path, 'package.json')).license}`)
      .filter((line) => !freeLicences.some((licence) => line.endsWith(`: ${licence}`)));
    expect(others).toEqual([]);
  });
});
