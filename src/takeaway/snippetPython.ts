import { pythonString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  constantOf,
  constants,
  headOf,
  type Kind,
  type ListAsked,
  listAddress,
  listsAsked,
  ofKinds,
  when,
} from './snippetParts.ts';

/** See `snippet`. For Python 3.9 and newer, with its standard library only. */
export function pythonSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { words, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const lists = listsAsked(checks, literal);
  return [
    ...headOf(query, '#', 'For Python 3.9 or newer, nothing to install.'),
    'import http.client, json, re, time, unicodedata, urllib.request',
    ...when(days, 'from datetime import datetime, timezone'),
    '',
    `LIST = ${pythonString(listAddress(query))}`,
    ...constants(lists, (name) => `${name} = {`, '}'),
    '',
    '',
    'def ask(offset):',
    '    for pause in (1, 2, 4, 8, None):  # seconds to wait when the server is busy',
    '        try:',
    '            with urllib.request.urlopen(f"{LIST}limit=500&offset={offset}", timeout=60) as answer:',
    '                return json.load(answer)',
    '        except (OSError, ValueError, http.client.HTTPException) as trouble:',
    '            if pause is None or getattr(trouble, "code", 500) == 404:',
    '                raise',
    '            time.sleep(pause)',
    '',
    '',
    ...when(
      ofKinds(lists, 'datatypes', 'projects'),
      'def id_in(address):',
      '    return int(address.rstrip("/").split("/")[-1])',
      '',
      '',
    ),
    ...when(
      words,
      'def fold(text):  # without accents and case',
      '    letters = unicodedata.normalize("NFKD", text)',
      '    text = "".join(c for c in letters if unicodedata.category(c)[0] != "M").lower()',
      '    return text.replace("\\u03c2", "\\u03c3")  # the sigma that ends a word',
      '',
      '',
    ),
    '# The server may ignore filters, so every row is held against all of them.',
    'def matches(row):',
    "    if row == {}:  # stands for a hidden member's file",
    '        return False',
    ...when(
      ofKinds(lists, 'datatypes'),
      '    types = {id_in(address) for address in row["datatypes"]}',
    ),
    ...when(
      [...words, ...ofKinds(lists, 'tags')],
      '    metadata = row["metadata"] if isinstance(row.get("metadata"), dict) else {}',
      '    tags = metadata.get("tags") if isinstance(metadata.get("tags"), list) else []',
    ),
    ...when(
      words,
      '    texts = [row["basename"], metadata.get("description"), *tags]',
      '    text = fold("\\n".join(text for text in texts if isinstance(text, str)))',
    ),
    ...when(
      ofKinds(lists, 'exts'),
      '    found = re.search(r"\\.([A-Za-z][A-Za-z0-9]{0,9}(\\.(gz|bz2|xz|zst))?)\\Z", row["basename"], re.I | re.A)',
      '    ending = found[1].lower() if found else ""',
    ),
    ...when(
      days,
      '    created = re.sub(r"\\.\\d+", "", row["created"]).replace("Z", "+00:00")',
      '    day = datetime.fromisoformat(created).astimezone(timezone.utc).date().isoformat()',
    ),
    '    return all((',
    ...lists.map((list) => `        ${condition(list)},`),
    ...words.map((word) => `        ${pythonString(word)} in text,`),
    ...when(created_start, `        day >= ${pythonString(created_start ?? '')},`),
    ...when(created_end, `        day <= ${pythonString(created_end ?? '')},`),
    '    ))',
    '',
    '',
    'files, offset, count = {}, 0, 1',
    "while offset < count:  # the answer's own link to the next page leads astray",
    '    page = ask(offset)',
    '    count = page["count"]',
    '    offset += len(page["results"]) or count',
    '    files.update((row["id"], row) for row in page["results"] if matches(row))',
    '',
    'for number, row in files.items():',
    '    link = row["download_url"]',
    '    print(number, link if re.fullmatch(r"https?://[!-~]+", link) else "(no link)", sep="\\t")',
    '',
  ].join('\n');
}

const literal = (value: number | string) =>
  typeof value === 'string' ? pythonString(value) : String(value);

const VALUES: Record<Kind, string> = {
  datatypes: 'types',
  projects: 'id_in(row["source_project"])',
  usernames: 'row["user"]["username"]',
  tags: 'tags',
  exts: 'ending',
  ids: 'row["id"]',
};

function condition(list: ListAsked): string {
  const { kind, literals, isExclusion } = list;
  const [value, not] = [VALUES[kind], isExclusion ? 'not ' : ''];
  const [first = '', second] = literals;
  if (kind === 'datatypes' || kind === 'tags') {
    return second === undefined
      ? `${first} ${not}in ${value}`
      : `${not}any(each in ${value} for each in ${constantOf(list)})`;
  }
  if (second === undefined) return `${value} ${isExclusion ? '!=' : '=='} ${first}`;
  return `${value} ${not}in ${constantOf(list)}`;
}
