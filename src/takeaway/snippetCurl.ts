import { asciiJson, bashString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import { headOf, joined, listAddress, when } from './snippetParts.ts';

/** See `snippet`. For bash with curl and jq; a search folds the case of A to Z only. */
export function curlSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { datatypes, project, username, plain_words, tag, ext } = checks;
  const asked = asciiJson(
    Object.fromEntries(
      Object.entries(checks).filter(
        ([name, value]) => name !== 'words' && when(value, '').length > 0,
      ),
    ),
  );
  const days = checks.created_start ?? checks.created_end;
  const conditions = [
    '. != {}', // stands for a hidden member's file
    ...when(datatypes, 'any(.datatypes[] | id_in; IN($asked.datatypes[]))'),
    ...when(project, '(.source_project | id_in) == $asked.project'),
    ...when(username, '.user.username == $asked.username'),
    ...when(
      plain_words,
      '(text as $text | all($asked.plain_words[]; . as $word | $text | index($word)))',
    ),
    ...when(tag, '(tags | index([$asked.tag]) != null)'),
    ...when(ext, 'ending == $asked.ext'),
    ...when(checks.created_start, 'day >= $asked.created_start'),
    ...when(checks.created_end, 'day <= $asked.created_end'),
  ];
  const note = plain_words.length > 0 ? ' Ignores the case of A to Z only.' : '';
  return [
    ...headOf(query, '#', `For bash, with curl and jq 1.6 or newer.${note}`),
    // In a shell of its own, so that trouble ends the snippet and not the terminal.
    '(',
    'set -eu -o pipefail',
    `list=${bashString(listAddress(query))}`,
    `asked='${asked}'`,
    "pick='",
    ...when(
      datatypes ?? project,
      '  def id_in: match("([0-9]+)/?$").captures[0].string | tonumber;',
    ),
    ...when(
      when(plain_words, 'words').concat(when(tag, 'tag')),
      '  def free: .metadata | if type == "object" then . else {} end;',
      '  def tags: free.tags | if type == "array" then map(select(type == "string")) else [] end;',
    ),
    ...when(
      plain_words,
      '  def text: [.basename, (free.description | strings)] + tags | join("\\n") | ascii_downcase;',
    ),
    ...when(
      ext,
      '  def ending: [.basename | match("\\\\.([a-z][a-z0-9]{0,9}(?:\\\\.(?:gz|bz2|xz|zst))?)\\\\z"; "i")',
      '    | .captures[0].string | ascii_downcase][0];',
    ),
    ...when(
      days,
      '  def day: # in UTC',
      '    (.created | capture("^(?<time>.{19})[.0-9]*(?<zone>.*)")) as {$time, $zone}',
      '    | (if $zone == "Z" then "+0000" else $zone | sub(":"; "") end) as $zone',
      '    | (($zone[1:3] | tonumber) * 60 + ($zone[3:5] | tonumber)) as $minutes',
      '    | (($time + "Z" | fromdate) + (if $zone[:1] == "-" then 60 else -60 end) * $minutes | todate)[:10];',
    ),
    '  # The server may ignore filters, so every row is held against all of them.',
    `  .results[] | select(${joined(conditions, 'and', '    ')})`,
    '  | [.id, (.download_url | if test("^https?://[!-~]+$") then . else "(no link)" end)] | @tsv',
    "'",
    '# The answer’s own link to the next page leads astray, so offsets are counted here.',
    'offset=0 count=1',
    'while [ "$offset" -lt "$count" ]; do',
    '  page=$(curl -q --fail --silent --show-error --globoff --retry 5 --url "${list}limit=500&offset=$offset")',
    '  count=$(printf %s "$page" | jq .count)',
    '  printf %s "$page" | jq -r --argjson asked "$asked" "$pick"',
    '  offset=$((offset + 500))',
    'done | sort -n -u -k 1,1',
    ')',
    '',
  ].join('\n');
}
