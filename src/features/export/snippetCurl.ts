import { asciiJson, bashAssignment, wellFormed } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  block,
  headOf,
  isSecure,
  joined,
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

/**
 * See `snippet`. For bash with curl and jq; a search folds the case of A to Z only.
 *
 * Users paste this into any interactive shell. It is one quoted here-document, which a shell passes to bash
 * unchanged: in an interactive zsh, `#` does not start a comment. It is printable ASCII without `!`, because
 * line editors and shell histories act on other characters even in a here-document.
 */
export function curlSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { created_start, created_end } = checks;
  const plain_words = checks.plain_words.map(wellFormed);
  const lists = listChecksOf(checks, literal);
  const days = created_start ?? created_end;
  const conditions = [
    '(.id | is_id)',
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
  const scheme = isSecure(query) ? 'https' : 'http,https';
  return [
    "bash <<'END'",
    ...headOf(query, '#', `For bash, zsh and sh; needs bash, curl and jq 1.6 or newer.${note}`),
    'set -eu -o pipefail',
    'export LC_ALL=C # text is bytes here',
    'fail() { echo "$1" >&2; exit 1; }',
    'type curl jq > /dev/null',
    'options=( # no redirects: they could leave https',
    `  -q --fail --silent --show-error --globoff --proto =${scheme}`,
    '  --max-time 60 --retry 4 --retry-max-time 120',
    ')',
    bashAssignment('list', listAddress(query)),
    bashAssignment('asked', block('{', data, '}')),
    "numbers='",
    '  input | select((.results | type) == "array" and (.count | type) == "number")',
    `  | select(.count >= 0 and .count <= ${MAX_FILES} and .count == (.count | floor))`,
    '  | "\\(.count) \\(.results | length)"',
    "'",
    "pick='",
    '  # An empty row: a file of a hidden member.',
    '  def is_id: type == "number" and . >= 0 and . < 9007199254740992 and . == floor;',
    ...when(
      ofKinds(lists, 'datatypes', 'projects'),
      '  def id_in: match("([0-9]+)/?\\\\z").captures[0].string | tonumber;',
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
    '  # The server may ignore filters, so every row is checked against all of them.',
    '  input as $asked | input | .results[] | select(type == "object")',
    `  | select(${joined(conditions, 'and', '    ')})`,
    `  | [.download_url | strings | select(test("\\\\A${linkScheme(query)}://[\\\\x21-\\\\x7e]+\\\\z"))] as [$link]`,
    '  | "\\(.id | floor)\\t\\($link // "(no link)")"',
    "'",
    '# Replaces lone surrogates, for which jq 1.6 rejects the whole page.',
    'whole() {',
    "  sed -E '",
    '    s/\\\\\\\\/\\\\u005c/g',
    '    s/\\\\u([Dd][89ABab]..)\\\\u([Dd][C-Fc-f]..)/\\\\P\\1\\\\P\\2/g',
    '    s/\\\\u[Dd][89A-Fa-f]../\\\\ufffd/g',
    '    s/\\\\P/\\\\u/g',
    "  '",
    '}',
    'files=$(',
    '  offset=0 count=1',
    '  # Uses offsets, because the link to the next page may name another server.',
    '  while [ "$offset" -lt "$count" ]; do',
    `    page=$(curl "\${options[@]}" --url "\${list}limit=500&offset=$offset" | head -c ${MAX_BYTES} | whole) ||`,
    '      fail "The list could not be loaded."',
    '    read -r count rows <<< "$(jq -n -r "$numbers" <<< "$page" 2> /dev/null)"',
    `    [ -n "$count" ] || fail "The server did not send a list of at most ${MAX_FILES} files."`,
    '    [ "$rows" -gt 0 ] || [ "$offset" -ge "$count" ] ||',
    '      fail "The list ends after $offset of $count files."',
    '    jq -n -r "$pick" <<< "$asked $page" 2> /dev/null ||',
    '      fail "The server sent a row that is not as documented."',
    '    offset=$((offset + rows))',
    '  done | sort -n -u -k 1,1',
    ')',
    '[ -z "$files" ] || printf "%s\\n" "$files"',
    'END',
    '',
  ].join('\n');
}

const literal = (value: number | string) =>
  asciiJson(typeof value === 'string' ? wellFormed(value) : value);

const VALUES: Record<Kind, string> = {
  datatypes: '.datatypes[] | id_in',
  projects: '.source_project | id_in',
  usernames: '.user.username',
  tags: 'tags[]',
  exts: 'ending',
  ids: '.id',
};

function condition({ kind, name, isExclusion }: ListCheck): string {
  const holds = `IN(${VALUES[kind]}; $asked.${name}[])`;
  return isExclusion ? `(${holds} | not)` : holds;
}
