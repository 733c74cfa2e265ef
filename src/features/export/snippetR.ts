import { rString } from './scriptLiterals.ts';
import { checksOf, type ScriptQuery } from './scriptQuery.ts';
import {
  block,
  constantOf,
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
 * See `snippet`. For R 4 with the program curl and the package jsonlite, and stringi if the query has
 * words. R's own connections cannot reject redirects from https to http.
 */
export function rSnippet(query: ScriptQuery): string {
  const checks = checksOf(query);
  const { words, created_start, created_end } = checks;
  const days = created_start ?? created_end;
  const lists = listChecksOf(checks, literal);
  const conditions = [
    ...lists.map(condition),
    ...words.map((word) => `grepl(${rString(word)}, text, fixed = TRUE)`),
    ...when(created_start, `day_of(row) >= ${rString(created_start ?? '')}`),
    ...when(created_end, `day_of(row) <= ${rString(created_end ?? '')}`),
  ];
  const packages =
    words.length > 0
      ? 'install.packages(c("jsonlite", "stringi"))'
      : 'install.packages("jsonlite")';
  return [
    ...headOf(query, '#', `For R 4 or newer, with the program curl; once: ${packages}.`),
    `list_url <- ${rString(listAddress(query))}`,
    ...vectors(lists),
    `MAX_BYTES <- ${MAX_BYTES} # a broken server may never stop`,
    `MAX_FILES <- ${MAX_FILES}`,
    '',
    '# Uses the program curl, because R follows redirects, even from https to http.',
    'curl <- paste(',
    `  "curl -q --fail --silent --show-error --globoff --proto =${isSecure(query) ? 'https' : 'http,https'}",`,
    '  "--max-time 60 --retry 4 --retry-max-time 120 --url"',
    ')',
    '',
    'ask <- function(offset) {',
    '  connection <- pipe(paste(curl, shQuote(sprintf("%slimit=500&offset=%.0f", list_url, offset))), "rb")',
    '  body <- tryCatch(readBin(connection, "raw", MAX_BYTES), finally = status <- close(connection))',
    '  # Prints no error messages: they could contain control characters from the server.',
    '  page <- tryCatch({',
    '    text <- rawToChar(body)',
    '    Encoding(text) <- "UTF-8"',
    '    jsonlite::parse_json(text)',
    '  }, error = function(error) NULL)',
    '  if (status != 0 || is.null(page)) stop("The list could not be loaded.", call. = FALSE)',
    '  page',
    '}',
    '',
    'is_whole <- function(x, most) {',
    '  is.numeric(x) && length(x) == 1 && is.finite(x) && x >= 0 && x <= most && x == floor(x)',
    '}',
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
      '  text <- iconv(text, "UTF-8", "UTF-8", sub = "?") # lone surrogates',
      '  text <- stringi::stri_trans_general(text, "NFKD; [:Mark:] Remove; Lower")',
      '  gsub("\\u03c2", "\\u03c3", text, fixed = TRUE) # final sigma',
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
    '# The server may ignore filters, so every row is checked against all of them.',
    'matches <- function(row) {',
    '  # An empty row: a file of a hidden member.',
    '  if (!is.list(row) || !is_whole(row[["id"]], 2^53 - 1)) return(FALSE)',
    ...when(words, '  text <- text_of(row)'),
    `  ${joined(conditions.length > 0 ? conditions : ['TRUE'], '&&', '    ')}`,
    '}',
    '',
    'link_of <- function(row) {',
    '  link <- row[["download_url"]]',
    `  is_link <- is.character(link) && grepl("\\\\A${linkScheme(query)}://[!-~]+\\\\z", link, perl = TRUE)`,
    '  if (is_link) link else "(no link)"',
    '}',
    '',
    'ids <- links <- character(0)',
    'offset <- 0',
    'count <- 1',
    'while (offset < count) { # the link to the next page may name another server',
    '  page <- ask(offset)',
    '  rows <- if (is.list(page)) page[["results"]]',
    '  if (!is.list(rows) || !is.null(names(rows)) || !is_whole(page[["count"]], MAX_FILES))',
    '    stop("The server did not send a list of at most ", MAX_FILES, " files.")',
    '  count <- page[["count"]]',
    '  if (length(rows) == 0 && offset < count) stop("The list ends after ", offset, " of ", count, " files.")',
    '  offset <- offset + length(rows)',
    '  found <- Filter(matches, rows)',
    '  ids <- c(ids, vapply(found, function(row) sprintf("%.0f", row[["id"]]), ""))',
    '  links <- c(links, vapply(found, link_of, ""))',
    '}',
    '',
    'is_first <- !duplicated(ids)',
    'cat(paste0(ids[is_first], "\\t", links[is_first], "\\n", recycle0 = TRUE), sep = "")',
    '',
  ].join('\n');
}

/** Rscript takes quadratic time in the length of a statement. */
const VALUES_PER_STATEMENT = 500;

/** Declares a vector for each list of several values, as `constants` does in the other languages. */
function vectors(lists: readonly ListCheck[]): string[] {
  return lists
    .filter(({ literals }) => literals.length > 1)
    .flatMap((list) => {
      const name = constantOf(list);
      const count = Math.ceil(list.literals.length / VALUES_PER_STATEMENT);
      return Array.from({ length: count }, (_, index) => {
        const start = index * VALUES_PER_STATEMENT;
        const values = list.literals.slice(start, start + VALUES_PER_STATEMENT);
        return block(`${name} <- c(${index === 0 ? '' : `${name}, `}`, values, ')');
      });
    });
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

function condition(list: ListCheck): string {
  const { kind, literals, isExclusion } = list;
  const [value, not] = [VALUES[kind], isExclusion ? '!' : ''];
  const [first = '', second] = literals;
  if (kind === 'datatypes' || kind === 'tags') {
    const holds = `${first} %in% ${value}`;
    if (second !== undefined) return `${not}any(${constantOf(list)} %in% ${value})`;
    return isExclusion ? `!(${holds})` : holds;
  }
  // A hidden member's username is NULL. `%in%` then returns an empty vector, for which `any` is FALSE.
  return second === undefined
    ? `${not}identical(${value}, ${first})`
    : `${not}any(${value} %in% ${constantOf(list)})`;
}
