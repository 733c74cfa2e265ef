import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  asciiJson,
  bashAssignment,
  bashLines,
  bashString,
  commentText,
  oneLine,
  pythonString,
  rString,
} from '../../../src/features/export/scriptLiterals.ts';
import { hostileTexts } from './hostileTexts.ts';
import { has, python } from './run.ts';

const breakers = Array.from('\'"\\$`(){}#*/\n\r\0\u2028aé🧬 ').concat('\ud83e', '\uddec');

const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({
    unit: fc.constantFrom(...breakers),
    maxLength: 12,
  }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const texts = fc.array(text, { minLength: 40, maxLength: 60 });
const runs = { numRuns: 5, seed: 20_250_902 };

/** The UTF-16 units of a text in hexadecimal, so that no terminal or encoding affects them. */
function units(value: string): string {
  return Array.from({ length: value.length }, (_, index) =>
    value.charCodeAt(index).toString(16),
  ).join(' ');
}

/** Runs a program and returns its output. */
async function output(command: string, name: string, program: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'literals-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  await writeFile(file, program);
  const { stdout, stderr, status } = spawnSync(command, [file], { encoding: 'utf8', cwd: folder });
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.split('\n').slice(0, -1);
}

/** Defines `show` in Python, which prints a text like `units`. */
const show = `def show(text):
    units = text.encode("utf-16-be", "surrogatepass")
    print(" ".join(format(units[i] * 256 + units[i + 1], "x") for i in range(0, len(units), 2)))
`;

describe('A literal represents any text, and no text ends it early', () => {
  test.skipIf(!has('python3'))('JSON in a raw Python string', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const lines = some.map((each) => `show(json.loads(r'''${asciiJson([each], 2)}''')[0])`);
        const printed = await output(python, 'x.py', `import json\n${show}${lines.join('\n')}\n`);
        expect(printed).toEqual(some.map(units));
      }),
      runs,
    );
  });

  test.skipIf(!has('python3'))('a Python string', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const lines = some.map((each) => `show(${pythonString(each)}) # ${commentText(each)}`);
        const printed = await output(python, 'x.py', `#\n#\n${show}${lines.join('\n')}\n`);
        expect(printed).toEqual(some.map((each) => units(each)));
      }),
      runs,
    );
  });

  test('JSON as JavaScript', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const lines = some.map((each) => `show(${asciiJson(each)}); // ${commentText(each)}`);
        const program = `const units = ${units.toString()};\nconst show = (text) => console.log(units(text));\n`;
        const printed = await output(process.execPath, 'x.mjs', `${program}${lines.join('\n')}\n`);
        expect(printed).toEqual(some.map(units));
      }),
      runs,
    );
  });

  test.skipIf(!has('bash'))('JSON and visible text in bash', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const lines = some.flatMap((each) => [
          `printf '%s\\n' '${asciiJson(each)}' # ${commentText(each)}`,
          `printf '%s\\n' ${bashString(each)}`,
        ]);
        const printed = await output('bash', 'x.sh', `${lines.join('\n')}\n`);
        expect(
          printed.filter((_, index) => index % 2 === 0).map((line): unknown => JSON.parse(line)),
        ).toEqual(some);
        const shown = printed.filter((_, index) => index % 2 === 1);
        const visible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
        expect(shown).toEqual(
          some.map((each) => each.replaceAll(/\p{Surrogate}/gu, '\ufffd').replaceAll(visible, ' ')),
        );
      }),
      runs,
    );
  });

  test.skipIf(!has('bash'))(
    'a bash assignment on lines that fit into a terminal (needs bash)',
    async () => {
      const some = [
        'x',
        'x'.repeat(999),
        'x'.repeat(5000),
        'é"\\'.repeat(1500),
        '"]}\n'.repeat(900),
      ];
      const lines = some.map(
        (each) => `${bashAssignment('value', asciiJson(each))}\nprintf '%s\\n' "$value"`,
      );
      const program = `${lines.join('\n')}\n`;
      expect(program.split('\n').filter((line) => line.length > 4000)).toEqual([]);
      const printed = await output('bash', 'x.sh', program);
      expect(printed.map((line): unknown => JSON.parse(line))).toEqual(some);
    },
  );

  test.skipIf(!has('bash'))('lines of text in bash (needs bash)', async () => {
    const some = ["it's", '$(touch pwned)', '`x`', '!!', 'a\u001b[31m\u202eb'];
    const printed = await output('bash', 'x.sh', `printf '%s\\n' ${bashLines(some)}\n`);
    expect(printed).toEqual(["it's", '$(touch pwned)', '`x`', '!!', 'a [31m b']);
  });

  test.skipIf(!has('Rscript'))('an R string (needs Rscript)', async () => {
    const shown = 'show <- function(text) cat(format(as.hexmode(utf8ToInt(text))), "\\n")\n';
    const points = (each: string) =>
      Array.from(each.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd'), (character) =>
        character.codePointAt(0),
      );
    const check = async (some: readonly string[]) => {
      const lines = some.map((each) => `show(${rString(each)}) # ${commentText(each)}`);
      const printed = await output('Rscript', 'x.R', `${shown}${lines.join('\n')}\n`);
      const read = printed.map((line) =>
        line
          .trim()
          .split(/\s+/)
          .filter(Boolean)
          .map((code) => Number.parseInt(code, 16)),
      );
      expect(read).toEqual(some.map(points));
    };
    await fc.assert(fc.asyncProperty(texts, check), runs);
    await check(['é'.repeat(12_000), `${'x'.repeat(10_001)}\n`, '🧬'.repeat(5001)]);
  });

  test('literals and comments contain no characters that a shell or a line editor interprets', () => {
    fc.assert(
      fc.property(text, (each) => {
        for (const written of [
          asciiJson(each),
          pythonString(each),
          rString(each),
          commentText(each),
        ]) {
          expect(written).toMatch(/^(?:paste0\(\s+)?"[ "#%-~]*"(?:\s+\))?$/);
          expect(written).not.toMatch(/[`!$]/);
        }
        expect(asciiJson(each)).not.toContain("'");
      }),
      { seed: runs.seed },
    );
  });

  test('a comment is one line for any text', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(oneLine(each)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      }),
      { seed: runs.seed },
    );
    expect(oneLine('x'.repeat(1000))).toHaveLength(303);
  });
});
