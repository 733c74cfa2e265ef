import { describe, expect, test } from 'vitest';
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
    const { CHROMIUM_PATH: before } = process.env;
    process.env['CHROMIUM_PATH'] = '/nowhere/chromium';
    try {
      await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is "/nowhere/chromium"');
    } finally {
      if (before === undefined) delete process.env['CHROMIUM_PATH'];
      else process.env['CHROMIUM_PATH'] = before;
    }
  });
});
