import { pythonString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import { headOf, listAddress, when } from './snippetParts.ts';

/** See `snippet`. For Python 3.9 and newer, with its standard library only. */
export function pythonSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { datatypes, project, username, words, tag, ext, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const tags = when(words, 'tag').concat(when(tag, 'tag'));
  return [
    ...headOf(query, '#', 'For Python 3.9 or newer, nothing to install.'),
    'import http.client, json, re, time, unicodedata, urllib.request',
    ...when(days, 'from datetime import datetime, timezone'),
    '',
    `LIST = ${pythonString(listAddress(query))}`,
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
      datatypes ?? project,
      'def id_in(address):',
      '    return int(address.rstrip("/").split("/")[-1])',
      '',
      '',
    ),
    ...when(
      words,
      'def fold(text):  # without accents and case',
      '    letters = unicodedata.normalize("NFKD", text)',
      '    return "".join(c for c in letters if unicodedata.category(c)[0] != "M").lower()',
      '',
      '',
    ),
    '# The server may ignore filters, so every row is held against all of them.',
    'def matches(row):',
    "    if row == {}:  # stands for a hidden member's file",
    '        return False',
    ...when(
      tags,
      '    metadata = row["metadata"] if isinstance(row.get("metadata"), dict) else {}',
      '    tags = metadata.get("tags") if isinstance(metadata.get("tags"), list) else []',
    ),
    ...when(
      words,
      '    texts = [row["basename"], metadata.get("description"), *tags]',
      '    text = fold("\\n".join(text for text in texts if isinstance(text, str)))',
    ),
    ...when(
      ext,
      '    ending = re.search(r"\\.([A-Za-z][A-Za-z0-9]{0,9}(\\.(gz|bz2|xz|zst))?)\\Z", row["basename"], re.I | re.A)',
    ),
    ...when(
      days,
      '    created = re.sub(r"\\.\\d+", "", row["created"]).replace("Z", "+00:00")',
      '    day = datetime.fromisoformat(created).astimezone(timezone.utc).date().isoformat()',
    ),
    '    return all((',
    ...when(
      datatypes,
      `        {${(datatypes ?? []).join(', ')}} & {id_in(address) for address in row["datatypes"]},`,
    ),
    ...when(project, `        id_in(row["source_project"]) == ${project},`),
    ...when(username, `        row["user"]["username"] == ${pythonString(username ?? '')},`),
    ...words.map((word) => `        ${pythonString(word)} in text,`),
    ...when(tag, `        ${pythonString(tag ?? '')} in tags,`),
    ...when(ext, `        ending and ending[1].lower() == ${pythonString(ext ?? '')},`),
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
