import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findFirefox, firefox, isRecentEnough, listFirefoxPaths } from '../../scripts/firefox.mjs';

describe('listFirefoxPaths', () => {
  test('returns only FIREFOX_PATH if it is set', () => {
    const env = { FIREFOX_PATH: '/opt/firefox', PATH: '/usr/bin' };
    expect(listFirefoxPaths(env, 'linux')).toEqual(['/opt/firefox']);
  });

  test('searches PATH, preferring Debian’s Firefox, regardless of the order of folders', () => {
    expect(listFirefoxPaths({ PATH: '/a:/b' }, 'linux')).toEqual([
      '/a/firefox-esr',
      '/b/firefox-esr',
      '/a/firefox',
      '/b/firefox',
    ]);
  });

  test('searches the application of macOS after PATH, and the program folders of Windows', () => {
    expect(listFirefoxPaths({ PATH: '/a' }, 'darwin').at(-1)).toBe(
      '/Applications/Firefox.app/Contents/MacOS/firefox',
    );
    const [place] = listFirefoxPaths({ PROGRAMFILES: 'C:\\Programs' }, 'win32');
    expect(place).toMatch(/^C:\\Programs.*firefox\.exe$/);
  });
});

describe('The Firefox for tests', () => {
  test.each([
    ['Mozilla Firefox 153.7.0esr', true],
    ['Mozilla Firefox 128.0', true],
    ['Mozilla Firefox 115.9.1esr', false],
    ['Chromium 148.0.7778.96', false],
    ['', false],
  ])('may be version %j: %s', (version, is) => {
    expect(isRecentEnough(version)).toBe(is);
  });

  test('is not replaced if FIREFOX_PATH is set but cannot run', () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('FIREFOX_PATH', '');
    expect(firefox().packages).toEqual(['firefox-esr']);
    vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
    expect(findFirefox()).toBeUndefined();
    expect(firefox().packages).toEqual([]);
  });
});
