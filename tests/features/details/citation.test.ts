import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DataFile } from '../../../src/api/schemas.ts';
import { citeAsBibtex, citeAsText } from '../../../src/features/details/citation.ts';
import { dataFile, seed } from '../../domain/arbitraries.ts';
import { hostileTexts } from '../export/hostileTexts.ts';
import { has, start } from '../export/run.ts';

const names = [
  ...hostileTexts,
  'data{.csv',
  'data}.csv',
  'x}} @misc(forged, title = {x})',
  'x}},\n}\n@misc{forged,\n  title = {{x}},\n',
  '}}}}}}}}{{{{{{{{',
  '{}{}}{',
  '@comment{ @string{a = "b"} @preamble{"x"}',
  '100% of #1 & $2_3^4~5',
  '"quoted" and "not',
  'ends with a backslash\\',
  '\\',
  '\\{',
  '\\input{/etc/passwd}',
  '\\write18{touch PWNED}',
  '_Starts_With_An_Escape.CSV',
  '{Starts_With_A_Brace}.CSV',
  'Name and Name and Name, Jr, x',
  ' ',
  'tab\tand\r\nlines\u0085more\u2029end',
  'y'.repeat(100_000),
  '}'.repeat(100_000),
  '健康 é 🧬',
];

const [model] = fc.sample(dataFile, { seed, numRuns: 1 });

function fileOf(id: number, name: string, username: string | null = name): DataFile {
  if (model === undefined) throw new Error('no file');
  const user = { id: 1, name, username };
  return { ...model, id, basename: name, created: '2022-11-15T18:33:22Z', user };
}

function cited(file: DataFile, project: string) {
  const address = `https://www.openhumans.org/api/public/datafile/${file.id}/`;
  return { file, project, address, retrieved: new Date('2026-11-21T00:00:00Z') };
}

/** A style that uses the features of the usual styles: names, changes of case, strings and warnings. */
const STYLE = String.raw`
ENTRY { author howpublished title url urldate year } { } { }
STRINGS { s }
FUNCTION {show} { duplicate$ empty$ { "an empty field in " cite$ * warning$ } 'skip$ if$ write$ newline$ }
FUNCTION {misc} {
  "\bibitem{" cite$ * "}" * show
  author 's :=
  s num.names$ int.to.str$ show
  s #1 "{ff~}{vv~}{ll}{, jj}" format.name$ show
  title "t" change.case$ show
  howpublished show
  url show
  urldate show
  year empty$ { "no year" } { year } if$ show
  newline$
}
FUNCTION {default.type} { misc }
READ
ITERATE {call.type$}
`;

const OWN =
  '@misc{my-own,\n  author = {Me},\n  title = {Mine},\n  year = {2020},\n  howpublished = {here}, url = {x}, urldate = {y}\n}\n';

/** Runs the real program on a bibliography. Returns the fields of each entry, the exit code and the output. */
async function runBibtex(bibliography: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bibtex-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'all.bst'), STYLE);
  writeFileSync(join(folder, 'my.bib'), bibliography);
  writeFileSync(join(folder, 'a.aux'), '\\citation{*}\n\\bibstyle{all}\n\\bibdata{my}\n');
  // Without a complete TeX installation, the program has no search paths.
  const env = { ...process.env, BSTINPUTS: '.', BIBINPUTS: '.' };
  const { code, stdout } = await start(['bibtex', 'a'], { cwd: folder, env });
  const output = readFileSync(join(folder, 'a.bbl'), 'utf8');
  const entries = output
    .split('\n\n')
    .filter((entry) => entry.trim() !== '')
    // BibTeX wraps long lines and indents the continuation.
    .map((entry) => entry.replaceAll('\n  ', ' ').split('\n'));
  return { code, stdout, entries };
}

/** A field as TeX prints it. */
function printed(field = ''): string {
  const commands: Record<string, string> = {
    textbackslash: '\\',
    textbraceleft: '{',
    textbraceright: '}',
    textasciitilde: '~',
    textasciicircum: '^',
  };
  return field.replaceAll(
    /\\(text\w+)\{\}|\\([&%$#_])|[{}]/g,
    (_, command = '', sign = '') => commands[command] ?? sign,
  );
}

/** The expected form of a name in a citation: one line, without invisible characters. */
function plain(name: string): string {
  const line = name
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\s\u0085]+/g, ' ')
    .trim();
  return Array.from(line).length > 300 ? `${Array.from(line).slice(0, 300).join('')}…` : line;
}

