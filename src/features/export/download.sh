#!/usr/bin/env bash
# Downloads public data files of Open Humans members. Requires bash 3.2 or newer, curl 7.59 or
# newer, and jq 1.6 or newer or python3 3.9 or newer, which parse the JSON.
#
# Run:       bash open-humans-download.sh         (--help lists the options)
# Stop:      Ctrl-C. To resume, run it again: it keeps complete files and continues partial ones.
#            (DEST/.part/done.tsv lists the complete files. Run only one script at a time per folder.)
#
# Steps:
#   1. Requests the list of files from the API, and checks every row against the query, because
#      the server may ignore filters.
#   2. For each file: requests a new link just before it is used (links expire after an hour),
#      downloads to DEST/.part/, checks status, type and length, and then moves the file to
#      DEST/PROJECT/MEMBER/ID-NAME.
#   3. Writes DEST/report.csv, one line per file, and DEST/README.txt.
#
# Exit status: 0 all files were downloaded, 1 something failed (run it again), 2 wrong usage.
# The script sends no passwords or cookies, and does not run anything that it downloads: data from the
# server is always quoted. With jq, searches ignore the case of A to Z only, and accents in names stay
# as they are. With Python, which the script prefers for searches, they ignore all case and accents,
# and names are normalized to NFC.

set -u -o pipefail
export LC_ALL=C # text is handled as bytes

# Describes the query; --help prints it. A value and not a comment, because an interactive zsh runs
# the text after a number sign.
ABOUT={{about}}

# The query, as JSON in ASCII: other characters are \u escapes.
QUERY='{{query}}'
WORDS={{words}}
ADDRESS={{address}}
ORIGIN={{origin}}
COUNT={{count}}
SEARCHES={{searches}}
# The lists that contain all files of the query, the shortest first; their descriptions; and the paths of
# the lists that show whether the member, project or data type exists.
PATHS=(
{{paths}})
WHATS=(
{{whats}})
CATALOGUES=(
{{catalogues}})

PAGE=500     # rows per request; halved after each error
ATTEMPTS=8   # attempts before a request counts as failed
PAUSE=500    # milliseconds before the first retry; doubles with each retry, up to 20 seconds
TIMEOUT=60   # seconds without any data from the server
# Limits, in case a server never stops sending. A page of 500 rows has about 1 MB.
MAX_ANSWER=67108864 # bytes per API response
MAX_ROWS=1000000    # rows per list: 60 times as many as Open Humans had in 2025
MAX_PAGES=50000     # pages per list: enough for these rows with the smallest page size
GUIDELINES=https://www.openhumans.org/public-data/
COLUMNS_OF_REPORT=id,path,status,bytes,sha256,created,project,username,detail,link
US=$'\037' # the unit separator, which separates fields; no field contains it

# ---- JSON: converts API responses to lines of fields -------------------------------------------
#
# The jq program and the Python program have the same modes and the same output:
#   rows OFFSET    P count received offset; then for each row: E place (empty), U (malformed),
#                  R id (not in the query), or F id place path is_page created project username
#   known LIST     count, received, and whether the page contains the subject of list number LIST
#   journal        id, path, bytes and SHA-256 of each valid line of the journal
#   link ID        L and the link of that file if it is http(s); no output if there is no such row

read -r -d '' JQ_PROGRAM <<'END_OF_JQ'
$query[0] as $query |
def odd: error("not as documented");
def clean: .[:300] | gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"; " ");
# Names on which Windows Explorer or a Linux desktop acts when it lists the folder: shortcuts and similar
# files, whose icon may be loaded from another machine, and folders that open views of the system.
def live_ending:
  ascii_downcase | [match("(\\A(desktop\\.ini|autorun\\.inf)|\\.(lnk|scf|url|website|pif|desktop"
    + "|appref-ms|library-ms|search-ms|searchconnector-ms|theme|themepack|deskthemepack"
    + "|\\{[0-9a-f-]{1,38}\\}))\\z").offset][0];
# Returns a name for one file or folder that is valid on every operating system.
def safe:
  # Some rules take quadratic time, so they get only the start and the end.
  if length > 400 then .[:300] + .[-100:] else . end
  | gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+"; "")
  | gsub("[/\\\\:*?\"<>|]"; "_")
  | sub("\\A[ .]+"; "") | sub("[ .]+\\z"; "")
  | if ascii_downcase | test("\\A(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])([ .]|\\z)")
    then "_" + . else . end
  | if utf8bytelength > 150 then
      capture("(?<tail>(?:\\.[A-Za-z0-9]{1,10}){0,2})\\z").tail as $tail
      | .[:150 - ($tail | length)]
      | until(utf8bytelength <= 150 - ($tail | length); .[:-1]) + $tail
    else . end
  | sub("[ .]+\\z"; "")
  | live_ending as $at
  # If there is no room for the "_", removes one character before the ending.
  | if $at == null then .
    else .[:(if utf8bytelength == 150 then $at - 1 else $at end)] + .[$at:] + "_" end
  | if . == "" then "file" else . end;
def id_in($kind):
  [match("/api/public/" + $kind + "/([0-9]{1,15})/?\\z").captures[0].string | tonumber][0] // odd;
