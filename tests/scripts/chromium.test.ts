import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findChromium, listChromiumPaths } from '../../scripts/chromium.mjs';

describe('The places of a Chromium', () => {
  test('are the one that CHROMIUM_PATH names, and no other', () => {
    const env = { CHROMIUM_PATH: '/opt/chromium', PATH: '/usr/bin' };
    expect(listChromiumPaths(env, 'linux')).toEqual(['/opt/chromium']);
  });

  test('are on PATH, Chromium before Chrome before Edge, whatever the order of the folders', () => {
    const places = listChromiumPaths({ PATH: '/a:/b' }, 'linux');
    expect(places.slice(0, 2)).toEqual(['/a/chromium', '/b/chromium']);
    expect(places.indexOf('/b/chromium')).toBeLessThan(places.indexOf('/a/google-chrome'));
    expect(places.indexOf('/b/google-chrome')).toBeLessThan(places.indexOf('/a/microsoft-edge'));
  });

  test('are the applications of macOS after PATH', () => {
    expect(listChromiumPaths({ PATH: '/a' }, 'darwin')).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });

  test('are the program folders of Windows', () => {
    const [place] = listChromiumPaths({ PROGRAMFILES: 'C:\\Programs' }, 'win32');
    expect(place).toMatch(/^C:\\Programs.*chrome\.exe$/);
  });

  test('are not searched further where CHROMIUM_PATH cannot be run', async () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is "/nowhere/chromium"');
  });
});

test('A Chromium on PATH is found, unless it only starts a snap', async () => {
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
