#!/usr/bin/env python3
# Downloads public data files of Open Humans members. Requires Python 3.9 or newer and no packages.
#
{{about}}
#
# Run:       python3 open-humans-download.py      (--help lists the options)
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
# The script sends no passwords or cookies, and does not run anything that it downloads.

import argparse
import csv
import email.utils
import hashlib
import http.client
import ipaddress
import json
import os
import random
import re
import ssl
import stat
import sys
import threading
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta

# The query, as JSON in ASCII: other characters are \u escapes.
QUERY = json.loads(r'''{{query}}''')

PAGE = 500  # rows per request; halved after each error
ATTEMPTS = 8  # attempts before a request counts as failed
PAUSE = 0.5  # seconds before the first retry; then 1, 2, 4 … up to 20
TIMEOUT = 60  # seconds without any data from the server
# Limits, in case a server never stops sending. A page of 500 rows has about 1 MB.
MAX_ANSWER = 67108864  # bytes per API response
MAX_ROWS = 1000000  # rows per list: 60 times as many as Open Humans had in 2025
MAX_PAGES = 50000  # pages per list: enough for these rows with the smallest page size
GUIDELINES = "https://www.openhumans.org/public-data/"
COLUMNS = "id,path,status,bytes,sha256,created,project,username,detail,link".split(",")


# ---- Rules: which rows are files of the query, and how files are named ------------------------


def clean(text):
    """Returns the text for one line of a terminal or a table: without line breaks and invisible characters."""
    text = re.sub("[\\ud800-\\udfff]", "\ufffd", text)  # lone surrogates, which UTF-8 cannot encode
    hidden = ("Cc", "Cf", "Zl", "Zp")  # control, format (zero width, bidi), line and paragraph separators
    return "".join(" " if unicodedata.category(c) in hidden else c for c in text)


# Names on which Windows Explorer or a Linux desktop acts when it lists the folder: shortcuts and similar
# files, whose icon may be loaded from another machine, and folders that open views of the system.
LIVE_ENDING = (
    r"(\A(desktop\.ini|autorun\.inf)|\.(lnk|scf|url|website|pif|desktop|appref-ms|library-ms|search-ms"
    r"|searchconnector-ms|theme|themepack|deskthemepack|\{[0-9a-f-]{1,38}\}))\Z"
)


def safe(text):
    """Returns a name for one file or folder that is valid on every operating system."""
    if len(text) > 400:  # some rules take quadratic time, so they get only the start and the end
        text = text[:300] + text[-100:]
    text = re.sub("[\\ud800-\\udfff]", "\ufffd", text)
    hidden = ("Cc", "Cf", "Zl", "Zp")
    text = "".join(c for c in text if unicodedata.category(c) not in hidden)
    text = re.sub(r'[/\\:*?"<>|]', "_", text)  # path separators, and characters that Windows forbids
    text = unicodedata.normalize("NFC", text).strip(" .")  # no "..", no hidden files
    if re.match(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])([ .]|\Z)", text, re.I | re.A):
        text = "_" + text  # Windows device names
    if len(text.encode()) > 150:  # file systems allow 255 bytes; keeps the extension
        ending = re.search(r"(\.[A-Za-z0-9]{1,10}){0,2}\Z", text)[0]
        text = text.encode()[: 150 - len(ending)].decode(errors="ignore") + ending
    text = text.rstrip(" .")
    live = re.search(LIVE_ENDING, text, re.I | re.A)
    if live:  # if there is no room for the "_", removes one character before the ending
        start = text[: live.start()]
        text = (start[:-1] if len(text.encode()) == 150 else start) + live[0] + "_"
    return text or "file"


def fold(text):
    """Returns the text without accents and in lower case, for searches."""
    # Character by character: normalizing a whole text with many accents may take quadratic time.
    letters = "".join(unicodedata.normalize("NFKD", c) for c in text)
    text = "".join(c for c in letters if unicodedata.category(c)[0] != "M").lower()
    return text.replace("\u03c2", "\u03c3")  # final sigma


def extension(name):
    """Returns the extension in lower case, such as "vcf.gz" for "Genome.VCF.gz"; empty if there is none."""
    found = re.search(r"\.([A-Za-z][A-Za-z0-9]{0,9}(\.(gz|bz2|xz|zst))?)\Z", name, re.I | re.A)
    return found[1].lower() if found else ""