const isMissing = !has('bibtex');

describe('A BibTeX entry, processed by bibtex,', () => {
  test.skipIf(isMissing)('is complete for a harmless file, without warnings', async () => {
    const entry = citeAsBibtex(cited(fileOf(7, 'a.csv', 'member_02'), 'Spotify'));
    const { code, stdout, entries } = await runBibtex(`${entry}\n${OWN}`);
    expect(stdout).not.toMatch(/warning|error|---/i);
    expect(code).toBe(0);
    expect(entries).toEqual([
      [
        String.raw`\bibitem{openhumans-7}`,
        '1',
        String.raw`{member\_02 (Open Humans member)}`,
        '{a.csv}',
        'Data file 7, shared through Spotify',
        'https://www.openhumans.org/api/public/datafile/7/',
        '2026-11-21',
        '2022',
      ],
      [String.raw`\bibitem{my-own}`, '1', 'Me', 'Mine', 'here', 'x', 'y', '2020'],
    ]);
  });

  test.skipIf(isMissing)(
    'keeps all entries, forges none and shows the name if the name is hostile',
    async () => {
      for (const name of names) {
        const entry = citeAsBibtex(cited(fileOf(7, name), name));
        const { code, stdout, entries } = await runBibtex(`${entry}\n${OWN}`);
        expect(stdout, name).not.toMatch(/warning|error|---/i);
        expect(code, name).toBe(0);
        expect(entries.map(([head]) => head)).toEqual([
          String.raw`\bibitem{openhumans-7}`,
          String.raw`\bibitem{my-own}`,
        ]);
        const [, count, author, title, howpublished] = entries[0] ?? [];
        const text = plain(name);
        expect(count).toBe('1');
        expect(printed(title)).toBe(text === '' ? 'Data file 7' : text);
        expect(printed(author)).toBe(
          text === '' ? 'Open Humans member (Open Humans member)' : `${text} (Open Humans member)`,
        );
        expect(printed(howpublished)).toBe(`Data file 7, shared through ${text || 'a project'}`);
      }
    },
  );

  test.skipIf(isMissing)('is one entry in a long bibliography for any name', async () => {
    const sign = fc.constantFrom(...Array.from('{}{}\\@%"#&$_~^,=() '), '\n', 'a', 'Z', 'é', '\0');
    const name = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(''));
    const some = [...names, ...fc.sample(name, { seed, numRuns: 400 })];
    const entries = some.map((each, id) => citeAsBibtex(cited(fileOf(id, each), each)));
    const bibliography = entries.flatMap((entry, id) => [
      entry,
      OWN.replace('my-own', `own-${id}`),
    ]);
    const result = await runBibtex(bibliography.join('\n'));
    expect(result.stdout).not.toMatch(/warning|error|---/i);
    expect(result.code).toBe(0);
    expect(result.entries.map(([head]) => head)).toEqual(
      some.flatMap((_, id) => [`\\bibitem{openhumans-${id}}`, `\\bibitem{own-${id}}`]),
    );
    expect(
      result.entries.flatMap(([, , , title], at) => (at % 2 === 0 ? [printed(title)] : [])),
    ).toEqual(some.map((each, id) => plain(each) || `Data file ${id}`));
  });
});

describe('A citation', () => {
  test.each([
    ['2022-11-15T18:33:22Z', '2022'],
    ['0001-01-01T00:00:00Z', '0001'],
    ['2022-13-45T99:00:00Z', null],
    ['+999999-01-01T00:00:00Z', null],
    ['-000001-01-01T00:00:00Z', null],
    ['20225-01-01T00:00:00Z', null],
    ['2022-11-15T}},@misc{x,', null],
  ])('of a file created at %s has the year %s', (created, year) => {
    const about = cited({ ...fileOf(7, 'a.csv', 'member_02'), created }, 'Spotify');
    expect(citeAsText(about)).toBe(
      `member_02 (Open Humans member) (${year ?? 'n.d.'}). a.csv [data file 7, shared through Spotify]. Open Humans. Retrieved 2026-11-21, from https://www.openhumans.org/api/public/datafile/7/`,
    );
    const line = `\n  year = {${year}},\n`;
    if (year === null) expect(citeAsBibtex(about)).not.toContain('year =');
    else expect(citeAsBibtex(about)).toContain(line);
  });

  test.each(names)('is one short line without control and bidi characters: %j', (name) => {
    const text = citeAsText(cited(fileOf(7, name), name));
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/);
    expect(text.length).toBeLessThan(1200);
  });
});