# The day in UTC of a time such as 2022-11-15T23:30:00.123456-05:00.
def day:
  ([capture("\\A(?<time>[0-9-]{10}T[0-9:]{8})(?:\\.[0-9]+)?(?:Z|(?<zone>[+-][0-9]{2}:?[0-9]{2}))\\z")][0] // odd)
  | (.zone // "+0000" | sub(":"; "")) as $zone
  | (($zone[1:3] | tonumber) * 60 + ($zone[3:5] | tonumber)) as $minutes
  | ((.time + "Z" | fromdate) + (if $zone[:1] == "-" then 60 else -60 end) * $minutes | todate)[:10];
# Whether a value is an integer from 0 to 2**53 - 1. Some JSON parsers round larger integers.
def is_natural: type == "number" and . >= 0 and . < 9007199254740992 and floor == .;
def page:
  if type == "object" and (.results | type) == "array" and (.count | is_natural)
  then . else error("not a page of a list") end;
# Whether the values of a row contain one of $included (if it is not empty) and none of $excluded.
def fits($included; $excluded):
  def some_in($list): any(.[]; . as $value | $list | index([$value]) != null);
  ($included == [] or some_in($included)) and (some_in($excluded) | not);
def row($place):
  (if type != "object" or (.id | is_natural | not) or (.basename | type) != "string"
      or (.user.username | type | IN("string", "null") | not)
   then odd else .id |= floor end)
  | $query.checks as $asked
  | (.metadata | if type == "object" then . else {} end) as $metadata
  | ($metadata.tags | if type == "array" then map(select(type == "string" and . != "")) else [] end) as $tags
  | (if $asked.plain_words == [] then "" else
      [.basename, ($metadata.description | if type == "string" then . else "" end)] + $tags
      | join("\n") | ascii_downcase end) as $text
  | [.datatypes[] | id_in("datatype")] as $types
  | (.source_project | id_in("project")) as $project
  | (.created | day) as $day
  | .user.username as $member
  | $query.project_names["\($project)"] as $project_name
  | ([.basename | match("\\.([A-Za-z][A-Za-z0-9]{0,9}(?:\\.(?:gz|bz2|xz|zst))?)\\z"; "i")
      | .captures[0].string | ascii_downcase][0] // "") as $ext
  | if ($types | fits($asked.datatypes; $asked.datatypes_not))
      and ([$project] | fits($asked.projects; $asked.projects_not))
      and ([$member] | fits($asked.usernames; $asked.usernames_not)) # null: a hidden member
      and ($asked.plain_words | all(. as $word | $text | index($word) != null))
      and ($tags | fits($asked.tags; $asked.tags_not))
      and ([$ext] | fits($asked.exts; $asked.exts_not))
      and ([.id] | fits($asked.ids; $asked.ids_not))
      and ($asked.created_start == null or $day >= $asked.created_start)
      and ($asked.created_end == null or $day <= $asked.created_end)
    then
      ["F", .id, $place,
        "\($project)\(if $project_name == null then "" else "-" + ($project_name | safe) end)"
          + "/\(if $member == null then "hidden-member" else $member | safe end)"
          + "/\(.id)-\(.basename | safe)",
        (.basename | test("\\.html?\\z"; "i")), (.created | clean), $project, ($member // "" | clean)]
    else ["R", .id] end;

# Reads one line of DEST/.part/done.tsv as id, path, bytes and SHA-256. No output for a line that this
# script cannot have written, because a file at the path counts as downloaded.
def journal_entry:
  split("\t")
  | select(length == 4 and (.[0] | test("\\A(0|[1-9][0-9]{0,15})\\z"))
      and (.[1] | test("\\A[0-9]{1,16}\\z")) and (.[2] | test("\\A[0-9a-f]{64}\\z")))
  | . as [$id, $bytes, $sum, $path]
  | ($path | split("/"))
  | select(length == 3 and (.[0] | test("\\A[0-9]{1,15}(-|\\z)")) and (.[2] | startswith($id + "-")))
  | [(.[0] | capture("-(?<name>.*)").name), .[1], .[2][($id | length + 1):]]
  | select(all(safe == .))
  | [$id, $path, $bytes, $sum];

if $mode == "journal" then
  split("\n")[] | journal_entry
elif length != 1 then
  "not one JSON value" | halt_error(1)
else
.[0]
| if $mode == "rows" then
  page
  | ["P", .count, (.results | length), ($argument | tonumber)],
    (.results | to_entries[] | (.key + ($argument | tonumber)) as $place | .value
      | if . == {} then ["E", $place] else try row($place) catch ["U"] end)
elif $mode == "known" then
  $query.lists[$argument | tonumber].catalogue as $catalogue
  | page
  | [.count, (.results | length),
      (.results | any(type == "object" and .[$catalogue.field] == $catalogue.value))]
else
  [if type == "object" and has("results") then page | .results[] else . end
    | select(type == "object" and .id == ($argument | tonumber))][0]
  | select(. != null)
  | ["L", (.download_url | select(type == "string" and test("\\Ahttps?://[A-Za-z0-9.:\\[\\]-]+[/?][!-~]*\\z"))) // ""]
end
end
| map(tostring) | join("\u001f")
END_OF_JQ

read -r -d '' PYTHON_PROGRAM <<'END_OF_PYTHON'
import json, re, sys, unicodedata
from datetime import datetime, timedelta

{{rules}}


def lines(mode, argument, query, answer):
    count, rows = None, [answer]
    if mode != "link" or (isinstance(answer, dict) and "results" in answer):
        try:
            count, rows = read_page(answer)
        except MALFORMED:
            sys.exit(5)
    if mode == "rows":
        yield "P", count, len(rows), argument
        for place, row in enumerate(rows, int(argument)):
            if row == {}:
                yield "E", place
                continue
            try:
                file = read_row(row, query)
            except MALFORMED:
                yield ("U",)
                continue
            if not file["matches"]:
                yield "R", file["id"]
                continue
            facts = [file[name] for name in ("created", "project", "username")]
            yield "F", file["id"], place, file["path"], str(file["is_page"]).lower(), *facts
    elif mode == "known":
        asked = query["lists"][int(argument)]["catalogue"]
        found = any(isinstance(r, dict) and r.get(asked["field"]) == asked["value"] for r in rows)
        yield count, len(rows), str(found).lower()
    else:
        for row in rows:
            if isinstance(row, dict) and row.get("id") == int(argument):
                link = str(row.get("download_url"))
                is_link = re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+[/?][!-~]*", link)
                yield "L", link if is_link else ""
                return


def journal(content):
    for line in content.decode(errors="replace").split("\n"):
        entry = read_entry(line)
        if entry:
            yield entry[0], *entry[1]


with open(sys.argv[3], "rb") as content:
    query = json.load(content)
content = sys.stdin.buffer.read()
is_journal = sys.argv[1] == "journal"
found = journal(content) if is_journal else lines(sys.argv[1], sys.argv[2], query, load_json(content))
for fields in found:
    sys.stdout.buffer.write("\x1f".join(map(str, fields)).encode() + b"\n")
END_OF_PYTHON

# replace_surrogates: replaces lone surrogates, for which jq before 1.7 rejects the whole page. Escapes
# backslashes, marks surrogate pairs, replaces the remaining surrogates, and restores the pairs.
replace_surrogates() {
  sed -E -e 's/\\\\/\\u005c/g' \
    -e 's/\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/\\P\1\\P\2/g' \
    -e 's/\\u[Dd][89A-Fa-f][0-9A-Fa-f]{2}/\\uFFFD/g' -e 's/\\P/\\u/g'
}

# json MODE ARGUMENT: parses the response in $BODY. Fails if it is not complete JSON; with status 5 if it
# is not a page of a list. Reads the query from a file, because a query with many usernames may be too
# long for an argument. MODE journal reads the lines of DEST/.part/done.tsv instead.
json() {
  local raw=''
  if [ "$READER" = jq ]; then
    [ "$1" != journal ] || raw=--raw-input
    replace_surrogates < "$BODY" |
      jq -r --slurp ${raw:+"$raw"} --slurpfile query "$WORK/query" --arg mode "$1" --arg argument "$2" "$JQ_PROGRAM" 2> /dev/null
  else
    python3 -I -X utf8 -c "$PYTHON_PROGRAM" "$1" "$2" "$WORK/query" < "$BODY" 2> /dev/null
  fi
}

# ---- Requests, and their errors ---------------------------------------------------------------

# Links and redirects must not lead to services on this machine or in its network, which may trust
# requests from this machine, and must not lead from https to http.

# is_public IP: whether an IP address belongs to the public internet.
is_public() {
  local ip=$1 a b c high low
  if [[ $ip =~ ^64:ff9b::(([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$ ]]; then # NAT64: contains an IPv4 address
    high=$((16#${BASH_REMATCH[2]:-0})) low=$((16#${BASH_REMATCH[3]}))
    ip=$((high >> 8)).$((high & 255)).$((low >> 8)).$((low & 255))
  fi
  case $ip in
    *:*) # not ::1, fe80::, fc00::, ff00::, ::ffff:127.0.0.1 and similar addresses; nor tunnelled IPv4
      [[ $ip =~ ^[23][0-9a-f]{3}: ]] && ! [[ $ip =~ ^(2002:|2001:0{0,4}:) ]]
      return
      ;;
  esac
  [[ $ip =~ ^(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$ ]] || return 1
  a=${BASH_REMATCH[1]} b=${BASH_REMATCH[2]} c=${BASH_REMATCH[3]}
  [ "$b" -le 255 ] && [ "$c" -le 255 ] && [ "${BASH_REMATCH[4]}" -le 255 ] || return 1
  case $a.$b.$c. in
    0.* | 10.* | 127.*) return 1 ;;                                # unspecified, private, loopback
    100.*) [ "$b" -lt 64 ] || [ "$b" -gt 127 ] ;;                  # carrier-grade NAT
    169.254.*) return 1 ;;                                         # link-local; metadata services of cloud providers
    172.*) [ "$b" -lt 16 ] || [ "$b" -gt 31 ] ;;                   # private
    192.0.0.* | 192.168.* | 198.18.* | 198.19.*) return 1 ;;       # private, benchmarking
    *) [ "$a" -lt 224 ] ;;                                         # multicast, reserved, broadcast
  esac
}

# is_private_host HOST: whether HOST, in lower case, is evidently not on the public internet. Does not use
# DNS. Spellings such as 0177.0.0.1, 0x7f.1 and 2130706433 count as private.
is_private_host() {
  local name=${1%.}
  case $name in
    \[*)
      name=${name#\[}
      ! is_public "${name%\]}"
      ;;
    *.localhost | *.local | *.localdomain | *.internal | *.arpa | *.) true ;;
    *.*) [[ ${name##*.} =~ ^([0-9]+|0x[0-9a-f]*)$ ]] && ! is_public "$name" ;;
    *) true ;;
  esac
}

# read_address URL: sets SCHEME, HOST and PORT; fails if URL is not an http or https URL.
ADDRESS_OF_HTTP='^(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}))?[/?][!-~]*$'
read_address() {
  [[ $1 =~ $ADDRESS_OF_HTTP ]] || return 1
  SCHEME=${BASH_REMATCH[1]} HOST=${BASH_REMATCH[2]} PORT=${BASH_REMATCH[4]}
  HOST=$(printf '%s' "$HOST" | tr '[:upper:]' '[:lower:]')
  if [ -z "$PORT" ]; then case $SCHEME in https) PORT=443 ;; *) PORT=80 ;; esac; fi
}

read_address "$ORIGIN/"
ORIGIN_SCHEME=$SCHEME ORIGIN_HOST=$HOST PROTOCOLS='=http,https'
[ "$ORIGIN_SCHEME" = http ] || PROTOCOLS='=https'
# If the API itself is on a private network (a sample server, for example), private addresses are allowed.
IS_RESTRICTED=yes
if is_private_host "$ORIGIN_HOST"; then IS_RESTRICTED=no; fi

# addresses_of HOST: prints its IP addresses; prints nothing if no program can resolve it.
addresses_of() {
  if command -v getent > /dev/null; then
    getent ahosts "$1" | awk '!seen[$1]++ { print $1 }'
  elif [ "$HAS_PYTHON" = yes ]; then
    python3 -I -c 'import socket, sys
print(*dict.fromkeys(a[4][0] for a in socket.getaddrinfo(sys.argv[1], None)), sep="\n")' "$1" 2> /dev/null
  fi
}

# check_address URL WHAT: whether the script may request URL. Sets REFUSED to the reason if not, PIN to the
# IP addresses that curl must use, and IS_PEER_CHECKED to whether to check the address that curl used.
check_address() {
  local ip proxy
  REFUSED='' PIN='' IS_PEER_CHECKED=no
  if ! read_address "$1"; then
    REFUSED="$2 is no http or https address"
  elif [ "$ORIGIN_SCHEME" = https ] && [ "$SCHEME" != https ]; then
    REFUSED="$2 is refused: it leads from https to http, to $HOST"
  elif [ "$IS_RESTRICTED" = yes ] && [ "$HOST" != "$ORIGIN_HOST" ]; then
    if is_private_host "$HOST"; then
      REFUSED="$2 is refused: $HOST is not on the internet"
      return 1
    fi
    # With a proxy, curl connects to the proxy, which resolves host names itself. The script resolves only
    # hosts in NO_PROXY.
    case $SCHEME in
      https) proxy=${https_proxy:-${HTTPS_PROXY:-${all_proxy:-${ALL_PROXY:-}}}} ;;
      *) proxy=${http_proxy:-${all_proxy:-${ALL_PROXY:-}}} ;;
    esac
    [ -n "$proxy" ] || IS_PEER_CHECKED=yes
    if [ -z "$proxy" ] || [ -n "${no_proxy:-${NO_PROXY:-}}" ]; then
      # curl uses the checked addresses and does not resolve the name again, because the next lookup could
      # return a different address. If no program here can resolve names, the script checks the address
      # after curl has sent its request (a GET without a body, to a path that the server chose).
      for ip in $(addresses_of "$HOST"); do
        is_public "$ip" || REFUSED="$HOST is refused: its address $ip is not on the internet"
        PIN=$PIN${PIN:+,}$ip
      done
    fi
  fi
  [ -z "$REFUSED" ]
}

# get LIMIT URL OPTION…: runs curl, which writes at most about LIMIT bytes to a file (empty: no limit).
# Sets EXIT to its exit status and STATUS to the HTTP status (000: no response; refused: REFUSED says why).
# curl runs in the background, so that Ctrl-C has an immediate effect. -q: ignores .curlrc, which may have
# passwords. curl does not follow redirects: the script checks each one first.
get() {
  local limit=$1 url=$2 what='its link' hops=0 peer next
  shift 2
  while :; do
    EXIT=1 STATUS=refused
    check_address "$url" "$what" || return
    # curl enforces --max-filesize only if it knows the length in advance; the system enforces this limit.
    (
      trap '' XFSZ # at the limit, writing fails and curl exits with status 23
      [ -z "$limit" ] || ulimit -S -f $((limit / 1024 + 1)) 2> /dev/null
      exec curl -q --silent --globoff --proto "$PROTOCOLS" --location --max-redirs 0 \
        --proto-redir "$PROTOCOLS" --connect-timeout "$TIMEOUT" --speed-limit 1 --speed-time "$TIMEOUT" \
        --user-agent open-humans-download/1 --write-out '%{http_code}\n%{remote_ip}\n%{redirect_url}\n' \
        ${PIN:+--resolve "$HOST:$PORT:$PIN"} "$@" --url "$url" > "$CODE"
    ) &
    wait "$!"
    EXIT=$? STATUS=000 peer='' next=''
    { read -r STATUS && read -r peer && read -r next; } < "$CODE"
    if [ "$IS_PEER_CHECKED" = yes ] && [ -n "$peer" ] && ! is_public "$peer"; then
      EXIT=1 STATUS=refused REFUSED="$HOST is refused: its address $peer is not on the internet"
      return
    fi
    [ "$EXIT" = 47 ] || break
    url=$next what='a redirect' hops=$((hops + 1))
    if [ "$hops" -gt 10 ]; then
      EXIT=1 STATUS=refused REFUSED='there are more than 10 redirects'
      return
    fi
  done
  case $EXIT in 0 | 22) ;; *) STATUS=000 ;; esac
}

