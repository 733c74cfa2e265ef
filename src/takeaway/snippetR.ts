import { rString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import { headOf, joined, listAddress, when } from './snippetParts.ts';

/** See `snippet`. For R 4 with jsonlite, and stringi where words are searched. */
export function rSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { datatypes, project, username, words, tag, ext, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const conditions = [
    'length(row) > 0', // an empty row stands for a hidden member's file
    ...when(datatypes, `any(ids_in(row[["datatypes"]]) %in% c(${(datatypes ?? []).join(', ')}))`),
    ...when(project, `identical(ids_in(row[["source_project"]]), ${project})`),
    ...when(username, `identical(row[["user"]][["username"]], ${rString(username ?? '')})`),
    ...words.map((word) => `grepl(${rString(word)}, text_of(row), fixed = TRUE)`),
    ...when(tag, `${rString(tag ?? '')} %in% tags_of(row)`),
    ...when(ext, `identical(ending_of(row), ${rString(ext ?? '')})`),
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
      datatypes ?? project,
      'ids_in <- function(addresses) as.numeric(sub("^.*/([0-9]+)/?$", "\\\\1", unlist(addresses)))',
    ),
    ...when(
      when(words, 'words').concat(when(tag, 'tag')),
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
      '  stringi::stri_trans_general(text, "NFKD; [:Mark:] Remove; Lower")',
      '}',
    ),
    ...when(
      ext,
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