def day_of(created):
    """Returns the day in UTC of a time such as 2022-11-15T23:30:00.123456-05:00. Raises ValueError."""
    when = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))", created, re.A
    )
    if not when:
        raise ValueError(f"{created!r} is no time")
    day, hour, minute, second, sign, off_hours, off_minutes = when.groups()
    ahead = (int(off_hours or 0) * 60 + int(off_minutes or 0)) * (-1 if sign == "-" else 1)
    moment = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second}")
    return (moment - timedelta(minutes=ahead)).date().isoformat()


def id_in(kind, address):
    """Returns the id at the end of an API URL: 70 for "https://www.openhumans.org/api/public/project/70/"."""
    return int(re.search(rf"/api/public/{kind}/([0-9]{{1,15}})/?\Z", address)[1])


def fits(values, included, excluded):
    """Whether a row's `values` contain one of `included` (if it is not empty) and none of `excluded`."""
    return (not included or not values.isdisjoint(included)) and values.isdisjoint(excluded)


def load_json(content):
    """
    Parses JSON strictly: the default parser accepts NaN and Infinity, and takes quadratic time for
    integers with millions of digits. Raises ValueError or RecursionError.
    """

    def refuse(name):
        raise ValueError(f"{name} is no JSON")

    def integer(digits):
        return int(digits) if len(digits) < 20 else float(digits)

    return json.loads(content, parse_constant=refuse, parse_int=integer)


def whole_number(number):
    """
    Returns the number as an integer, 3 for 3.0. Raises ValueError unless it is from 0 to 2**53 - 1:
    some JSON parsers round larger integers.
    """
    if type(number) not in (int, float) or not 0 <= number < 2**53 or number != int(number):
        raise ValueError("no natural number")
    return int(number)


MALFORMED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def read_page(answer):
    """Returns the count and the rows of a page of a list. Raises one of MALFORMED for other responses."""
    if not isinstance(answer["results"], list):
        raise ValueError("no rows")
    return whole_number(answer["count"]), answer["results"]


def read_row(row, query):
    """
    Reads one row of the API. Returns the path for the file, whether it matches the query, and the
    values for the report. Raises one of MALFORMED if the row is not as documented.
    """
    name, member, metadata = row["basename"], row["user"]["username"], row.get("metadata")
    file_id = whole_number(row["id"])
    if not isinstance(name, str):
        raise ValueError("no name")
    metadata = metadata if isinstance(metadata, dict) else {}  # any JSON: the uploader chose it
    tags, about = metadata.get("tags"), metadata.get("description")
    tags = [t for t in tags if isinstance(t, str) and t] if isinstance(tags, list) else []
    text = fold("\n".join([name, about if isinstance(about, str) else "", *tags]))
    types = {id_in("datatype", address) for address in row["datatypes"]}
    project, day, checks = id_in("project", row["source_project"]), day_of(row["created"]), query["checks"]
    matches = (
        fits(types, checks["datatypes"], checks["datatypes_not"])
        and fits({project}, checks["projects"], checks["projects_not"])
        and fits({member}, checks["usernames"], checks["usernames_not"])  # None: a hidden member
        and all(word in text for word in checks["words"])
        and fits(set(tags), checks["tags"], checks["tags_not"])
        and fits({extension(name)}, checks["exts"], checks["exts_not"])
        and fits({file_id}, checks["ids"], checks["ids_not"])
        and (checks["created_start"] is None or day >= checks["created_start"])
        and (checks["created_end"] is None or day <= checks["created_end"])
    )
    folder = str(project)
    if folder in query["project_names"]:
        folder += "-" + safe(query["project_names"][folder])
    owner = "hidden-member" if member is None else safe(member)
    return {
        "id": file_id,
        "path": f"{folder}/{owner}/{file_id}-{safe(name)}",
        "is_page": name.lower().endswith((".htm", ".html")),
        "created": clean(row["created"][:300]),
        "project": project,
        "username": clean((member or "")[:300]),
        "matches": matches,
    }


def read_entry(line):
    """
    Reads one line of DEST/.part/done.tsv. Returns the id, and (path, bytes, SHA-256). Returns None for
    a line that this script cannot have written, because a file at the path counts as downloaded.
    """
    entry = re.fullmatch(
        r"(0|[1-9][0-9]{0,15})\t([0-9]{1,16})\t([0-9a-f]{64})"
        r"\t([0-9]{1,15}(?:-([^/\t]+))?/([^/\t]+)/\1-([^/\t]+))",
        line,
    )
    # The bash script with jq does not normalize accents.
    if not entry or any(n and safe(n) != unicodedata.normalize("NFC", n) for n in entry.group(5, 6, 7)):
        return None
    return int(entry[1]), (entry[4], int(entry[2]), entry[3])


# ---- Requests, and their errors ---------------------------------------------------------------


