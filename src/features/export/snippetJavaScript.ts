import { asciiJson } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  constantOf,
  constants,
  headOf,
  type Kind,
  linkScheme,
  type ListCheck,
  listAddress,
  listChecksOf,
  MAX_BYTES,
  MAX_FILES,
  ofKinds,
  when,
} from './snippetParts.ts';

/** See `snippet`. For Node 18 and newer as a module, and for a browser's console. */
export function javaScriptSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { words, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const lists = listChecksOf(checks, (value) => asciiJson(value));
  return [
    ...headOf(query, '//', 'For Node 18 or newer (as a file .mjs) or a browser console.'),
    `const list = ${asciiJson(listAddress(query))};`,
    ...constants(lists, (name) => `const ${name} = [`, '];'),
    '',
    `const MAX_LENGTH = ${MAX_BYTES}, MAX_FILES = ${MAX_FILES}; // a broken server may never stop`,
    '',
    'async function ask(offset) {',
    '  for (const pause of [1, 2, 4, 8, null]) { // seconds to wait when the server is busy',
    '    let status = "unknown", text = "";',
    '    try {',
    '      const response = await fetch(`${list}limit=500&offset=${offset}`, {',
    '        credentials: "omit",',
    '        redirect: "manual", // fails on a redirect, which could leave https',
    '        signal: AbortSignal.timeout(60_000),',
    '      });',
    '      status = response.status;',
    '      if (response.ok) {',
    '        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();',
    '        for (let part; text.length <= MAX_LENGTH && !(part = await reader.read()).done; ) text += part.value;',
    '        if (text.length <= MAX_LENGTH) return JSON.parse(text);',
    '      }',
    '    } catch {} // prints no server messages, which may contain control characters',
    '    if (pause === null || text.length > MAX_LENGTH || (status !== 200 && status < 429)) {',
    '      throw new Error(`The list could not be loaded: status ${status}, ${text.length} characters.`);',
    '    }',
    '    await new Promise((resume) => setTimeout(resume, pause * 1000));',
    '  }',
    '}',
    '',
    ...when(
      ofKinds(lists, 'datatypes', 'projects'),
      'const idIn = (address) => Number(/(\\d+)\\/?$/.exec(address)?.[1]);',
    ),
    ...when(
      words,
      '// Removes accents and case, and replaces the final sigma.',
      'const fold = (text) => text.normalize("NFKD").replace(/\\p{M}+/gu, "").toLowerCase()',
      '  .replace(/\\u03c2/g, "\\u03c3");',
    ),
    '',
    '// The server may ignore filters, so every row is checked against all of them.',
    'function matches(row) {',
    '  if (!Number.isSafeInteger(row?.id) || row.id < 0) return false; // {}: a file of a hidden member',
    ...when(ofKinds(lists, 'datatypes'), '  const types = row.datatypes.map(idIn);'),
    ...when(
      [...words, ...ofKinds(lists, 'tags')],
      '  const tags = Array.isArray(row.metadata?.tags) ? row.metadata.tags : [];',
    ),
    ...when(
      words,
      '  const texts = [row.basename, row.metadata?.description, ...tags];',
      '  const text = fold(texts.filter((each) => typeof each === "string").join("\\n"));',
    ),
    ...when(
      ofKinds(lists, 'exts'),
      '  const ending = (/\\.([a-z][a-z0-9]{0,9}(\\.(gz|bz2|xz|zst))?)$/i.exec(row.basename)?.[1] ?? "").toLowerCase();',
    ),
    ...when(days, '  const day = new Date(row.created).toISOString().slice(0, 10);'),
    '  return [',
    ...lists.map((list) => `    ${condition(list)},`),
    ...words.map((word) => `    text.includes(${asciiJson(word)}),`),
    ...when(created_start, `    day >= ${asciiJson(created_start)},`),
    ...when(created_end, `    day <= ${asciiJson(created_end)},`),
    '  ].every(Boolean);',
    '}',
    '',
    'const files = new Map();',
    'for (let offset = 0, count = 1; offset < count; ) { // the link to the next page may name another server',
    '  const page = await ask(offset);',
    '  count = page?.count;',
    '  const rows = page?.results;',
    '  if (!Number.isSafeInteger(count) || count < 0 || count > MAX_FILES || !Array.isArray(rows)) {',
    '    throw new Error(`The server did not send a list of at most ${MAX_FILES} files.`);',
    '  }',
    '  if (rows.length === 0 && offset < count) throw new Error(`The list ends after ${offset} of ${count} files.`);',
    '  offset += rows.length;',
    '  for (const row of rows) if (matches(row)) files.set(row.id, row);',
    '}',
    '',
    'for (const [id, { download_url: link }] of files) {',
    `  const isLink = typeof link === "string" && /^${linkScheme(query)}:\\/\\/[!-~]+$/.test(link);`,
    '  console.log(`${id}\\t${isLink ? link : "(no link)"}`);',
    '}',
    '',
  ].join('\n');
}

const VALUES: Record<Kind, string> = {
  datatypes: 'types',
  projects: 'idIn(row.source_project)',
  usernames: 'row.user.username',
  tags: 'tags',
  exts: 'ending',
  ids: 'row.id',
};

function condition(list: ListCheck): string {
  const { kind, literals, isExclusion } = list;
  const [value, not] = [VALUES[kind], isExclusion ? '!' : ''];
  const [first = '', second] = literals;
  if (kind === 'datatypes' || kind === 'tags') {
    return second === undefined
      ? `${not}${value}.includes(${first})`
      : `${not}${constantOf(list)}.some((each) => ${value}.includes(each))`;
  }
  if (second === undefined) return `${value} ${isExclusion ? '!==' : '==='} ${first}`;
  return `${not}${constantOf(list)}.includes(${value})`;
}
