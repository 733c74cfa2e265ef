import { bodyText, neverCache, type PlainResponse } from './responses.ts';
import type { DataFile } from './recorded.ts';
import { makeContent } from './contents.ts';
import type { Subject } from './fileKinds.ts';

/**
 * Creates the response to a failed download, with an HTML page that explains it. Like all downloads, it has no CORS
 * headers.
 */
export function refusedDownload(response: PlainResponse): Response {
  const { status, contentType, headers } = response;
  return new Response(bodyText(response), {
    status,
    headers: { ...neverCache, 'Content-Type': contentType, ...headers },
  });
}

/** RFC 6266 with RFC 5987: an ASCII version of the name in `filename`, and the exact name in `filename*`. */
function disposition(basename: string): string {
  const plain = basename.replace(/[^ -~]|["\\%]/g, '_');
  const whole = encodeURIComponent(basename.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/**
 * Parses a Range header with a single range (RFC 9110, section 14).
 * @returns the first byte and the byte after the last; 'none' if the whole content should be sent; 'beyond' for status
 * 416
 */
function readRange(header: string | null, length: number): [number, number] | 'none' | 'beyond' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'none';
  if (first === '')
    return Number(last) > 0 ? [Math.max(0, length - Number(last)), length] : 'beyond';
  const end = last === '' ? length : Math.min(Number(last) + 1, length);
  if (last !== '' && Number(last) < Number(first)) return 'none';
  return Number(first) < length ? [Number(first), end] : 'beyond';
}

/** Streams half of the bytes, then fails. */
function brokenOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream(
    {
      pull(controller) {
        if (sent) controller.error(new TypeError('The connection was lost.'));
        else controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Creates the response with the file: 200, or 206 and 416 for ranges, or 304 if the client has the content. The
 * content depends on id and name only.
 * @param subject the subject of the content
 * @param broken whether the connection fails half way, although the full Content-Length is declared
 */
export async function downloadResponse(
  request: Request,
  file: DataFile,
  subject: Subject,
  broken: boolean,
): Promise<Response> {
  const { bytes, contentType } = await makeContent(file, subject);
  const etag = `"${file.id}-${bytes.length}"`;
  const common = { ...neverCache, ETag: etag, 'Accept-Ranges': 'bytes' };
  if (request.headers.get('If-None-Match') === etag) {
    return new Response(null, { status: 304, headers: common });
  }
  const condition = request.headers.get('If-Range');
  const wanted = condition === null || condition === etag ? request.headers.get('Range') : null;
  const range = readRange(wanted, bytes.length);
  if (range === 'beyond') {
    const headers = { ...common, 'Content-Range': `bytes */${bytes.length}` };
    return new Response(null, { status: 416, headers });
  }
  const [start, end] = range === 'none' ? [0, bytes.length] : range;
  const part = bytes.slice(start, end);
  const headers = {
    ...common,
    'Content-Type': contentType,
    'Content-Disposition': disposition(file.basename),
    'Content-Length': String(part.length),
    ...(range !== 'none' && { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` }),
  };
  const status = range === 'none' ? 200 : 206;
  return new Response(broken ? brokenOff(part) : part, { status, headers });
}
