import type { FileKind } from './fileKinds.ts';
import { hash, pick } from './hash.ts';

const unusual = [
  'données été {n}.csv',
  'Größe_und_Gewicht.txt',
  '心率-{date}.json',
  '걷기 기록 {n}.gpx',
  'Мои данные.tsv',
  'بيانات الموقع {n}.json',
  'שינה-{date}.csv',
  '🏃‍♀️ run {n}.gpx',
  'cafe\u0301 & co #{n} 100%.xml',
  'it\'s "quoted"; {n}, ok?.csv',
  'two  spaces .txt',
  'UPPER-{n}.JSON',
  'data.{n}.backup',
  '{hex}',
];

/** Replaces {date}, {year}, {unix}, {n} and {hex} in the name of a file kind by values for the row. */
function fill(pattern: string, row: number, created: Date): string {
  if (!pattern.includes('{')) return pattern;
  const bits = hash(row, 61);
  return pattern
    .replace('{date}', created.toISOString().slice(0, 10))
    .replace('{year}', String(created.getUTCFullYear()))
    .replace(
      '{unix}',
      `${(created.getTime() / 1000 - 30).toFixed(3)}${String(bits % 1000).padStart(3, '0')}`,
    )
    .replace('{n}', String(1 + (bits % 40)))
    .replace('{hex}', bits.toString(16).padStart(8, '0'));
}

/**
 * Creates the basename of a generated row from the name of its kind. About one in thirty is unusual (other scripts,
 * emoji, combining accents, no extension), a few have 300 characters, and a few are empty.
 */
export function makeBasename(kind: FileKind, row: number, created: Date): string {
  const chance = hash(row, 62) % 1000;
  if (chance < 3) return '';
  if (chance < 7) {
    const end = fill('-{date}.json', row, created);
    return 'a-very-long-file-name-'.repeat(14).slice(0, 300 - end.length) + end;
  }
  const pattern = chance < 35 ? pick(unusual, row, 63) : kind.name;
  return fill(pattern, row, created);
}
