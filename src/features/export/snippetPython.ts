import { pythonString } from './scriptLiterals.ts';
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

/** See `snippet`. For Python 3.9 and newer, with its standard library only. */
export function pythonSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { words, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const lists = listChecksOf(checks, literal);
  return [
    ...headOf(query, '#', 'For Python 3.9 or newer, nothing to install.'),
    'import http.client, json, re, time, unicodedata, urllib.request',
    ...when(days, 'from datetime import datetime, timezone'),
    '',
    `LIST = ${pythonString(listAddress(query))}`,
    ...constants(lists, (name) => `${name} = {`, '}'),
    `MAX_BYTES, MAX_FILES = ${MAX_BYTES}, ${MAX_FILES}  # a broken server may never stop`,
    '',
    '',
    'class NoRedirects(urllib.request.HTTPRedirectHandler):  # they could leave https',
    '    def redirect_request(self, *_):',
    '        return None',
    '',
    '',
    'def ask(offset):',
    '    opener = urllib.request.build_opener(NoRedirects)',
    '    for pause in (1, 2, 4, 8, None):  # seconds to wait when the server is busy',
    '        try:',
    '            with opener.open(f"{LIST}limit=500&offset={offset}", timeout=60) as response:',
    '                body = response.read(MAX_BYTES + 1)',
    '            if len(body) > MAX_BYTES:',
    '                raise RuntimeError("The response of the server is too large.")',
    '            # Python rejects integers with thousands of digits; no number here needs more than 20.',
    '            return json.loads(body, parse_int=lambda digits: int(digits[:20]))',
    '        except (OSError, ValueError, http.client.HTTPException) as error:',
    '            if pause is None or getattr(error, "code", 500) < 429:',
    '                # A part of the message is from the server; ascii() escapes control characters.',
    '                raise RuntimeError(f"The list could not be loaded: {ascii(str(error))}") from None',
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
      '    return text.replace("\\u03c2", "\\u03c3")  # final sigma',
      '',
      '',
    ),
    '# The server may ignore filters, so every row is checked against all of them.',
    'def matches(row):',
    '    number = row.get("id") if isinstance(row, dict) else None  # {}: a file of a hidden member',
    '    if type(number) is not int or not 0 <= number < 2**53:',
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
    'while offset < count:  # the link to the next page may name another server',
    '    page = ask(offset)',
    '    count, rows = (page.get("count"), page.get("results")) if isinstance(page, dict) else (None, None)',
    '    if type(count) is not int or not 0 <= count <= MAX_FILES or not isinstance(rows, list):',
    '        raise RuntimeError(f"The server did not send a list of at most {MAX_FILES} files.")',
    '    if not rows and offset < count:',
    '        raise RuntimeError(f"The list ends after {offset} of {count} files.")',
    '    offset += len(rows)',
    '    files.update((row["id"], row) for row in rows if matches(row))',
    '',
    'for number, row in files.items():',
    '    link = str(row.get("download_url"))',
    `    print(number, link if re.fullmatch(r"${linkScheme(query)}://[!-~]+", link) else "(no link)", sep="\\t")`,
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

function condition(list: ListCheck): string {
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