# ask PATH: requests PATH from the API server of the query.
ask() {
  : > "$BODY"
  : > "$HEAD"
  get "$MAX_ANSWER" "$ORIGIN$1" --header 'Accept: application/json' --dump-header "$HEAD" --output "$BODY"
  if [ "$EXIT" = 23 ]; then
    STATUS=refused REFUSED="the server's answer is longer than $MAX_ANSWER bytes, or the disk is full"
  fi
}

# is_too_long COUNT PAGES: whether a list has more rows or pages than this script reads. Sets DETAIL.
is_too_long() {
  DETAIL="the list has more than $MAX_ROWS rows"
  [ "$1" -le "$MAX_ROWS" ] || return 0
  DETAIL="the list has more than $MAX_PAGES pages"
  [ "$2" -gt "$MAX_PAGES" ]
}

# page PATH LIMIT OFFSET: requests one page of a list, by offset: the API's links may name another server.
page() {
  case $1 in
    *\?*) ask "$1&limit=$2&offset=$3" ;;
    *) ask "$1?limit=$2&offset=$3" ;;
  esac
}

# digits_in TEXT: prints the number of bytes in a header; prints nothing if it is missing or invalid.
digits_in() {
  case $1 in *[!0-9]* | ???????????????????*) ;; *) printf '%s\n' "$1" ;; esac
}

