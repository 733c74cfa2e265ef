import { asciiJson, bashString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  block,
  headOf,
  joined,
  type Kind,
  type ListAsked,
  listAddress,
  listsAsked,
  ofKinds,
  when,
} from './snippetParts.ts';

/** See `snippet`. For bash with curl and jq; a search folds the case of A to Z only. */
export function curlSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { plain_words, created_start, created_end } = checks;
  const lists = listsAsked(checks, (value) => asciiJson(value));
  const days = created_start ?? created_end;
  const conditions = [
    '. != {}', // stands for a hidden member's file
    ...lists.map(condition),
    ...when(
      plain_words,
      '(text as $text | all($asked.plain_words[]; . as $word | $text | index($word)))',
    ),
    ...when(created_start, 'day >= $asked.created_start'),
    ...when(created_end, 'day <= $asked.created_end'),
  ];
  const data = [
    ...lists.map(({ name, literals }) => block(`"${name}": [`, literals, ']')),
    ...when(plain_words, `"plain_words": ${asciiJson(plain_words)}`),
    ...when(created_start, `"created_start": ${asciiJson(created_start)}`),
    ...when(created_end, `"created_end": ${asciiJson(created_end)}`),
  ];
  const note = plain_words.length > 0 ? ' Ignores the case of A to Z only.' : '';
  return [
    ...headOf(query, '#', `For bash, with curl and jq 1.6 or newer.${note}`),
    // In a shell of its own, so that trouble ends the snippet and not the terminal.
    '(',
    'set -eu -o pipefail',
    `list=${bashString(listAddress(query))}`,
    block("asked='{", data, "}'"),
    "pick='",
    ...when(
      ofKinds(lists, 'datatypes', 'projects'),
      '  def id_in: match("([0-9]+)/?$").captures[0].string | tonumber;',
    ),
    ...when(
      [...plain_words, ...ofKinds(lists, 'tags')],
      '  def free: .metadata | if type == "object" then . else {} end;',
      '  def tags: free.tags | if type == "array" then map(select(type == "string")) else [] end;',
    ),
    ...when(
      plain_words,
      '  def text: [.basename, (free.description | strings)] + tags | join("\\n") | ascii_downcase;',
    ),
    ...when(
      ofKinds(lists, 'exts'),
      '  def ending: [.basename | match("\\\\.([a-z][a-z0-9]{0,9}(?:\\\\.(?:gz|bz2|xz|zst))?)\\\\z"; "i")',
      '    | .captures[0].string | ascii_downcase][0] // "";',
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
    `  input as $asked | input | .results[] | select(${joined(conditions, 'and', '    ')})`,
    '  | [.id, (.download_url | if test("^https?://[!-~]+$") then . else "(no link)" end)] | @tsv',
    "'",
    '# The answer’s own link to the next page leads astray, so offsets are counted here.',
    'offset=0 count=1',
    'while [ "$offset" -lt "$count" ]; do',
    '  page=$(curl -q --fail --silent --show-error --globoff --retry 5 --url "${list}limit=500&offset=$offset")',
    '  count=$(printf %s "$page" | jq .count)',
    '  printf "%s\\n" "$asked" "$page" | jq -n -r "$pick"',
    '  offset=$((offset + 500))',
    'done | sort -n -u -k 1,1',
    ')',
    '',
  ].join('\n');
}

const VALUES: Record<Kind, string> = {
  datatypes: '.datatypes[] | id_in',
  projects: '.source_project | id_in',
  usernames: '.user.username',
  tags: 'tags[]',
  exts: 'ending',
  ids: '.id',
};

function condition({ kind, name, isExclusion }: ListAsked): string {
  const holds = `IN(${VALUES[kind]}; $asked.${name}[])`;
  return isExclusion ? `(${holds} | not)` : holds;
}
