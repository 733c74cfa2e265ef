import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createConfiguredSampleApi } from '../../scripts/sampleSettings.ts';
import { describeFilters } from '../../src/domain/describe.ts';
import { noFilters } from '../../src/domain/filters.ts';
import { faultTokens } from '../../src/sample/faults.ts';
import { anchors, codeBlocks, codeSpans, linkTargets, tableAfter } from './markdown.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const workflows = readdirSync(join(root, '.github/workflows')).map(
  (name) => `.github/workflows/${name}`,
);

const { scripts, engines }: { scripts: Record<string, string>; engines: { node: string } } =
  JSON.parse(read('package.json'));
const projects = new Set(
  [...read('vite.config.ts').matchAll(/name: '(unit|component|browser)'/g)].map(
    ([, name = '']) => name,
  ),
);
const testFiles = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
  .map((file) => `tests/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.test\.tsx?$/.test(file));

/** Environment variables that the scripts read, except those of the system and of other tools. */
function variablesRead(): string[] {
  const files = readdirSync(join(root, 'scripts')).map((file) => `scripts/${file}`);
  const code = ['vite.config.ts', ...files].map(read).join('\n');
  const names = [...code.matchAll(/\benv(?:\.|\[')([A-Z][A-Z_]+)/g)].map(([, name = '']) => name);
  const foreign = new Set(
    'NODE_ENV VITEST PATH PROGRAMFILES LOCALAPPDATA GIT_INDEX_FILE DEBIAN_FRONTEND'.split(' '),
  );
  return [...new Set(names)].filter((name) => !foreign.has(name)).toSorted();
}

/** Splits a shell command into words, without its comment and quotes. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/#.*|"([^"]*)"|([^\s"#]+)/g);
  return [...words].flatMap(([, quoted, plain]) => quoted ?? plain ?? []);
}

/** Whether a path exists in the repository; `*` and `**` match as in globs. */
function exists(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(root, path));
  const pattern = path
    .replaceAll(/[.+]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  return testFiles.some((file) => new RegExp(`^${pattern}$`).test(file));
}

/** Lists the problems of a command that can be found without running it. */
function problemsOf(line: string): string[] {
  const words = wordsOf(line);
  const start = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const env = Object.fromEntries(words.slice(0, Math.max(0, start)).map((word) => word.split('=')));
  const [program, command = '', ...args] = words.slice(start);
  const problems = Object.keys(env)
    .filter((name) => !variablesRead().includes(name) && name !== 'DEBUG')
    .map((name) => `no script reads ${name}`);
  try {
    createConfiguredSampleApi(env);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  if (program === 'npm') return [...problems, ...npmProblems(command, args)];
  if (program === 'npx') return [...problems, ...npxProblems(command, args)];
  return program === 'git' ? problems : [...problems, `unknown program ${program}`];
}

function npmProblems(command: string, args: readonly string[]): string[] {
  if (['audit', 'ci', 'install', 'version'].includes(command)) return [];
  const script = command === 'run' ? args[0] : command;
  if (script === undefined || scripts[script] === undefined) return [`no npm script ${script}`];
  const rest = args.slice(args.indexOf('--') + 1);
  if (script !== 'test' || !args.includes('--')) return [];
  return rest
    .filter((word) => !testFiles.some((file) => file.includes(word)))
    .map((word) => `no test file matches ${word}`);
}

function npxProblems(command: string, args: readonly string[]): string[] {
  if (!existsSync(join(root, 'node_modules/.bin', command))) return [`no program ${command}`];
  if (command !== 'vitest') return [];
  const paths = args.filter((word) => word.startsWith('tests/'));
  const chosen = testFiles.filter((file) => paths.some((path) => file.startsWith(path)));
  const valueOf = (option: string) =>
    args.includes(option) ? [args[args.indexOf(option) + 1] ?? ''] : [];
  return [
    ...paths.filter((path) => !exists(path)).map((path) => `no ${path}`),
    ...valueOf('--project')
      .filter((project) => !projects.has(project))
      .map((project) => `no project ${project}`),
    ...valueOf('-t')
      .filter((name) => !chosen.some((file) => read(file).includes(name)))
      .map((name) => `no test “${name}”`),
  ];
}

describe.each(pages)('%s', (page) => {
  const markdown = read(page);

  test('has no broken links', () => {
    const broken = linkTargets(markdown).filter((target) => {
      if (/^https?:/.test(target)) return !URL.canParse(target);
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchors(read(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('names existing files and folders', () => {
    const paths = codeSpans(markdown).filter((code) =>
      /^(?:src|tests|scripts|docs|public|\.github)\/[\w./*-]*$/.test(code),
    );
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  test('contains valid commands', () => {
    const lines = codeBlocks(markdown)
      .filter(({ language }) => language === 'sh')
      .flatMap((block) => block.lines)
      .filter((line) => wordsOf(line).length > 0);
    const spans = codeSpans(markdown).filter((code) => /^(?:[A-Z_]+=\S+ )*np[mx] /.test(code));
    const wrong = [...lines, ...spans].flatMap((line) =>
      problemsOf(line).map((problem) => `${line}: ${problem}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('The checks of the docs', () => {
  test.each([
    ['npm run biuld', 'no npm script biuld'],
    ['npm strat', 'no npm script strat'],
    ['npm test -- pagging', 'no test file matches pagging'],
    ['npx vitest run tests/lisitng', 'no tests/lisitng'],
    ['npx vitest run --project node tests/listing', 'no project node'],
    ['npx vitest run tests/retrieval/plan.test.ts -t "no such test"', 'no test “no such test”'],
    ['npx vittest', 'no program vittest'],
    ['make all', 'unknown program make'],
    ['SAMPLE_ROW=36 npm start', 'no script reads SAMPLE_ROW'],
    ['SAMPLE_FAULTS=gremlins npm start', 'SAMPLE_FAULTS has an unknown token "gremlins".'],
    ['SAMPLE_ROWS=3 npm start', 'SAMPLE_ROWS cannot be "3".'],
  ])('find the problem in %s', (line, problem) => {
    expect(problemsOf(line).join('\n')).toContain(problem);
  });

  test('find links, anchors, spans and blocks, and skip code', () => {
    const markdown = [
      '# A `b`, c: d’s e-f',
      '[x](a.md#b) <img src="c.png"> `[y](no.md)` ![z](d.png)',
      '1. In a list:',
      '   ```sh',
      '   npm test # [w](no.md)',
      '   ```',
      '`src/no.ts`',
    ].join('\n');
    expect(linkTargets(markdown)).toEqual(['a.md#b', 'c.png', 'd.png']);
    expect(anchors(markdown)).toEqual(['a-b-c-ds-e-f']);
    expect(codeSpans(markdown)).toEqual(['b', '[y](no.md)', 'src/no.ts']);
    expect(codeBlocks(markdown)).toEqual([{ language: 'sh', lines: ['npm test # [w](no.md)'] }]);
    expect(wordsOf('A=1 npm test -- "a b" # c')).toEqual(['A=1', 'npm', 'test', '--', 'a b']);
    expect(exists('tests/**/docs.test.ts')).toBe(true);
    expect(exists('tests/*/no.test.ts')).toBe(false);
  });
});

describe('CONTRIBUTING.md', () => {
  const page = read('CONTRIBUTING.md');

  test('lists every npm script', () => {
    const listed = tableAfter(page, 'Commands').map(([command = '']) => command.slice(1, -1));
    const commands = Object.keys(scripts).map((name) =>
      ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`,
    );
    expect(listed.toSorted()).toEqual(commands.toSorted());
  });

  test('lists every environment variable that a script reads', () => {
    const listed = tableAfter(page, 'Environment variables').map(([name = '']) =>
      name.slice(1, -1),
    );
    expect(listed.toSorted()).toEqual(variablesRead());
  });

  test('describes a first change that works', () => {
    const [, file = '', before = ''] = /In `([^`]+)`, replace `([^`]+)` with/.exec(page) ?? [];
    const [, testFile = ''] = /npx vitest --project unit (\S+)/.exec(page) ?? [];
    expect(read(file).split(before)).toHaveLength(2);
    expect(read(testFile)).toContain(before);
    const [, day = '', heading] =
      /\?created_start=(\S+?)>\. The heading is "(.*?)"/.exec(page) ?? [];
    const names = { dataType: () => null, project: () => null };
    expect(describeFilters({ ...noFilters, created_start: day }, names)).toBe(heading);
  });
});

test('docs/sample.md lists every fault of the sample', () => {
  const rows = tableAfter(read('docs/sample.md'), 'SAMPLE_FAULTS');
  expect(rows.map(([token]) => token)).toEqual(faultTokens.map(({ token }) => `\`${token}\``));
  expect(rows.filter(([, effect = '']) => effect === '')).toEqual([]);
});

test('docs/benchmarks.md has a section for each part of the benchmark results', () => {
  const page = read('docs/benchmarks.md');
  for (const part of ['catalogue', 'table']) {
    expect(page.split(`<!-- bench: ${part} -->`)).toHaveLength(2);
    expect(page.split(`<!-- end of bench: ${part} -->`)).toHaveLength(2);
  }
});

describe('The workflows', () => {
  test.each(workflows)('%s uses actions by their major version, and existing commands', (file) => {
    const text = read(file);
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(0);
    const wrong = uses.filter((action) =>
      action.startsWith('./') ? !exists(action.slice(2)) : !/^actions\/[a-z-]+@v\d+$/.test(action),
    );
    expect(wrong).toEqual([]);
    const commands = [...text.matchAll(/run: (.+)/g)].map(([, line = '']) => line);
    expect(commands.flatMap(problemsOf)).toEqual([]);
  });

  test('run the tests and publish a build', () => {
    expect(read('.github/workflows/test.yml')).toMatch(/^ +- run: npm test$/m);
    expect(read('.github/workflows/pages.yml')).toMatch(/^ +- run: npm run build$/m);
  });
});

test('.node-version is a version that package.json allows', () => {
  const [major = 0, minor = 0] = read('.node-version').trim().split('.').map(Number);
  const isAllowed = engines.node.split(' || ').some((range) => {
    const [, sign, least, leastMinor] = /^(\^|>=)(\d+)(?:\.(\d+))?/.exec(range) ?? [];
    if (sign === '>=') return major >= Number(least);
    return major === Number(least) && minor >= Number(leastMinor ?? 0);
  });
  expect(isAllowed).toBe(true);
});
