import { asciiJson } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import { headOf, listAddress, when } from './snippetParts.ts';

/** See `snippet`. For Node 18 and newer as a module, and for a browser's console. */
export function javaScriptSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { datatypes, project, username, words, tag, ext, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  return [
    ...headOf(query, '//', 'For Node 18 or newer (as a file .mjs) or a browser’s console.'),
    `const list = ${asciiJson(listAddress(query))};`,
    '',
    'async function ask(offset) {',
    '  for (const pause of [1, 2, 4, 8, null]) { // seconds to wait when the server is busy',
    '    try {',
    '      const answer = await fetch(`${list}limit=500&offset=${offset}`, { credentials: "omit" });',
    '      if (answer.ok) return await answer.json();',
    '      throw Object.assign(new Error(`status ${answer.status}`), { status: answer.status });',
    '    } catch (trouble) {',
    '      if (pause === null || trouble.status === 404) throw trouble;',
    '      await new Promise((resume) => setTimeout(resume, pause * 1000));',
    '    }',
    '  }',
    '}',
    '',
    ...when(
      datatypes ?? project,
      'const idIn = (address) => Number(/(\\d+)\\/?$/.exec(address)?.[1]);',
    ),
    ...when(
      words,
      '// Without accents and case.',
      'const fold = (text) => text.normalize("NFKD").replace(/\\p{M}+/gu, "").toLowerCase();',
    ),
    '',
    '// The server may ignore filters, so every row is held against all of them.',
    'function matches(row) {',
    "  if (Object.keys(row).length === 0) return false; // stands for a hidden member's file",
    ...when(
      when(words, 'words').concat(when(tag, 'tag')),
      '  const tags = Array.isArray(row.metadata?.tags) ? row.metadata.tags : [];',
    ),
    ...when(
      words,
      '  const texts = [row.basename, row.metadata?.description, ...tags];',
      '  const text = fold(texts.filter((each) => typeof each === "string").join("\\n"));',
    ),
    ...when(
      ext,
      '  const ending = /\\.([a-z][a-z0-9]{0,9}(\\.(gz|bz2|xz|zst))?)$/i.exec(row.basename)?.[1].toLowerCase();',
    ),
    ...when(days, '  const day = new Date(row.created).toISOString().slice(0, 10);'),
    '  return [',
    ...when(
      datatypes,
      `    row.datatypes.some((address) => [${(datatypes ?? []).join(', ')}].includes(idIn(address))),`,
    ),
    ...when(project, `    idIn(row.source_project) === ${project},`),
    ...when(username, `    row.user.username === ${asciiJson(username)},`),
    ...words.map((word) => `    text.includes(${asciiJson(word)}),`),
    ...when(tag, `    tags.includes(${asciiJson(tag)}),`),
    ...when(ext, `    ending === ${asciiJson(ext)},`),
    ...when(created_start, `    day >= ${asciiJson(created_start)},`),
    ...when(created_end, `    day <= ${asciiJson(created_end)},`),
    '  ].every(Boolean);',
    '}',
    '',
    'const files = new Map();',
    "for (let offset = 0, count = 1; offset < count; ) { // the answer's own link to the next page leads astray",
    '  const page = await ask(offset);',
    '  count = page.count;',
    '  offset += page.results.length || count;',
    '  for (const row of page.results) if (matches(row)) files.set(row.id, row);',
    '}',
    '',
    'for (const [id, { download_url }] of files) {',
    '  console.log(`${id}\\t${/^https?:\\/\\/[!-~]+$/.test(download_url) ? download_url : "(no link)"}`);',
    '}',
    '',
  ].join('\n');
}
