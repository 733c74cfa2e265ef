import { afterEach, expect, test, vi } from 'vitest';
import { has, installPrograms, programs } from '../../scripts/programs.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('A program is installed if it runs', () => {
  expect(has('node')).toBe(true);
  expect(has('data-explorer-no-such-program')).toBe(false);
});

test.skipIf(!has('dash'))('dash is found, although it has no --version', () => {
  expect(has('dash')).toBe(true);
});

test('A message names each program that is missing and cannot be installed', async () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath);
  vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
  vi.stubEnv('PATH', '/nowhere');
  const output = vi.spyOn(console, 'log').mockImplementation(() => {});
  await installPrograms();
  const lines = output.mock.calls.map(([line]) => String(line));
  expect(lines.filter((line) => line.startsWith('No '))).toEqual(
    ['Firefox', ...programs.map(({ name }) => name)].map(
      (name) =>
        `No ${name} was found or could be installed: the tests that run ${name} are skipped.`,
    ),
  );
});