# read_headers FILE: sets LENGTH, TYPE, RANGE, AFTER and MARK from the last response in FILE. MARK is the
# validator of the file version: the ETag, or else the date. A weak ETag (W/) does not guarantee identical
# bytes.
read_headers() {
  local name value date=''
  LENGTH='' TYPE='' RANGE='' AFTER='' MARK=''
  shopt -s nocasematch # header names are case-insensitive
  while IFS=: read -r name value; do
    value=${value:0:1000}
    value=${value%$'\r'}
    value=${value#"${value%%[! ]*}"} # removes leading spaces
    case $name in
      HTTP/*) LENGTH='' TYPE='' RANGE='' AFTER='' MARK='' date='' ;; # a new response starts
      Content-Length) LENGTH=$(digits_in "$value") ;;
      Content-Type) case $value in text/html* | application/xhtml+xml*) TYPE=page ;; *) TYPE=other ;; esac ;;
      Content-Range) RANGE=$value ;;
      Retry-After) AFTER=$value ;;
      Last-Modified) date=$value ;;
      ETag) case $value in W/*) ;; *) MARK=$value ;; esac ;;
    esac
  done < "$1"
  shopt -u nocasematch
  [ -n "$MARK" ] || MARK=$date
  # The script sends it back to the server, so it is limited to 200 printable ASCII characters.
  MARK=${MARK//[^ -~]/}
  MARK=${MARK:0:200}
}

# is_transient STATUS: whether a retry may succeed. This includes a 200 whose body is not JSON.
is_transient() {
  case $1 in 000 | 200 | 408 | 425 | 429 | 5??) true ;; *) false ;; esac
}

# pause ATTEMPT FILE: waits for a random time that grows with each attempt, so that clients do not retry in
# step; at least for the time in the Retry-After header in FILE, up to an hour.
pause() {
  local max_ms=$((PAUSE << ($1 - 1)))
  [ "$max_ms" -le 20000 ] || max_ms=20000
  local ms=$((max_ms / 2 + RANDOM % (max_ms / 2 + 1)))
  [ ! -f "$2" ] || read_headers "$2"
  case $AFTER in
    '' | *[!0-9]* | ???????*) ;;
    *) AFTER=$((10#$AFTER > 3600 ? 3600 : 10#$AFTER)) && ms=$((AFTER * 1000 > ms ? AFTER * 1000 : ms)) ;;
  esac
  sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))" > /dev/null &
  wait "$!"
}

# ---- The list of files ------------------------------------------------------------------------

# is_unknown LIST: whether the API's list of members, projects or data types certainly has no such entry.
is_unknown() {
  local path=${CATALOGUES[$1]} offset=0 attempt=1 pages=0 count=0 received found
  [ -n "$path" ] || return 1
  while :; do
    if is_too_long "$count" "$((pages += 1))"; then return 1; fi
    page "$path" "$PAGE" "$offset"
    if [ "$STATUS" = 200 ] && IFS=$US read -r count received found < <(json known "$1"); then
      [ "$found" = false ] || return 1
      offset=$((offset + received))
      if [ "$received" = 0 ] || [ "$offset" -ge "$count" ]; then return 0; fi
      attempt=1
    elif is_transient "$STATUS" && [ "$attempt" -lt "$ATTEMPTS" ]; then
      pause "$attempt" "$HEAD"
      attempt=$((attempt + 1))
    else
      return 1
    fi
  done
}

# read_list LIST: reads a complete list into $ROWS. Returns 0 (complete), 3 (the member, project or data
# type does not exist), 4 (the server has no such list) or 1 (an error, in DETAIL).
read_list() {
  local path=${PATHS[$1]} offset=0 count=-1 size=$PAGE attempt=1 steps=0 pages=0 status new received code
  : > "$ROWS"
  while [ "$count" -lt 0 ] || [ "$offset" -lt "$count" ]; do
    if is_too_long "$count" "$((pages + 1))"; then return 1; fi
    page "$path" "$size" "$offset"
    status=$STATUS code=0
    if [ "$status" = 200 ]; then
      json rows "$offset" > "$WORK/page"
      code=$?
    fi
    if [ "$status,$code" = 200,0 ]; then
      pages=$((pages + 1))
      IFS=$US read -r _ new received _ < "$WORK/page"
      if is_too_long "$((received > new ? received : new))" 0; then return 1; fi
      cat "$WORK/page" >> "$ROWS"
      attempt=1
      if [ "$count" -gt "$new" ] && [ "$steps" -lt 1000 ]; then
        # The list has become shorter, so the following files have moved up. Steps back to skip none.
        steps=$((steps + 1)) offset=$((offset > count - new ? offset - count + new : 0))
      else
        offset=$((offset + received))
      fi
      count=$new
      progress "$offset of $count rows read"
      [ "$received" -gt 0 ] || break
      continue
    fi
    cp "$HEAD" "$WORK/refusal"
    case $offset,$status in 0,404 | 0,500) ! is_unknown "$1" || return 3 ;; esac
    DETAIL="the server answered with status $status"
    case $status in
      000) DETAIL="no answer (curl $EXIT)" ;;
      200) DETAIL="the server's answer is cut short, or no JSON" ;;
      refused) DETAIL=$REFUSED ;;
      404) return 4 ;;
    esac
    [ "$code" != 5 ] || DETAIL="the server's answer is not a page of a list"
    if ! is_transient "$status" || [ "$attempt" -ge "$ATTEMPTS" ]; then return 1; fi
    size=$((size > 50 ? size / 2 : 25))
    pause "$attempt" "$WORK/refusal"
    attempt=$((attempt + 1))
  done
}

# find_files: reads the shortest list that contains all files of the query, or the next one if the server
# does not have it. Sets LIST_PATH to its path, writes the files to $FILES, and sets REMARKS for the report.
find_files() {
  local list unique empty odd count
  ODD_ROWS=0 SHORT=0 REMARKS=''
  for list in "${!PATHS[@]}"; do
    LIST_PATH=${PATHS[$list]}
    read_list "$list"
    case $? in
      0) break ;;
      3)
        REMARKS="The server knows no ${WHATS[$list]}: there are no such files."
        : > "$ROWS"
        break
        ;;
      4) [ "$list" -lt $((${#PATHS[@]} - 1)) ] || return 1 ;;
      *) return 1 ;;
    esac
  done
  # Removes duplicate ids, and adds path, bytes and SHA-256 of files that are in the journal.
  : > "$WORK/journal"
  if [ -f "$DEST/.part/done.tsv" ]; then
    BODY="$DEST/.part/done.tsv" json journal '' > "$WORK/journal"
  fi
  awk -v summary="$WORK/summary" '
    BEGIN { FS = OFS = "\037" }
    FILENAME ~ /journal$/ {
      here[$1] = $2 OFS $3 OFS $4
      next
    }
    $1 == "P" {
      count = $2
      for (place in empty) if (place + 0 >= $4 + 0) delete empty[place] # after a step back, these are counted again
    }
    $1 == "E" { empty[$2] = 1 }
    $1 == "U" { odd++ }
    ($1 == "R" || $1 == "F") && !($2 in seen) { seen[$2] = 1; unique++ }
    $1 == "F" { if (!($2 in files)) order[++total] = $2; files[$2] = $0 }
    END {
      for (i = 1; i <= total; i++) {
        id = order[i]
        print i, substr(files[id], 3), (id in here) ? here[id] : OFS OFS
      }
      for (place in empty) empties++
      print unique + 0, empties + 0, odd + 0, count + 0 > summary
    }' "$WORK/journal" "$ROWS" > "$FILES"
  IFS=$US read -r unique empty ODD_ROWS count < "$WORK/summary"
  [ "$empty" = 0 ] || REMARKS="$empty rows were empty: files of members who hide them."
  SHORT=$((count - unique - empty - ODD_ROWS))
  [ "$SHORT" -gt 0 ] || SHORT=0
}

# ---- Links: requested just before they are used -----------------------------------------------

# fresh_link ID PLACE: sets LINK to a new link, which works for an hour; or OUTCOME to why there is none.
fresh_link() {
  local line='' distance
  if [ "$SINGLE" != no ]; then # whether the server has an endpoint for single files; empty: not known yet
    ask "/api/public/datafile/$1/"
    if [ "$STATUS" = 200 ]; then
      read_link "$1" && SINGLE=yes
    elif [ "$STATUS" = 404 ]; then
      [ "$SINGLE" = yes ] || SINGLE=perhaps
      STATUS=200
    fi
  fi
  case $SINGLE in
    perhaps | no)
      # Finds the row of the file again: at its old place, then nearby, then (once) in the whole list.
      for distance in 0 10 250; do
        page "$LIST_PATH" $((2 * distance + 1)) $(($2 > distance ? $2 - distance : 0))
        read_link "$1" || break
        [ -z "$line" ] || break
      done
      if [ "$STATUS" = 200 ] && [ -z "$line" ]; then search_all "$1"; fi
      if [ -n "$line" ]; then SINGLE=no; elif [ "$SINGLE" = perhaps ]; then SINGLE=''; fi
      ;;
  esac
  LINK=${line#L"$US"}
  REFUSAL=$HEAD
  if [ "$STATUS" != 200 ]; then
    OUTCOME=failed DETAIL="the server answered with status $STATUS"
    if is_transient "$STATUS"; then OUTCOME=transient; fi
    case $STATUS in 000) DETAIL='no answer, or no JSON' ;; refused) DETAIL=$REFUSED ;; esac
  elif [ -z "$line" ]; then
    OUTCOME=withdrawn DETAIL='no longer public'
  elif [ -z "$LINK" ]; then
    OUTCOME=failed DETAIL='its link is no http or https address'
  else
    return 0
  fi
  return 1
}

# read_link ID: sets line to the row of the file in the response; to an empty string if there is none.
read_link() {
  [ "$STATUS" = 200 ] || return 1
  line=$(json link "$1") && return 0
  STATUS=000
  return 1
}

# search_all ID: searches the whole list, and stores the ids, so that this happens only once.
search_all() {
  local offset=0 count=0 pages=0 received
  if [ -f "$LISTED" ] && ! grep -q -x "$1" "$LISTED"; then return; fi
  : > "$LISTED.new"
  while :; do
    if is_too_long "$count" "$((pages += 1))"; then
      STATUS=refused REFUSED=$DETAIL
      return
    fi
    page "$LIST_PATH" "$PAGE" "$offset"
    read_link "$1" && json rows "$offset" > "$LISTED.page" || return
    [ -z "$line" ] || return
    IFS=$US read -r _ count received _ < "$LISTED.page"
    awk -F '\037' '$1 == "R" || $1 == "F" { print $2 }' "$LISTED.page" >> "$LISTED.new"
    offset=$((offset + received))
    if [ "$received" = 0 ] || [ "$offset" -ge "$count" ]; then break; fi
  done
  mv "$LISTED.new" "$LISTED"
}

# ---- The download of one file -----------------------------------------------------------------

bytes_of() { echo $(($(wc -c < "$1"))); }

sha256_of() {
  local sum
  if command -v sha256sum > /dev/null; then sum=$(sha256sum < "$1"); else sum=$(shasum -a 256 < "$1"); fi
  printf '%s\n' "${sum%% *}"
}

# download PART IS_PAGE: downloads LINK to PART; resumes it if the server supports this. Checks status, type
# and length. Sets OUTCOME to whole, transient, refused, large or failed.
download() {
  local part=$1 is_page=$2 head="$1.head" have=0 mark='' total options limit
  # PART.head contains the response headers of PART.
  if [ -s "$part" ] && [ -f "$head" ]; then
    read_headers "$head"
    mark=$MARK
    [ -z "$mark" ] || have=$(bytes_of "$part")
  fi
  options=(--fail --output "$part") # --fail: curl does not write error pages to PART
  limit=''
  if [ -n "$MAX_SIZE" ]; then
    limit=$((MAX_SIZE > have ? MAX_SIZE : have))
    options+=(--max-filesize $((MAX_SIZE > have ? MAX_SIZE - have : 1)))
  fi
  if [ "$have" -gt 0 ]; then
    head="$part.more"
    options+=(--continue-at "$have" --header "If-Range: $mark")
  else
    rm -f -- "$part" "$head"
  fi
  REFUSAL=$head
  get "$limit" "$LINK" "${options[@]}" --dump-header "$head"
  OUTCOME=failed DETAIL="the server answered with status $STATUS"
  case $EXIT,$STATUS in
    *,refused)
      DETAIL=$REFUSED
      rm -f -- "$part"
      ;;
    0,200 | 0,206) ;;
    22,403) OUTCOME=refused ;;
    33,* | 22,416) # the server does not have the range, or sent a different one
      misfit "$part" ;;
    22,*) if is_transient "$STATUS"; then OUTCOME=transient; fi ;;
    63,*) OUTCOME=large DETAIL="more than $MAX_SIZE bytes" ;;
    23,*)
      DETAIL='it could not be written: is the disk full?'
      if [ -n "$MAX_SIZE" ] && [ -f "$part" ] && [ "$(bytes_of "$part")" -gt "$MAX_SIZE" ]; then
        OUTCOME=large DETAIL="more than $MAX_SIZE bytes"
      fi
      ;;
    1,* | 3,* | 60,*) DETAIL="curl refused (its status is $EXIT)" ;;
    0,*) ;;
    *) OUTCOME=transient DETAIL="the connection broke (curl $EXIT)" ;;
  esac
  case $EXIT,$STATUS in 0,200 | 0,206) ;; *) return ;; esac

  [ -e "$part" ] || : > "$part" # curl does not create empty files
  read_headers "$head"
  total=$LENGTH
  if [ "$have" -gt 0 ]; then
    total=$(digits_in "${RANGE##*/}")
    if [ "$STATUS,${total:+known}" != 206,known ] || { [ -n "$MARK" ] && [ "$MARK" != "$mark" ]; }; then
      misfit "$part"
      return
    fi
  elif [ "$STATUS" != 200 ]; then
    return
  fi
  have=$(bytes_of "$part")
  if [ "$TYPE" = page ] && [ "$is_page" != true ]; then
    OUTCOME=refused DETAIL='a web page came in place of the file'
    rm -f -- "$part"
    return
  fi
  if [ -n "$MAX_SIZE" ] && [ "$have" -gt "$MAX_SIZE" ]; then
    OUTCOME=large DETAIL="$have bytes"
  elif [ -n "$total" ] && [ "$have" != "$total" ]; then
    OUTCOME=transient DETAIL="$have of $total bytes came"
    [ "$have" -lt "$total" ] || rm -f -- "$part"
  else
    OUTCOME=whole DETAIL=''
  fi
}

