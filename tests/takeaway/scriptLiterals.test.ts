import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  asciiJson,
  bashString,
  oneLine,
  pythonString,
  rString,
} from '../../src/takeaway/scriptLiterals.ts';
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

/** The units of a text in hexadecimal, so that no terminal or encoding stands between. */
function units(value: string): string {
  return Array.from({ length: value.length }, (_, index) =>
    value.charCodeAt(index).toString(16),
  ).join(' ');
}

/** What a program prints. */
async function output(command: string, name: string, program: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'literals-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  await writeFile(file, program);
  const { stdout, stderr, status } = spawnSync(command, [file], { encoding: 'utf8', cwd: folder });
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.split('\n').slice(0, -1);
}

/** Prints a Python text as `units` does. */
const show = `def show(text):
    units = text.encode("utf-16-be", "surrogatepass")
    print(" ".join(format(units[i] * 256 + units[i + 1], "x") for i in range(0, len(units), 2)))
`;

describe('A literal holds any text and nothing breaks out of it', () => {
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
        const lines = some.map((each) => `show(${pythonString(each)}) # ${oneLine(each)}`);
        const printed = await output(python, 'x.py', `#\n#\n${show}${lines.join('\n')}\n`);
        expect(printed).toEqual(some.map((each) => units(each)));
      }),
      runs,
    );
  });

  test('JSON as JavaScript', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const lines = some.map((each) => `show(${asciiJson(each)}); // ${oneLine(each)}`);
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
          `printf '%s\\n' '${asciiJson(each)}' # ${oneLine(each)}`,
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

  // There is no R here: what is known of its grammar must do.
  test('an R string is ASCII, quoted, and escapes in a way that R knows', () => {
    fc.assert(
      fc.property(text, (each) => {
        const literal = rString(each);
        expect(literal).toMatch(/^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"$/);
        expect(literal).not.toMatch(/\\u(?:0000|d[89a-f]..)/);
        const read = literal
          .slice(1, -1)
          .replaceAll(
            /\\(?:(["\\])|u(.{4})|U(.{8}))/g,
            (_, sign: string, short: string, long: string) =>
              sign ?? String.fromCodePoint(Number.parseInt(short ?? long, 16)),
          );
        expect(read).toBe(each.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd'));
      }),
      { seed: runs.seed },
    );
  });

  test('a comment is one line, whatever it holds', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(oneLine(each)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      }),
      { seed: runs.seed },
    );
    expect(oneLine('x'.repeat(1000))).toHaveLength(301);
  });
});
