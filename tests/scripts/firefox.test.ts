import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findFirefox, firefox, isRecentEnough, listFirefoxPaths } from '../../scripts/firefox.mjs';

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
  ])('%j is recent enough: %s', (version, is) => {
    expect(isRecentEnough(version)).toBe(is);
  });

  test('that FIREFOX_PATH names and that cannot be run is not replaced by another', () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('FIREFOX_PATH', '');
    expect(firefox().packages).toEqual(['firefox-esr']);
    vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
    expect(findFirefox()).toBeUndefined();
    expect(firefox().packages).toEqual([]);
  });
});
