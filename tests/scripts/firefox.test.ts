import { describe, expect, test } from 'vitest';
import { findOrInstallFirefox, isYoungEnough, listFirefoxPaths } from '../../scripts/firefox.mjs';

describe('The places of a Firefox', () => {
  test('are the one that FIREFOX_PATH names, and no other', () => {
    const env = { FIREFOX_PATH: '/opt/firefox', PATH: '/usr/bin' };
    expect(listFirefoxPaths(env, 'linux')).toEqual(['/opt/firefox']);
  });

  test('are on PATH, Debian’s before any other, whatever the order of the folders', () => {
    expect(listFirefoxPaths({ PATH: '/a:/b' }, 'linux')).toEqual([
      '/a/firefox-esr',
      '/b/firefox-esr',
      '/a/firefox',
      '/b/firefox',
    ]);
  });

  test('are the application of macOS after PATH, and the program folders of Windows', () => {
    expect(listFirefoxPaths({ PATH: '/a' }, 'darwin').at(-1)).toBe(
      '/Applications/Firefox.app/Contents/MacOS/firefox',
    );
    const [place] = listFirefoxPaths({ PROGRAMFILES: 'C:\\Programs' }, 'win32');
    expect(place).toMatch(/^C:\\Programs.*firefox\.exe$/);
  });
});

describe('A Firefox', () => {
  test.each([
    ['Mozilla Firefox 153.7.0esr', true],
    ['Mozilla Firefox 128.0', true],
    ['Mozilla Firefox 115.9.1esr', false],
    ['Chromium 148.0.7778.96', false],
    ['', false],
  ])('%j is young enough: %s', (version, is) => {
    expect(isYoungEnough(version)).toBe(is);
  });

  test('that cannot be run is none, and none is installed in its place', async () => {
    const { FIREFOX_PATH: before } = process.env;
    process.env['FIREFOX_PATH'] = '/nowhere/firefox';
    try {
      await expect(findOrInstallFirefox()).resolves.toBeUndefined();
    } finally {
      if (before === undefined) delete process.env['FIREFOX_PATH'];
      else process.env['FIREFOX_PATH'] = before;
    }
  });
});