misfit() {
  OUTCOME=transient DETAIL='the part does not fit the file any more'
  rm -f -- "$1"
}

# fetch ID PLACE PATH IS_PAGE: downloads one file. Sets OUTCOME, DETAIL, SIZE and SUM for the report.
fetch() {
  local part="$DEST/.part/$1.curl" attempt=1 refusals=0
  SIZE='' SUM=''
  while :; do
    OUTCOME='' DETAIL=''
    if fresh_link "$1" "$2"; then download "$part" "$4"; fi
    if [ "$OUTCOME" = refused ]; then
      # The link may have expired meanwhile. A second refusal is final.
      refusals=$((refusals + 1))
      [ "$refusals" -gt 1 ] || continue
      OUTCOME=failed
    elif [ "$OUTCOME" = transient ] && [ "$attempt" -lt "$ATTEMPTS" ]; then
      pause "$attempt" "$REFUSAL"
      attempt=$((attempt + 1))
      continue
    fi
    break
  done
  if [ "$OUTCOME" = whole ]; then
    SIZE=$(bytes_of "$part") SUM=$(sha256_of "$part")
    keep "$1" "$3" "$part"
  fi
  if [ "$OUTCOME" = transient ]; then
    OUTCOME=failed DETAIL="$DETAIL (tried $ATTEMPTS times)" # keeps the part, so that the next run can resume it
  else
    rm -f -- "$part" "$part.head" "$part.more"
  fi
}

