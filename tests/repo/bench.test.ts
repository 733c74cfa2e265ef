import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markdownTable, show, spreadOf } from '../bench/report.mjs';

const bench = resolve(import.meta.dirname, '../bench');

function read(file: string): string {
  return readFileSync(join(bench, file), 'utf8');
}

describe('What the product is measured beside', () => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    read('package.json'),
  );

  test('has one version each, and the product has the same React', () => {
    const ranges = Object.entries(dependencies).filter(([, version]) => !/^\d/.test(version));
    expect(ranges).toEqual([]);
    const product: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(resolve(bench, '../../package.json'), 'utf8'),
    );
    for (const name of ['react', 'react-dom', '@tanstack/react-table']) {
      expect(dependencies[name]).toBe(product.dependencies[name]);
    }
  });

  test('comes from whatever registry is used', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry/);
  });
});

describe('The report of a benchmark', () => {
  test('gives the middle, the least and the most, in any order', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spreadOf([4, 10, 2, 1])).toEqual({ median: 3, least: 1, most: 10 });
  });

  test('says few digits, and a spread only where there is one', () => {
    expect(show(spreadOf([12.34, 12.5, 13.1]))).toBe('13 (12–13)');
    expect(show(spreadOf([1_234_567]), 1000)).toBe('1,235');
    expect(show(spreadOf([0.0123]))).toBe('0.012');
    expect(show(undefined)).toBe('–');
  });

  test('is a table that Markdown reads', () => {
    expect(markdownTable(['', 'a'], [['b', '1']])).toBe('|  | a |\n| --- | --: |\n| b | 1 |');
  });
});