class RequestError(Exception):
    """`status`: the HTTP status, 0 if there was no response; `pause`: seconds that the server asks to wait."""

    def __init__(self, what, status=0, pause=0.0):
        super().__init__(clean(what[:300]))  # part of the message may come from the server
        self.status, self.pause = status, pause


class TransientError(RequestError):
    """A retry may succeed: the server is busy or does not respond, or a response is cut short."""


class PermanentError(RequestError):
    """A retry would fail, too."""


class NotFound(Exception):
    """The member, project or data type of the query does not exist."""


class Withdrawn(Exception):
    """The file is no longer public: the member has withdrawn it since it was listed."""


class TooLarge(Exception):
    """The file is larger than --max-size."""


# Links and redirects must not lead to services on this machine or in its network, which may trust
# requests from this machine, and must not lead from https to http.
ADDRESS = r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?[/?][!-~]*"
NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # unspecified
        "10.0.0.0/8",  # private, like 172.16 and 192.168
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; metadata services of cloud providers
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "2001::/32",  # tunnelled IPv4, like 2002
        "2002::/16",
    )
]


def is_public(ip):
    """Whether an IP address belongs to the public internet."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address in ipaddress.ip_network("64:ff9b::/96"):  # NAT64: contains an IPv4 address
        address = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    if address.version == 6 and address not in ipaddress.ip_network("2000::/3"):
        return False  # ::1, fe80::, fc00::, ff00::, ::ffff:127.0.0.1 and similar addresses
    return not any(address in network for network in NOT_PUBLIC)


def is_private_host(host):
    """Whether a host is evidently not on the public internet. Does not use DNS."""
    host = host.lower()
    name = host[:-1] if host.endswith(".") else host
    last = name.rpartition(".")[2]
    if host.startswith("["):
        try:
            return not is_public(name.strip("[]"))
        except ValueError:
            return True
    if re.fullmatch("[0-9]+|0x[0-9a-f]*", last):
        number = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
        # Other spellings, such as 0177.0.0.1, 0x7f.1 and 2130706433, disguise private addresses.
        return not re.fullmatch(rf"{number}(?:\.{number}){{3}}", name) or not is_public(name)
    return "." not in name or last in ("localhost", "local", "localdomain", "internal", "arpa", "")


def host_in(url):
    """Returns (scheme, host) of an http or https URL; None for anything else."""
    found = re.fullmatch(ADDRESS, url)
    return found and (found[1], found[2].lower())


ORIGIN_SCHEME, ORIGIN_HOST = host_in(QUERY["origin"] + "/")
# If the API itself is on a private network (a sample server, for example), private addresses are allowed.
IS_RESTRICTED = not is_private_host(ORIGIN_HOST)


def check_address(url, what="its link"):
    """Raises PermanentError if the script must not request `url`."""
    found = host_in(url)
    if not found:
        raise PermanentError(f"{what} is no http or https address")
    scheme, host = found
    if ORIGIN_SCHEME == "https" and scheme != "https":
        raise PermanentError(f"{what} is refused: it leads from https to http, to {host}")
    if IS_RESTRICTED and host != ORIGIN_HOST and is_private_host(host):
        raise PermanentError(f"{what} is refused: {host} is not on the internet")


class Redirects(urllib.request.HTTPRedirectHandler):
    """Checks and follows redirects: the files are stored in Amazon S3."""

    def redirect_request(self, req, answer, code, message, headers, url):
        try:
            check_address(url, "a redirect")
        except PermanentError:
            answer.close()
            raise
        return super().redirect_request(req, answer, code, message, headers, url)


class PublicConnection(http.client.HTTPConnection):
    """
    Checks the IP address of the connection before anything is sent. Checking the host name before
    connecting would not be enough: the next DNS lookup could return a different address.
    """

    def connect(self):
        super().connect()
        peer = self.sock.getpeername()[0]
        if not is_public(peer):
            self.close()
            raise PermanentError(f"{self.host} is refused: its address {peer} is not on the internet")


class PublicTLSConnection(http.client.HTTPSConnection, PublicConnection):
    """HTTPSConnection.connect calls PublicConnection.connect, then begins TLS."""


def is_checked(req):
    """
    Whether to check the IP address of a connection. With a proxy, it is the address of the proxy,
    which resolves host names itself; then only check_address protects.
    """
    target = urllib.parse.urlsplit(req.full_url)
    return IS_RESTRICTED and req.host == target.netloc and target.hostname != ORIGIN_HOST.strip("[]")


class HTTP(urllib.request.HTTPHandler):
    def http_open(self, req):
        return self.do_open(PublicConnection if is_checked(req) else http.client.HTTPConnection, req)


class HTTPS(urllib.request.HTTPSHandler):
    def https_open(self, req):
        return self.do_open(PublicTLSConnection if is_checked(req) else http.client.HTTPSConnection, req)


# Supports only http and https: there is no other handler.
OPENER = urllib.request.OpenerDirector()
for handler in (
    urllib.request.ProxyHandler,
    HTTP,
    HTTPS,
    urllib.request.HTTPDefaultErrorHandler,
    Redirects,
    urllib.request.HTTPErrorProcessor,
):
    OPENER.add_handler(handler())


def request(url, headers):
    """Requests `url`. Returns the response before its body is read. Raises a RequestError."""
    check_address(url)
    req = urllib.request.Request(url, headers={"User-Agent": "open-humans-download/1", **headers})
    try:
        return OPENER.open(req, timeout=TIMEOUT)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        kind = TransientError if refusal.code in (408, 425, 429) or refusal.code >= 500 else PermanentError
        pause = seconds_in(refusal.headers.get("Retry-After"))
        what = f"the server answered with status {refusal.code}"
        raise kind(what, refusal.code, pause) from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            raise PermanentError(f"the server's certificate is not trusted: {reason}") from None
        raise TransientError(f"no answer: {reason!r}") from None
    except ValueError as error:
        raise PermanentError(f"not an address: {error}") from None


def mark_in(headers):
    """
    Returns the validator of a file version: the ETag, or else the date. It is sent back to the
    server, so it is limited to 200 printable ASCII characters.
    """
    mark = headers.get("ETag") or ""
    if mark.startswith("W/") or not mark:  # a weak ETag does not guarantee identical bytes
        mark = headers.get("Last-Modified") or ""
    return re.sub("[^ -~]", "", mark)[:200].strip()


def seconds_in(retry_after):
    """Returns the seconds to wait, from 0 to 3600. Retry-After is a number of seconds or a date."""
    if retry_after is None:
        return 0.0
    if re.fullmatch("[0-9]{1,6}", retry_after):
        return min(float(retry_after), 3600.0)
    try:
        seconds = email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError):  # invalid dates
        return 0.0
    return min(max(seconds, 0.0), 3600.0)


def size_of(digits):
    """Parses a number of bytes in a header; None if it is missing or invalid."""
    return int(digits) if digits and re.fullmatch("[0-9]{1,18}", digits) else None


def read(answer, most):
    """Reads up to `most` bytes of a response; empty at its end."""
    try:
        return answer.read1(most)
    except (OSError, http.client.HTTPException) as error:
        raise TransientError(f"the connection broke: {error!r}") from None


def get_json(path):
    """Requests `path` from the API server of the query. Returns the parsed JSON."""
    content = bytearray()
    with request(QUERY["origin"] + path, {"Accept": "application/json"}) as answer:
        while chunk := read(answer, 1 << 16):
            content += chunk
            if len(content) > MAX_ANSWER:
                raise PermanentError(f"the server's answer is longer than {MAX_ANSWER} bytes")
    try:
        return load_json(content)
    except (ValueError, RecursionError):
        raise TransientError("the server's answer is cut short, or no JSON") from None


def get_page(path, limit, offset):
    """Requests one page of a list, by offset: the `next` links of the API may name another server."""
    page = get_json(f"{path}{'&' if '?' in path else '?'}limit={limit}&offset={offset}")
    try:
        count, rows = read_page(page)
    except MALFORMED:
        raise TransientError("the server's answer is not a page of a list") from None
    return {"count": count, "results": rows}


def with_retries(action):
    """Calls action(attempt) until it succeeds, up to ATTEMPTS times, with random, growing pauses."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return action(attempt)
        except TransientError as error:
            if attempt == ATTEMPTS:
                raise
            max_pause = min(20.0, PAUSE * 2 ** (attempt - 1))
            time.sleep(max(error.pause, max_pause / 2 + random.random() * max_pause / 2))


