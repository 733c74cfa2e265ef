import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markdownTable, show, spreadOf } from '../bench/report.mjs';

const bench = resolve(import.meta.dirname, '../bench');

function read(file: string): string {
  return readFileSync(join(bench, file), 'utf8');
}

describe('The packages of the benchmarks', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    read('package.json'),
  );

  test('have one version each, with the same React as the app', () => {
    const ranges = Object.entries(dependencies).filter(([, version]) => !/^\d/.test(version));
    expect(ranges).toEqual([]);
    const product: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(resolve(bench, '../../package.json'), 'utf8'),
    );
    for (const name of ['react', 'react-dom', '@tanstack/react-table']) {
      expect(dependencies[name]).toBe(product.dependencies[name]);
    }
  });

  test('do not depend on a particular registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry/);
  });
});

describe('The report of a benchmark', () => {
  test('contains the median, minimum and maximum for numbers in any order', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spreadOf([4, 10, 2, 1])).toEqual({ median: 3, least: 1, most: 10 });
  });

  test('uses few digits, and omits a spread of zero', () => {
    expect(show(spreadOf([12.34, 12.5, 13.1]))).toBe('13 (12–13)');
    expect(show(spreadOf([1_234_567]), 1000)).toBe('1,235');
    expect(show(spreadOf([0.0123]))).toBe('0.012');
    expect(show(undefined)).toBe('–');
  });

  test('is a Markdown table', () => {
    expect(markdownTable(['', 'a'], [['b', '1']])).toBe('|  | a |\n| --- | --: |\n| b | 1 |');
  });
});
