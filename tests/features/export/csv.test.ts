import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/api/schemas.ts';
import { csvRecord } from '../../../src/features/export/csv.ts';
import { seed } from '../../domain/arbitraries.ts';
import { hostileCells, signs, unguard, withoutControls } from './hostileCells.ts';

const isSign = (letter: string) => signs.includes(letter);
const isGap = (letter: string) => /[,;|:]|\s|\p{Z}|\p{Cc}|\p{Cf}/u.test(letter);
const isQuote = (letter: string) => '"\'`‘’‚‛“”„‟«»‹›＂＇'.includes(letter);

/** The text of a record's only cell, without the enclosing quotes. */
function cellOf(cell: string | { json: Json }): string {
  const record = csvRecord([cell]);
  expect(record).toMatch(/^"[^]*"\r\n$/);
  return record.slice(1, -3).replaceAll('""', '"');
}

/** The expected output for a text, by character: `true` while a formula could start at this position. */
function expectedCell(text: string): string {
  const letters = Array.from(withoutControls(text));
  let open = true;
  let guarded = '';
  for (const [at, letter] of letters.entries()) {
    const [first, second] = [letters[at - 2], letters[at - 1]];
    const isAlone = second === ' ' && letters[at + 1] === ' ' && first !== undefined;
    const opened = /(?:^|[,;|:\s\p{Z}\p{Cc}\p{Cf}])["'`‘-‟«»‹›＂＇]*$/u;
    const isBetweenWords = isAlone && !opened.test(letters.slice(0, at - 1).join(''));
    const isFirst = letters.slice(0, at).every(isQuote) && '\t\n\r'.includes(letter);
    if ((open && isSign(letter) && !isBetweenWords) || isFirst) guarded += "'";
    guarded += letter;
    open = isGap(letter) || (open && isQuote(letter));
  }
  return guarded;
}

const separators = [',', ';', '\t', '|', ':', ' ', ',;\t', ',;\t|: '];

/** The fields for a program that splits at any of `splitters`, inside or outside quotes. */
function fieldsOf(text: string, splitters: string, hasQuotes: boolean): string[] {
  const fields: string[] = [];
  let field: string | null = null;
  let isQuoted = false;
  for (const letter of text) {
    if (isQuoted) isQuoted = letter !== '"';
    else if (splitters.includes(letter) || '\r\n'.includes(letter)) {
      fields.push(field ?? '');
      field = null;
      continue;
    } else if (letter === '"' && field === null && hasQuotes) isQuoted = true;
    field = (field ?? '') + letter;
  }
  return [...fields, field ?? ''];
}

/** The fields that start with a sign after removing white space, invisible characters and quotes. */
function formulasIn(record: string): string[] {
  return separators.flatMap((splitters) =>
    [true, false]
      .flatMap((hasQuotes) => fieldsOf(record, splitters, hasQuotes))
      .filter((field) => !isSign(field))
      .map((field) => field.replace(/^["`‘-‟«»‹›＂＇\s\p{Z}\p{Cc}\p{Cf}]+/u, ''))
      .filter((field) => isSign(field.charAt(0))),
  );
}

const gaps = Array.from(',;|: \t\r\n');
const quotes = Array.from('"\'`“’＂');

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...signs, '=', '=', '-') },
  { weight: 4, arbitrary: fc.constantFrom(...gaps, '\r\n', '\u00a0', '\u3000', '\u2003') },
  { weight: 2, arbitrary: fc.constantFrom(...quotes, '""', "''") },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\u0000', '\u001b', '\u007f', '\u0085', '\u200b', '\ufeff'),
  },
  { weight: 2, arbitrary: fc.constantFrom('a', '1', 'é', '健', '🧬', '\ud800', '\\', '(', ' - ') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
);

const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('A text cell', () => {
  test('has an apostrophe wherever a formula could start, and only there', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom(...hostileCells)), (some) => {
        expect(cellOf(some)).toBe(expectedCell(some));
      }),
      { seed, numRuns: 20_000 },
    );
  });

  test('does not start a formula for any program, whatever separators it uses', () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        expect(formulasIn(csvRecord([7, first, second, 8]))).toEqual([]);
      }),
      { seed, numRuns: 5000 },
    );
  });

  test('can be restored by reversing the guard, even if it looks guarded already', () => {
    fc.assert(
      fc.property(text, (some) => {
        const once = cellOf(some);
        expect(unguard(once)).toBe(withoutControls(some));
        expect(unguard(cellOf(once))).toBe(once.toWellFormed());
      }),
      { seed, numRuns: 5000 },
    );
  });

  test.each([
    '',
    'overland-batch-1756778264.252094.json',
    '2018-06-08 10:07:26+00:00',
    'https://www.openhumans.org/api/public/datafile/1/?a=b&c=-d',
    'name@example.org',
    'Heart rate - daily, hourly',
    'a = b + c @ d',
    "it's; 'quoted', \"so\"",
    'two\nlines\tand a tab',
  ])('leaves %j unchanged', (some) => {
    expect(cellOf(some)).toBe(some);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ["'=1+1", "''=1+1"],
    ["x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"],
    ['x; \u3000"=1', 'x; \u3000"\'=1'],
    ['x\t＝1', "x\t'＝1"],
    ['x\n\u00a0@1', "x\n\u00a0'@1"],
    ['a -b', "a '-b"],
    ['a -', "a '-"],
    ['- a', "'- a"],
    ['a, - b', "a, '- b"],
    ['a - - b - c', 'a - - b - c'],
    ['\tx', "'\tx"],
    ['x;\u0000=\u009b1', "x;'=1"],
  ])('writes %j as %j', (some, guarded) => {
    expect(cellOf(some)).toBe(guarded);
  });

  test.each(['=', ' ', '"', ';', ';=', ' - ', '"=', '\t'])(
    'may repeat %j half a million times',
    (some) => {
      const long = some.repeat(500_000 / some.length);
      expect(unguard(cellOf(long))).toBe(long);
      expect(JSON.parse(cellOf({ json: { [long]: long } }))).toEqual({ [long]: long });
    },
  );
});