# make_folders PATH: creates the folders PROJECT and MEMBER of PATH. Fails if one is outside of DEST.
make_folders() {
  local folder real
  for folder in "$DEST/${1%%/*}" "$DEST/${1%/*}"; do
    # Another worker may have created it meanwhile.
    if [ ! -e "$folder" ] && [ ! -L "$folder" ]; then mkdir -- "$folder" 2> /dev/null || [ -d "$folder" ] || return; fi
    DETAIL='its folder is a link that leads elsewhere, or no folder'
    real=$(cd -P -- "$folder" 2> /dev/null && pwd) || return
    case $real/ in "${REAL_DEST%/}"/*) ;; *) return 1 ;; esac
  done
}

# keep ID PATH PART: moves a complete download to its path. Never overwrites a file.
keep() {
  local place="$DEST/$2"
  OUTCOME=failed DETAIL='it could not be moved to its place'
  make_folders "$2" || return
  DETAIL='it could not be moved to its place'
  if [ -e "$place" ] || [ -L "$place" ]; then
    DETAIL='a different file is in its place, and is left alone'
    if [ -f "$place" ] && [ "$(sha256_of "$place")" = "$SUM" ]; then
      OUTCOME='already there' DETAIL=''
    fi
  else
    mv -- "$3" "$place" || return
    OUTCOME=downloaded DETAIL=''
  fi
  [ "$OUTCOME" = failed ] || printf '%s\t%s\t%s\t%s\n' "$1" "$SIZE" "$SUM" "$2" >> "$DEST/.part/done.tsv"
}

# work NUMBER: runs a worker. Of JOBS workers, each one takes every JOBSth file.
work() {
  local index id place path is_page created project username here size sum
  ME=$1 BODY="$WORK/body.$1" HEAD="$WORK/head.$1" CODE="$WORK/code.$1" LISTED="$WORK/listed.$1" SINGLE=''
  trap 'kill $(jobs -p) 2> /dev/null; exit 130' TERM
  while IFS=$US read -r index id place path is_page created project username here size sum; do
    [ $((index % JOBS)) = "$1" ] || continue
    if [ -n "$here" ] && [ -f "$DEST/$here" ] && [ "$(bytes_of "$DEST/$here")" = "$size" ]; then
      OUTCOME='already there' DETAIL='' SIZE=$size SUM=$sum path=$here
    else
      fetch "$id" "$place" "$path" "$is_page"
    fi
    case $OUTCOME in
      downloaded | 'already there') ;;
      *) path='' SIZE='' SUM='' ;;
    esac
    [ "$OUTCOME" != large ] || OUTCOME='skipped: too large'
    printf '%s\n' "$index$US$path$US$OUTCOME$US$SIZE$US$SUM$US$DETAIL" >> "$WORK/outcomes.$1"
    if [ -t 2 ]; then progress "$(cat "$WORK"/outcomes.* | wc -l) of $TOTAL files"; fi
  done < "$FILES"
}

# ---- The report -------------------------------------------------------------------------------

# own_name NAME LINE: prints DEST/NAME; or DEST/2-NAME if DEST/NAME is a link or does not begin with LINE,
# so that another program wrote it.
own_name() {
  local place="$DEST/$1" number=1
  while [ -e "$place" ] || [ -L "$place" ]; do
    if [ -f "$place" ] && [ ! -L "$place" ] && [ "$(head -n 1 "$place" | tr -d '\r')" = "$2" ]; then break; fi
    number=$((number + 1)) place="$DEST/$number-$1"
  done
  printf '%s\n' "$place"
}

# write_report: writes one line per file, in the order of the list, in the format of RFC 4180.
write_report() {
  REPORT=$(own_name report.csv "$COLUMNS_OF_REPORT")
  rm -f -- "$DEST/.part/report.csv"
  awk -v link="$ORIGIN/api/public/datafile/" -v columns="$COLUMNS_OF_REPORT" '
    # A spreadsheet evaluates a cell that starts with one of these signs. A cell may start after any of
    # these gaps: separators that import dialogs offer, white space, and zero-width characters. After a
    # gap, a quote opens a cell. The Python script has the same sets; here they are bytes.
    BEGIN {
      sign = "(-|[=+@]|\342\210\222|\357\271[\242\243\246\253]|\357\274[\213\215\235\240])"
      gap = "([ ,;|:]|\302[\240\255]|\341\232\200|\341\240\216|\342\200[\200-\217\250-\257]" \
        "|\342\201[\237-\257]|\343\200\200|\357\273\277)"
      quotation = "([\"\047`]|\302[\253\273]|\342\200[\230-\237\271\272]|\357\274[\202\207])"
    }
    # Inserts an apostrophe before each sign that could start a formula. To reverse this, remove one there.
    # Markers: \001 gap \002, and \003 before a sign.
    function guard(text, round) {
      gsub(/[\001-\037\177]/, "", text)
      gsub(/\302[\200-\237]/, "", text)
      if (("," text) !~ gap quotation "*" sign) return text
      text = "," text
      gsub(sign, "\003&", text)
      gsub(gap "(" gap "|" quotation ")*", "\001&\002", text)
      # "a - b": even if the space is a separator, the sign is a cell of its own, which is text.
      # Two rounds, because adjacent matches share a space.
      for (round = 1; round <= 2; round++) {
        gsub("\001 \002\003" sign "\001? ", "\004&", text)
        gsub(/\004\001 \002\003/, " ", text)
      }
      gsub(/\002\003/, "\047", text)
      gsub(/[\001-\003]/, "", text)
      return substr(text, 2)
    }
    function cell(text) {
      text = guard(text)
      gsub(/"/, "\"\"", text)
      return "\"" text "\""
    }
    function number(text) { return text ~ /^[0-9]+$/ ? text : cell(text) }
    BEGIN { FS = "\037"; ORS = "\r\n"; print columns }
    FILENAME !~ /files$/ { outcome[$1] = $0; next }
    {
      if (split(outcome[$1], came, FS) < 6) came[3] = "failed"
      gsub(/[^ -~]/, "?", came[6]) # a header from the server may contain any bytes
      print number($2) "," cell(came[2]) "," cell(came[3]) "," number(came[4]) "," cell(came[5]) "," \
        cell($6) "," number($7) "," cell($8) "," cell(came[6]) "," cell(link $2 "/")
      delete came
    }' "$WORK"/outcomes.* "$FILES" > "$DEST/.part/report.csv"
  mv -f -- "$DEST/.part/report.csv" "$REPORT"
}

# summary: prints how many files have which outcome, and the remarks about the list.
summary() {
  if [ "$TOTAL" -gt 0 ] && [ -z "$DRY_RUN" ]; then
    awk '
      BEGIN { FS = "\037"; split("downloaded,already there,skipped: too large,withdrawn,failed", kinds, ",") }
      { counts[$3]++ }
      END {
        for (i = 1; i <= 5; i++) if (kinds[i] in counts) {
          printf "%s%d %s", (line++ ? ", " : ""), counts[kinds[i]], kinds[i]
        }
        print ""
      }' "$WORK"/outcomes.*
  fi
  [ -z "$REMARKS" ] || printf '%s\n' "$REMARKS"
  [ "$ODD_ROWS" = 0 ] || echo "$ODD_ROWS rows of the list could not be understood."
  [ "$SHORT" = 0 ] ||
    echo "The list moved while it was read: up to $SHORT files may be missing. Run it again."
}

write_readme() {
  local place
  place=$(own_name README.txt 'Public data files of Open Humans members')
  rm -f -- "$DEST/.part/README.txt"
  {
    printf 'Public data files of Open Humans members\n\n'
    printf 'Query:      %s\n' "$WORDS"
    printf 'Page:       %s\n' "$ADDRESS"
    printf 'Asked:      %s of %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$ORIGIN"
    printf 'Files:      %s%s\n' "$TOTAL" "${COUNT:+ (the page showed $COUNT)}"
    summary | sed 's/^/            /'
    printf '\nFiles are at PROJECT/MEMBER/ID-NAME; report.csv tells of every one. Members can\n'
    printf 'withdraw their data at any time. Please read the guidelines for public data:\n%s\n' "$GUIDELINES"
  } > "$DEST/.part/README.txt"
  mv -f -- "$DEST/.part/README.txt" "$place"
}

# check_parts: fails if DEST/.part contains anything but regular files without other hard links. The folder
# may come from another person and contain symbolic links. The script never writes through a link that
# exists when it starts. It cannot protect a folder that another program changes meanwhile.
check_parts() {
  local path
  if [ -L "$DEST/.part" ] || { [ -e "$DEST/.part" ] && [ ! -d "$DEST/.part" ]; }; then
    DETAIL="$DEST/.part is a link, or no folder; remove it"
    return 1
  fi
  for path in "$DEST"/.part/* "$DEST"/.part/.[!.]* "$DEST"/.part/..?*; do
    if [ ! -L "$path" ] && [ ! -e "$path" ]; then continue; fi # a pattern without matches
    if [ -L "$path" ] || [ ! -f "$path" ] || has_other_names "$path"; then
      DETAIL="$path is a link, or no file; remove it"
      return 1
    fi
  done
}

# has_other_names FILE: whether FILE has other hard links; false if `find` is not installed.
has_other_names() {
  command -v find > /dev/null && [ -n "$(find "$1" -links +1)" ]
}

# say FIELD…: prints fields, separated by tabs and without control characters, on which a terminal would
# act.
say() {
  local field tab=''
  for field; do
    field=${field//[[:cntrl:]]/ }
    printf '%s%s' "$tab" "${field//$'\302'[$'\200'-$'\237']/ }" # in UTF-8, U+0080 to U+009F
    tab=$'\t'
  done
  echo
}

say_summary() {
  local line
  summary | while IFS= read -r line; do say "$line"; done
}

# progress TEXT: shows TEXT in a status line, if stderr is a terminal.
progress() {
  [ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2
}

# ---- Main -------------------------------------------------------------------------------------

wrong() {
  say "open-humans-download.sh: $1 (--help tells the options)" >&2
  exit 2
}

DEST=open-humans-data MAX_SIZE='' JOBS=2 DRY_RUN=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      echo 'bash open-humans-download.sh [--dest DIR] [--max-size BYTES] [--jobs N] [--dry-run]'
      echo '  --dest DIR        where to (open-humans-data)'
      echo '  --max-size BYTES  skip larger files; 20K, 100M, 2G'
      echo '  --jobs N          files at a time, 1 to 8 (2)'
      echo '  --dry-run         list the files, write nothing'
      printf '\n%s\n' "$ABOUT"
      exit 0
      ;;
    --dry-run) DRY_RUN=yes && shift && continue ;;
    --dest=* | --max-size=* | --jobs=*)
      option=${1%%=*} value=${1#*=}
      shift
      ;;
    --dest | --max-size | --jobs)
      [ $# -gt 1 ] || wrong "$1 needs a value"
      option=$1 value=$2
      shift 2
      ;;
    *) wrong "unknown option $1" ;;
  esac
  case $option in
    --dest)
      [ -n "$value" ] || wrong '--dest is empty'
      DEST=$value
      ;;
    --jobs) case $value in [1-8]) JOBS=$value ;; *) wrong "$value is not a number from 1 to 8" ;; esac ;;
    --max-size)
      [[ $value =~ ^([0-9]{1,12})([KkMmGg]?)$ ]] || wrong "$value is no size such as 500, 20K, 100M or 2G"
      MAX_SIZE=$((10#${BASH_REMATCH[1]}))
      case ${BASH_REMATCH[2]} in
        [Kk]) MAX_SIZE=$((MAX_SIZE << 10)) ;;
        [Mm]) MAX_SIZE=$((MAX_SIZE << 20)) ;;
        [Gg]) MAX_SIZE=$((MAX_SIZE << 30)) ;;
      esac
      ;;
  esac
done
case $DEST in /*) ;; *) DEST=./$DEST ;; esac # so that commands do not mistake it for an option

# Chooses a JSON parser. Runs python3, because on a Mac without developer tools it exists but only offers
# to install them.
READER='' HAS_PYTHON=no
if python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 9))' > /dev/null 2>&1; then
  READER=python3 HAS_PYTHON=yes
fi
if { [ -z "$READER" ] || [ "$SEARCHES" = no ]; } && jq -n 1 > /dev/null 2>&1; then
  READER=jq
fi
[ -n "$READER" ] || wrong 'it needs jq, or python3 (3.9 or newer)'
curl --version > /dev/null 2>&1 || wrong 'it needs curl'

if ! check_parts; then
  say "The folder cannot be used: $DETAIL." >&2
  exit 1
fi

# A temporary folder for API responses.
WORK=$(mktemp -d "${TMPDIR:-/tmp}/open-humans.XXXXXX") || exit 1
trap 'rm -rf -- "$WORK"' EXIT
printf '%s\n' "$QUERY" | if [ "$READER" = jq ]; then replace_surrogates; else cat; fi > "$WORK/query"
# On Ctrl-C, the workers stop. Their parts stay, so that the next run resumes them.
trap 'kill $(jobs -p) 2> /dev/null; wait; progress ""; echo "Stopped. Run it again to go on." >&2; exit 130' INT TERM HUP
ME=main BODY="$WORK/body" HEAD="$WORK/head" CODE="$WORK/code" ROWS="$WORK/rows" FILES="$WORK/files"
DETAIL=''
: > "$HEAD"

if ! find_files; then
  progress ''
  say "The list of files could not be read: $DETAIL." >&2
  exit 1
fi
progress ''
TOTAL=$(bytes_of <(tr -d -c '\n' < "$FILES"))

if [ -n "$DRY_RUN" ]; then
  while IFS=$US read -r _ id _ path _ _ _ _ here size _; do
    state='to download'
    if [ -n "$here" ] && [ -f "$DEST/$here" ] && [ "$(bytes_of "$DEST/$here")" = "$size" ]; then
      state='already there'
    fi
    say "$id" "$state" "$path"
  done < "$FILES"
  { echo "$TOTAL files." && say_summary; } >&2
  [ "$ODD_ROWS,$SHORT" = 0,0 ]
  exit
fi

mkdir -p -- "$DEST/.part" || exit 1
REAL_DEST=$(cd -P -- "$DEST" && pwd) || exit 1
for ((worker = 0; worker < JOBS; worker++)); do
  : > "$WORK/outcomes.$worker"
  work "$worker" &
done
wait
progress ''
write_report
write_readme
echo "$TOTAL files."
say_summary
say "Report: $REPORT"
# Succeeds if every file has an outcome and none has failed.
awk -F '\037' -v total="$TOTAL" '$3 == "failed" { bad = 1 } END { exit (bad || NR != total) }' \
  "$WORK"/outcomes.* && [ "$ODD_ROWS,$SHORT" = 0,0 ]
