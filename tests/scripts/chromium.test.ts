import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findChromium, listChromiumPaths } from '../../scripts/chromium.mjs';

describe('listChromiumPaths', () => {
  test('returns only CHROMIUM_PATH if it is set', () => {
    const env = { CHROMIUM_PATH: '/opt/chromium', PATH: '/usr/bin' };
    expect(listChromiumPaths(env, 'linux')).toEqual(['/opt/chromium']);
  });

  test('searches PATH for Chromium, then Chrome, then Edge, regardless of the order of folders', () => {
    const places = listChromiumPaths({ PATH: '/a:/b' }, 'linux');
    expect(places.slice(0, 2)).toEqual(['/a/chromium', '/b/chromium']);
    expect(places.indexOf('/b/chromium')).toBeLessThan(places.indexOf('/a/google-chrome'));
    expect(places.indexOf('/b/google-chrome')).toBeLessThan(places.indexOf('/a/microsoft-edge'));
  });

  test('searches the applications of macOS after PATH', () => {
    expect(listChromiumPaths({ PATH: '/a' }, 'darwin')).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });

  test('searches the program folders of Windows', () => {
    const [place] = listChromiumPaths({ PROGRAMFILES: 'C:\\Programs' }, 'win32');
    expect(place).toMatch(/^C:\\Programs.*chrome\.exe$/);
  });

  test('does not search elsewhere if CHROMIUM_PATH cannot run', async () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is "/nowhere/chromium"');
  });
});

test('finds a Chromium on PATH, unless it is a launcher for a snap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'data-explorer-chromium-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PATH', folder);
  const add = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    chmodSync(join(folder, name), 0o755);
  };
  add('chromium-browser', '#!/bin/sh\nexec /snap/bin/chromium "$@"\n');
  expect(await findChromium()).not.toBe(join(folder, 'chromium-browser'));
  add('google-chrome', '#!/bin/sh\n');
  expect(await findChromium()).toBe(join(folder, 'google-chrome'));
});