# ---- The list of files ------------------------------------------------------------------------


def pages(path, catalogue=None):
    """
    Yields every page of a list, with its offset. When the list becomes shorter, the remaining files move
    up; then the offset steps back, so that no file is skipped.
    """
    offset, count, size, steps_back, number = 0, None, PAGE, 0, 0
    while count is None or offset < count:
        number += 1
        if number > MAX_PAGES:
            raise PermanentError(f"the list has more than {MAX_PAGES} pages")

        def load(attempt):
            nonlocal size
            size = max(25, size // 2) if attempt > 1 else size
            try:
                return get_page(path, size, offset)
            except RequestError as error:
                # For something that does not exist, the server returns 404, or 500 with an HTML page.
                if offset == 0 and catalogue and error.status in (404, 500):
                    if exists(catalogue) is False:
                        raise NotFound from None
                raise

        page = with_retries(load)
        if page["count"] > MAX_ROWS or len(page["results"]) > MAX_ROWS:
            raise PermanentError(f"the list has more than {MAX_ROWS} rows")
        yield offset, page
        gone = 0 if count is None else max(0, count - page["count"])
        count = page["count"]
        if not page["results"]:
            return  # past the end, even if the count is higher
        if gone and steps_back < 1000:  # the limit ends the loop if the list never stops changing
            steps_back += 1
            offset = max(0, offset - gone)
        else:
            offset += len(page["results"])


def exists(catalogue):
    """Whether the API's list of members, projects or data types contains the entry; None if a request failed."""
    try:
        for _, page in pages(catalogue["path"]):
            for row in page["results"]:
                if isinstance(row, dict) and row.get(catalogue["field"]) == catalogue["value"]:
                    return True
        return False
    except RequestError:
        return None


def find_files():
    """
    Reads the shortest list that contains all files of the query, or the next one if the server does not
    have it. Returns its path, the files of the query by id, and facts about the list for the report.
    """
    for last, each in zip(reversed(range(len(QUERY["lists"]))), QUERY["lists"]):
        try:
            return (each["path"], *read_list(each["path"], each["catalogue"]))
        except NotFound:
            remark = f"The server knows no {clean(each['what'])}: there are no such files."
            return each["path"], {}, {"remarks": [remark], "odd": 0, "short": 0}
        except PermanentError as error:
            if error.status != 404 or last == 0:
                raise


def read_list(path, catalogue):
    """Reads one list. Returns the files of the query by id, and facts about the list for the report."""
    files, seen, empty, odd, count, remarks = {}, set(), set(), 0, 0, []
    for offset, page in pages(path, catalogue):
        count = page["count"]
        # After a step back, these rows are counted again.
        empty = {place for place in empty if place < offset}
        for place, row in enumerate(page["results"], offset):
            if row == {}:  # a redacted row: a file of a hidden member
                empty.add(place)
                continue
            try:
                file = read_row(row, QUERY)
            except MALFORMED:
                odd += 1
                continue
            seen.add(file["id"])
            if file["matches"]:
                files[file["id"]] = {**file, "place": place}
        progress(f"{len(seen)} of {count} rows read")
    if empty:
        remarks.append(f"{len(empty)} rows were empty: files of members who hide them.")
    return files, {
        "remarks": remarks,
        "odd": odd,
        "short": max(0, count - len(seen) - len(empty) - odd),
    }


# ---- Links: requested just before they are used -----------------------------------------------


class Links:
    def __init__(self, path):
        self.path = path  # path of the list, for servers without an endpoint for single files
        self.single = None  # whether the server has that endpoint; None: not known yet
        self.listed = None  # ids in the list, if it was read a second time
        self.lock = threading.Lock()

    def fresh(self, file):
        """Returns a new link, which works for an hour. Raises Withdrawn if the file is no longer public."""
        row = None
        if self.single is not False:
            try:
                row = get_json(f"/api/public/datafile/{file['id']}/")
                self.single = True
            except PermanentError as error:
                if error.status != 404:
                    raise
                if self.single:
                    raise Withdrawn from None
        if row is None:
            row = self.find(file)
            if row is not None:
                self.single = False
        if not row:
            raise Withdrawn
        link = row.get("download_url") if isinstance(row, dict) else None
        # `request` rejects other schemes, spaces, control characters and credentials in the link.
        return link if isinstance(link, str) else ""

    def find(self, file):
        """Finds the row of a file again: at its old place, then nearby, then (once) in the whole list."""
        for distance in (0, 10, 250):
            page = get_page(self.path, 2 * distance + 1, max(0, file["place"] - distance))
            for row in page["results"]:
                if isinstance(row, dict) and row.get("id") == file["id"]:
                    return row
        with self.lock:
            if self.listed is not None and file["id"] not in self.listed:
                return None
            listed = set()
            for _, page in pages(self.path):
                for row in page["results"]:
                    if isinstance(row, dict) and row.get("id") == file["id"]:
                        return row
                    listed.add(row.get("id") if isinstance(row, dict) else None)
            self.listed = listed
        return None


# ---- The folder -------------------------------------------------------------------------------
#
# The folder may come from another person and contain symbolic links. The script never writes through a
# link that exists when it starts. It cannot protect a folder that another program changes meanwhile.


def is_link(info):
    """Whether the result of os.lstat() is a symbolic link or a Windows junction."""
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == 0xA0000003


def create(path, mode="w", **options):
    """Creates and opens a file: removes an existing one, and fails instead of following a link."""
    if os.path.lexists(path):
        os.remove(path)
    return open(path, mode.replace("w", "x"), **options)


def append(path, mode="a", **options):
    """Opens a file to append to it. Fails instead of following a link (Windows has no flag for this)."""
    flag = getattr(os, "O_NOFOLLOW", 0)
    return open(path, mode, opener=lambda name, flags: os.open(name, flags | flag, 0o666), **options)


class Folder:
    def __init__(self, dest):
        self.dest = dest
        self.parts = os.path.join(dest, ".part")
        self.journal = os.path.join(self.parts, "done.tsv")
        self.lock = threading.Lock()
        self.done = {}  # path, bytes and SHA-256 of each complete file, by id
        self.check_parts()
        try:
            with open(self.journal, encoding="utf-8", errors="replace", newline="\n") as lines:
                self.done = dict(filter(None, (read_entry(line.rstrip("\n")) for line in lines)))
        except FileNotFoundError:
            pass

    def check_parts(self):
        """Raises PermanentError if DEST/.part contains anything but regular files without other hard links."""
        if not os.path.lexists(self.parts):
            return
        info = os.lstat(self.parts)
        if is_link(info) or not stat.S_ISDIR(info.st_mode):
            raise PermanentError(f"{self.parts} is a link, or no folder; remove it")
        for name in os.listdir(self.parts):
            path = os.path.join(self.parts, name)
            info = os.lstat(path)
            if is_link(info) or not stat.S_ISREG(info.st_mode) or info.st_nlink > 1:
                raise PermanentError(f"{path} is a link, or no file; remove it")

    def at(self, path):
        return os.path.join(self.dest, *path.split("/"))

    def whole(self, file):
        """Returns (path, bytes, SHA-256) if the complete file is in the folder already; otherwise None."""
        known = self.done.get(file["id"])
        if known and os.path.isfile(self.at(known[0])) and os.path.getsize(self.at(known[0])) == known[1]:
            return known
        return None

    def make_folders(self, path):
        """Creates the folders PROJECT and MEMBER of a path. Raises PermanentError if one is outside of DEST."""
        inside, folder = os.path.join(os.path.realpath(self.dest), ""), self.dest
        for name in path.split("/")[:-1]:
            folder = os.path.join(folder, name)
            if not os.path.lexists(folder):
                os.makedirs(folder, exist_ok=True)  # another thread may have created it meanwhile
            if not os.path.realpath(folder).startswith(inside):
                raise PermanentError("its folder is a link that leads elsewhere")
            if not os.path.isdir(folder):
                raise PermanentError("a file is in the place of its folder")

    def keep(self, file, part):
        """Moves a complete download to its path. Returns its status, bytes and SHA-256."""
        size, digest, place = os.path.getsize(part), sha256(part), self.at(file["path"])
        self.make_folders(file["path"])
        status = "downloaded"
        if os.path.lexists(place):  # the script never overwrites a file
            if not os.path.isfile(place) or sha256(place) != digest:
                raise PermanentError("a different file is in its place, and is left alone")
            status = "already there"
            os.remove(part)
        else:
            os.replace(part, place)
        with self.lock, append(self.journal, encoding="utf-8", newline="\n") as lines:
            lines.write(f"{file['id']}\t{size}\t{digest}\t{file['path']}\n")
        return status, size, digest


def sha256(path):
    total = hashlib.sha256()
    with open(path, "rb") as content:
        while chunk := content.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


# ---- The download of one file -----------------------------------------------------------------


def download(file, link, part, max_size):
    """Downloads to `part`; resumes it if the server supports this. Checks status, type and length."""
    mark = part + ".mark"  # contains the validator, to check that the file has not changed
    try:
        with open(mark, encoding="ascii") as content:
            etag = re.sub("[^ -~]", "", content.read(200)).strip()
        have = os.path.getsize(part)
    except (OSError, ValueError):
        etag, have = "", 0
    headers = {"Range": f"bytes={have}-", "If-Range": etag} if etag and have else {}
    try:
        answer = request(link, headers)
    except PermanentError as error:
        if error.status == 416:  # range not satisfiable: the file has changed
            os.remove(part)
            raise TransientError("the part does not fit the file any more") from None
        raise
    with answer:
        now = mark_in(answer.headers)
        total = size_of(answer.headers.get("Content-Length"))
        is_resumed = False
        if answer.status == 206 and headers:
            span = re.fullmatch("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})", answer.headers.get("Content-Range") or "")
            is_resumed = span is not None and int(span[1]) == have and now in ("", etag)
            if not is_resumed:
                os.remove(part)
                raise TransientError("the server sent another range than was asked for")
            total = int(span[2])
        elif answer.status != 200:
            raise PermanentError(f"the server answered with status {answer.status}", answer.status)
        if answer.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
            if not file["is_page"]:
                raise PermanentError("a web page came in place of the file", 403)
        if max_size is not None and total is not None and total > max_size:
            raise TooLarge(f"{total} bytes")
        if not is_resumed:
            have = 0
            with create(mark, encoding="ascii", errors="ignore") as content:
                content.write(now)
        with append(part, "ab") if is_resumed else create(part, "wb") as content:
            while chunk := read(answer, 1 << 16):
                content.write(chunk)
                content.flush()
                have += len(chunk)
                if max_size is not None and have > max_size:
                    raise TooLarge(f"more than {max_size} bytes")
    if total is not None and have != total:
        raise TransientError(f"{have} of {total} bytes came")


def fetch(file, links, folder, max_size):
    """Downloads one file. Returns the status, path, bytes, SHA-256 and detail for the report."""
    known = folder.whole(file)
    if known:
        return ("already there", *known, "")
    part = os.path.join(folder.parts, f"{file['id']}.part")
    refusals = 0

    def attempt(_):
        nonlocal refusals
        while True:
            try:
                return download(file, links.fresh(file), part, max_size)
            except PermanentError as error:
                # The link may have expired meanwhile. A second refusal is final.
                refusals += 1
                if error.status != 403 or refusals > 1:
                    raise

    try:
        with_retries(attempt)
        status, size, digest = folder.keep(file, part)
        outcome = (status, file["path"], size, digest, "")
    except Withdrawn:
        outcome = ("withdrawn", "", "", "", "no longer public")
    except TooLarge as error:
        outcome = ("skipped: too large", "", "", "", str(error))
    except TransientError as error:  # keeps the part, so that the next run can resume it
        return ("failed", "", "", "", clean(f"{error} (tried {ATTEMPTS} times)"))
    except (PermanentError, OSError) as error:
        outcome = ("failed", "", "", "", clean(str(error)))
    for leftover in (part, part + ".mark"):
        if os.path.exists(leftover):
            os.remove(leftover)
    return outcome


# ---- The report -------------------------------------------------------------------------------

# A spreadsheet evaluates a cell that starts with one of these signs. A cell may start after any of these
# gaps: separators that import dialogs offer, white space, and zero-width characters. After a gap, a quote
# opens a cell. The CSV export of the page uses the same sets.
SIGNS = "-=+@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
GAPS = ",;|:\\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
QUOTES = "\"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a\uff02\uff07"
BEFORE_SIGN = re.compile(f"((?:\\A|[{GAPS}])[{GAPS}{QUOTES}]*)([{SIGNS}]?)")


def guard(text):
    """Inserts an apostrophe before each sign that could start a formula. To reverse this, remove one there."""

    def guarded(found):
        gap, sign = found.groups()
        # "a - b": even if the space is a separator, the sign is a cell of its own, which is text.
        between_words = gap == " " and found.start() > 0 and found.string.startswith(" ", found.end())
        return f"{gap}'{sign}" if sign and not between_words else gap + sign

    return BEFORE_SIGN.sub(guarded, re.sub(r"[\0-\x1f\x7f-\x9f]", "", text))


def write_report(dest, files, outcomes, listing):
    link = QUERY["origin"] + "/api/public/datafile/{}/"
    table = []
    for file in files:
        status, path, size, digest, detail = outcomes[file["id"]]
        known = [file["created"], file["project"], file["username"]]
        table.append([file["id"], path, status, size, digest, *known, detail, link.format(file["id"])])

    def fill_table(out):
        out.write(",".join(COLUMNS) + "\r\n")  # write_own recognises its own report by this line
        lines = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
        for row in table:
            lines.writerow(guard(c) if isinstance(c, str) else c for c in row)

    def fill_readme(out):
        shown = "" if QUERY["count"] is None else f" (the page showed {QUERY['count']})"
        out.write("Public data files of Open Humans members\n\n")
        out.write(f"Query:      {clean(QUERY['words'])}\n")
        out.write(f"Page:       {clean(QUERY['address'])}\n")
        out.write(f"Asked:      {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} of {QUERY['origin']}\n")
        out.write(f"Files:      {len(files)}{shown}\n")
        for remark in remarks_on(files, outcomes, listing):
            out.write(f"            {remark}\n")
        out.write("\nFiles are at PROJECT/MEMBER/ID-NAME; report.csv tells of every one. Members can\n")
        out.write("withdraw their data at any time. Please read the guidelines for public data:\n")
        out.write(GUIDELINES + "\n")

    write_own(dest, "README.txt", "Public data files of Open Humans members", fill_readme)
    return write_own(dest, "report.csv", ",".join(COLUMNS), fill_table)


def write_own(dest, name, first_line, fill):
    """Writes dest/name; or dest/2-name if dest/name is a link or a file of another program."""
    number = 1
    while True:
        place = os.path.join(dest, name if number == 1 else f"{number}-{name}")
        if not os.path.lexists(place):
            break
        if os.path.isfile(place) and not is_link(os.lstat(place)):
            with open(place, encoding="utf-8", errors="replace") as content:
                if content.readline().rstrip() == first_line:
                    break
        number += 1
    with create(os.path.join(dest, ".part", name), encoding="utf-8", newline="") as out:
        fill(out)
    os.replace(os.path.join(dest, ".part", name), place)
    return place


def remarks_on(files, outcomes, listing):
    statuses = [outcomes[file["id"]][0] for file in files]
    kinds = ("downloaded", "already there", "skipped: too large", "withdrawn", "failed")
    counts = [f"{statuses.count(kind)} {kind}" for kind in kinds if kind in statuses]
    if counts:
        yield ", ".join(counts)
    yield from listing["remarks"]
    if listing["odd"]:
        yield f"{listing['odd']} rows of the list could not be understood."
    if listing["short"]:
        yield f"The list moved while it was read: up to {listing['short']} files may be missing. Run it again."


def say(*fields, to=None):
    """Prints fields, separated by tabs and without control characters, on which a terminal would act."""
    print("\t".join(clean(str(field)) for field in fields), file=to or sys.stdout)


def progress(text):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


# ---- Main -------------------------------------------------------------------------------------


def size_in(text):
    number = re.fullmatch(r"([0-9]{1,12})([KMG]?)", text.upper())
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 500, 20K, 100M or 2G")
    return int(number[1]) * 1024 ** " KMG".index(number[2] or " ")


def jobs_in(text):
    if text not in tuple("12345678"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 8")
    return int(text)


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # for characters that the terminal cannot encode
    parser = argparse.ArgumentParser(
        description="Downloads public data files of Open Humans members; see the top of this file.",
        allow_abbrev=False,
    )
    parser.add_argument("--dest", metavar="DIR", default="open-humans-data", help="where to (open-humans-data)")
    parser.add_argument("--max-size", metavar="BYTES", type=size_in, help="skip larger files; 20K, 100M, 2G")
    parser.add_argument("--jobs", metavar="N", type=jobs_in, default=2, help="files at a time, 1 to 8 (2)")
    parser.add_argument("--dry-run", action="store_true", help="list the files, write nothing")
    options = parser.parse_args()
    if not options.dest:
        parser.error("--dest is empty")

    try:
        folder = Folder(options.dest)
    except (PermanentError, OSError) as error:
        say(f"The folder cannot be used: {error}.", to=sys.stderr)
        return 1
    try:
        path, found, listing = find_files()
    except RequestError as error:
        progress("")
        say(f"The list of files could not be read: {error}.", to=sys.stderr)
        return 1
    progress("")
    files = list(found.values())
    is_sound = not listing["odd"] and not listing["short"]

    if options.dry_run:
        for file in files:
            say(file["id"], "already there" if folder.whole(file) else "to download", file["path"])
        for remark in [f"{len(files)} files.", *remarks_on([], {}, listing)]:
            say(remark, to=sys.stderr)
        return 0 if is_sound else 1

    os.makedirs(folder.parts, exist_ok=True)
    links, outcomes = Links(path), {}
    pool = ThreadPoolExecutor(options.jobs)
    tasks = {pool.submit(fetch, file, links, folder, options.max_size): file for file in files}
    left = set(tasks)
    while left:
        done, left = wait(left, timeout=0.2)
        for task in done:
            outcomes[tasks[task]["id"]] = task.result()
        progress(f"{len(outcomes)} of {len(files)} files")
    progress("")
    report = write_report(options.dest, files, outcomes, listing)
    for line in [f"{len(files)} files.", *remarks_on(files, outcomes, listing), f"Report: {report}"]:
        say(line)
    failed = any(outcome[0] == "failed" for outcome in outcomes.values())
    return 1 if failed or not is_sound else 0


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        progress("")
        print("Stopped. Run it again to go on.", file=sys.stderr)
        sys.stderr.flush()
        # Exits without waiting for running downloads. Their parts stay, so that the next run resumes them.
        os._exit(130)
    sys.exit(code)