describe('A JSON cell', () => {
  test('parses to the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(cellOf({ json: value }))).toEqual(value);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('starts no number or formula except negative numbers, whatever separators a program uses', () => {
    fc.assert(
      fc.property(json, json, (first, second) => {
        const starts = formulasIn(csvRecord([7, { json: first }, { json: second }]));
        expect(
          starts.filter((start) => !/^-\d[\d.]*(?:e[+-]?\d+)?(?:[,\]}"]|$)/.test(start)),
        ).toEqual([]);
      }),
      { seed, numRuns: 3000 },
    );
  });

  test.each<[Json, string]>([
    [{ tags: ['=1', 'a;-2', "'@3"] }, `{"tags":["\\u003d1","a;\\u002d2","'\\u00403"]}`],
    [{ '+a': { b: '＝1' } }, '{"\\u002ba":{"b":"\\uff1d1"}}'],
    [{ a: [-1, { b: -2.5e-7 }], c: -3 }, '{"a":[-1,{"b":-2.5e-7}],"c":-3}'],
    ['a\u007f\u009b\u0000', '"a\\u007f\\u009b\\u0000"'],
    [
      { md5: 'a-b', date: '2018-06-08 10:07:26+00:00' },
      '{"md5":"a-b","date":"2018-06-08 10:07:26+00:00"}',
    ],
    [-5, '-5'],
  ])('writes %j as %s', (value, expected) => {
    expect(cellOf({ json: value })).toBe(expected);
  });
});

test('numbers are without quotes; texts are in quotes, including empty ones', () => {
  expect(csvRecord([7, '', 'a', { json: null }, 0])).toBe('7,"","a","null",0\r\n');
});
