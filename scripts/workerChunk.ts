import { basename } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Builds what is imported with `?worker&url` as a chunk of the page rather than as a bundle of its
 * own: the worker and the page then load the same code once. Development has Vite's own way.
 */
export function workerChunk(): Plugin {
  return {
    name: 'worker-chunk',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const [file = '', query] = id.split('?');
      if (query !== 'worker&url') return undefined;
      const chunk = this.emitFile({ type: 'chunk', id: file, name: basename(file, '.ts') });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
  };
}
