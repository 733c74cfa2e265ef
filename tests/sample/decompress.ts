import { crc32 } from 'node:zlib';
import { expect } from 'vitest';

/** Decompresses a gzip file to text. */
export async function ungzip(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).text();
}

/** Reads the texts of a ZIP with uncompressed entries, through the directory at its end, like other ZIP readers. */
export function readZip(bytes: Uint8Array<ArrayBuffer>): Map<string, string> {
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true)).toBe(end);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.slice(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = bytes.slice(start, start + view.getUint32(at + 20, true));
    expect(crc32(content)).toBe(view.getUint32(at + 16, true));
    expect(view.getUint32(local + 14, true)).toBe(view.getUint32(at + 16, true));
    files.set(name, new TextDecoder().decode(content));
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}
