const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The CRC-32 of ZIP and gzip (ISO 3309), as an unsigned integer. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0);
  return ~crc >>> 0;
}

/** Concatenates byte arrays. */
function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Encodes numbers in little-endian order, each given as a value and its size in bytes, 2 or 4. */
function numbers(...fields: readonly (readonly [value: number, size: 2 | 4])[]): Uint8Array {
  return join(
    fields.map(([value, size]) =>
      Uint8Array.from({ length: size }, (_, byte) => (value >>> (8 * byte)) & 255),
    ),
  );
}

/** The earliest date of the format: 1980-01-01, midnight. */
const dosTime = [0, 2] as const;
const dosDate = [0x21, 2] as const;
/** Flag for names in UTF-8. */
const flags = [0x0800, 2] as const;
const stored = [0, 2] as const;

/**
 * Creates a ZIP archive with uncompressed files, according to PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16.
 * @param files names and contents, in order
 */
export function zip(
  files: readonly { name: string; bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const sizes = [
      [crc32(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [path.length, 2],
      [0, 2],
    ] as const;
    const shared = [flags, stored, dosTime, dosDate, ...sizes] as const;
    const local = join([numbers([0x04034b50, 4], [20, 2], ...shared), path, bytes]);
    locals.push(local);
    const own = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ] as const;
    directory.push(numbers([0x02014b50, 4], [20, 2], [20, 2], ...shared, ...own), path);
    offset += local.length;
  }
  const index = join(directory);
  const count = [files.length, 2] as const;
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    count,
    count,
    [index.length, 4],
    [offset, 4],
    [0, 2],
  );
  return join([...locals, index, end]);
}
