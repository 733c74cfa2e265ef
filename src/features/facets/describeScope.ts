import type { Scope } from '../../queries/facets.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

/**
 * What was counted, to go behind what it is counted of: `of all 31 files`, `of the 100 on this
 * page`, `of the 3,500 read so far`.
 * @param files how many files were counted
 * @param what follows "files" and says which: ` of any date`
 */
export function describeScope(of: Scope, files: number, what = ''): string {
  switch (of.kind) {
    case 'all':
      return files === 1
        ? `of the only file${what}`
        : `of all ${formatCount(files, 'file')}${what}`;
    case 'page':
      return `of the ${formatNumber(files)} on this page${what}`;
    case 'loaded':
      return of.isFiltered
        ? `of the ${formatNumber(files)} found${what} among ${formatNumber(of.loaded)} read so far`
        : `of the ${formatNumber(of.loaded)} read so far`;
  }
}
