import { expect, test } from 'vitest';
import { listInitialScripts } from '../../scripts/budget.mjs';

test('the first view loads the entry and all it imports, but nothing that is loaded later', () => {
  const manifest = {
    'index.html': { file: 'assets/index.js', isEntry: true, imports: ['_a.js', '_b.js'] },
    '_a.js': { file: 'assets/a.js', imports: ['_b.js', '_c.js'] },
    '_b.js': { file: 'assets/b.js' },
    '_c.js': { file: 'assets/c.js', imports: ['_a.js'] },
    'src/sample/sampleApi.ts': { file: 'assets/sampleApi.js', imports: ['_b.js'] },
    'style.css': { file: 'assets/style.css' },
  };
  expect(listInitialScripts(manifest).toSorted()).toEqual([
    'assets/a.js',
    'assets/b.js',
    'assets/c.js',
    'assets/index.js',
  ]);
});
