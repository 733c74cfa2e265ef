import { rString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  constantOf,
  constants,
  headOf,
  joined,
  type Kind,
  type ListAsked,
  listAddress,
  listsAsked,
  ofKinds,
  when,
} from './snippetParts.ts';

/** See `snippet`. For R 4 with jsonlite, and stringi where words are searched. */
export function rSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { words, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const lists = listsAsked(checks, literal);
  const conditions = [
    'length(row) > 0', // an empty row stands for a hidden member's file
    ...lists.map(condition),
    ...words.map((word) => `grepl(${rString(word)}, text_of(row), fixed = TRUE)`),
    ...when(created_start, `day_of(row) >= ${rString(created_start ?? '')}`),
    ...when(created_end, `day_of(row) <= ${rString(created_end ?? '')}`),
  ];
  const packages =
    words.length > 0
      ? 'install.packages(c("jsonlite", "stringi"))'
      : 'install.packages("jsonlite")';
  return [
    ...headOf(query, '#', `For R 4 or newer; once: ${packages}.`),
    `list_url <- ${rString(listAddress(query))}`,
    ...constants(lists, (name) => `${name} <- c(`, ')'),
    'options(timeout = 60)',
    '',
    'ask <- function(offset) {',
    '  address <- paste0(list_url, "limit=500&offset=", format(offset, scientific = FALSE))',
    '  for (pause in c(1, 2, 4, 8, NA)) { # seconds to wait when the server is busy',
    '    answer <- tryCatch({',
    '      connection <- url(address, encoding = "UTF-8")',
    '      text <- tryCatch(readLines(connection, warn = FALSE), finally = close(connection))',
    '      jsonlite::parse_json(paste(text, collapse = "\\n"))',
    '    }, error = identity)',
    '    if (!inherits(answer, "error")) return(answer)',
    '    if (is.na(pause)) stop(answer)',
    '    Sys.sleep(pause)',
    '  }',
    '}',
    '',
    ...when(
      ofKinds(lists, 'datatypes', 'projects'),
      'ids_in <- function(addresses) as.numeric(sub("^.*/([0-9]+)/?$", "\\\\1", unlist(addresses)))',
    ),
    ...when(
      [...words, ...ofKinds(lists, 'tags')],
      'metadata_of <- function(row) if (is.list(row[["metadata"]])) row[["metadata"]] else list()',
      'tags_of <- function(row) {',
      '  tags <- metadata_of(row)[["tags"]]',
      '  unlist(Filter(is.character, if (is.list(tags)) tags else list()))',
      '}',
    ),
    ...when(
      words,
      'text_of <- function(row) { # without accents and case',
      '  texts <- Filter(is.character, list(row[["basename"]], metadata_of(row)[["description"]]))',
      '  text <- paste(c(unlist(texts), tags_of(row)), collapse = "\\n")',
      '  text <- stringi::stri_trans_general(text, "NFKD; [:Mark:] Remove; Lower")',
      '  gsub("\\u03c2", "\\u03c3", text, fixed = TRUE) # the sigma that ends a word',
      '}',
    ),
    ...when(
      ofKinds(lists, 'exts'),
      'ending_of <- function(row) {',
      '  pattern <- "(?si)^.*?\\\\.([a-z][a-z0-9]{0,9}(\\\\.(gz|bz2|xz|zst))?)\\\\z"',
      '  name <- row[["basename"]]',
      '  if (grepl(pattern, name, perl = TRUE)) tolower(sub(pattern, "\\\\1", name, perl = TRUE)) else ""',
      '}',
    ),
    ...when(
      days,
      'day_of <- function(row) { # in UTC',
      '  time <- sub("Z$", "+0000", sub("\\\\.[0-9]+", "", row[["created"]]))',
      '  time <- sub("([+-][0-9]{2}):([0-9]{2})$", "\\\\1\\\\2", time)',
      '  format(as.POSIXct(time, format = "%Y-%m-%dT%H:%M:%S%z", tz = "UTC"), "%Y-%m-%d", tz = "UTC")',
      '}',
    ),
    '',
    '# The server may ignore filters, so every row is held against all of them.',
    'matches <- function(row) {',
    `  ${joined(conditions, '&&', '    ')}`,
    '}',
    '',
    'files <- list()',
    'offset <- 0',
    'count <- 1',
    "while (offset < count) { # the answer's own link to the next page leads astray",
    '  page <- ask(offset)',
    '  count <- page[["count"]]',
    '  rows <- page[["results"]]',
    '  offset <- if (length(rows) > 0) offset + length(rows) else count',
    '  for (row in Filter(matches, rows)) {',
    '    id <- format(row[["id"]], scientific = FALSE)',
    '    link <- row[["download_url"]]',
    '    files[[id]] <- if (grepl("^https?://[!-~]+$", link)) link else "(no link)"',
    '  }',
    '}',
    '',
    'cat(paste0(names(files), "\\t", unlist(files), recycle0 = TRUE), sep = "\\n")',
    '',
  ].join('\n');
}

const literal = (value: number | string) =>
  typeof value === 'string' ? rString(value) : String(value);

const VALUES: Record<Kind, string> = {
  datatypes: 'ids_in(row[["datatypes"]])',
  projects: 'ids_in(row[["source_project"]])',
  usernames: 'row[["user"]][["username"]]',
  tags: 'tags_of(row)',
  exts: 'ending_of(row)',
  ids: 'as.numeric(row[["id"]])',
};

function condition(list: ListAsked): string {
  const { kind, literals, isExclusion } = list;
  const [value, not] = [VALUES[kind], isExclusion ? '!' : ''];
  const [first = '', second] = literals;
  if (kind === 'datatypes' || kind === 'tags') {
    const holds = `${first} %in% ${value}`;
    if (second !== undefined) return `${not}any(${constantOf(list)} %in% ${value})`;
    return isExclusion ? `!(${holds})` : holds;
  }
  // Of a hidden member's username, which is NULL, `%in%` makes nothing; `any` makes FALSE of that.
  return second === undefined
    ? `${not}identical(${value}, ${first})`
    : `${not}any(${value} %in% ${constantOf(list)})`;
}
