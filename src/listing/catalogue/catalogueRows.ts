import type { Json } from '../../api/json.ts';
import type { DataFile } from '../../api/schemas.ts';
import { shapeOfCreated, writeCreated } from './catalogueCreated.ts';
import { CatalogueValues } from './catalogueValues.ts';
import { makeCodes, makeFloats } from './column.ts';
import { sketchPairs } from './columnSearch.ts';
import { isAscii, TextColumn } from './columnText.ts';
import { CodeTable, hashId } from './dictionary.ts';
import { readMicroseconds } from '../order.ts';
import { fold } from '../text.ts';

const DAY_MICROS = 86_400_000_000;

/**
 * The rows of a catalogue in the order in which they came, in columns: some 150 bytes a row where
 * an object takes 1,000. A row is a number; what many rows share stands once in `values`.
 */
export class CatalogueRows {
  readonly values = new CatalogueValues();
  readonly ids = makeFloats();
  /** Microseconds since 1970. */
  readonly created = makeFloats();
  /** All of these are codes in `values`. */
  readonly days = makeCodes();
  readonly shapes = makeCodes();
  readonly projects = makeCodes();
  readonly persons = makeCodes();
  readonly typeLists = makeCodes();
  readonly metadata = makeCodes();
  readonly extensions = makeCodes();
  readonly addresses = makeCodes();
  readonly listings = makeCodes();
  readonly names = new TextColumn();
  /** Names as `fold` gives them, but empty where lower case is all that it does: A to Z alone. */
  readonly foldedNames = new TextColumn();
  /** What follows the beginning, in `values.addresses`, of a download address: id and key. */
  private readonly keys = new TextColumn();

  /** What `sketchPairs` gives of the folded name. */
  readonly sketches = makeCodes();

  /** In the order in which `put` finds the codes. */
  private readonly codeColumns = [
    this.days,
    this.shapes,
    this.projects,
    this.persons,
    this.typeLists,
    this.metadata,
    this.extensions,
    this.addresses,
    this.listings,
    this.sketches,
  ];
  private table = new CodeTable();
  private readonly removed = new Set<number>();

  get length(): number {
    return this.ids.length;
  }

  /** Puts a file at the end, or in its place where its id is known. Gives whether it is new. */
  put(file: DataFile): boolean {
    // Only a row that is really gone lets its id come back at the end.
    if (this.removed.size > 0) this.settle();
    const { values } = this;
    const { head, key } = splitAddress(file);
    const folded = foldedUnlessPlain(file.basename);
    const micros = readMicroseconds(file.created);
    // All that may throw comes first: a row that is broken is not put, not even in part.
    const codes = [
      values.days.code(Math.floor(micros / DAY_MICROS)),
      values.shapes.code(shapeOfCreated(file.created, micros)),
      values.projects.code(file.source_project),
      values.codePerson(file.user),
      values.codeTypeList(file.datatypes),
      values.codeMetadata(file.metadata),
      values.codeExtension(file.basename),
      values.addresses.code(head),
      values.listings.code(file.listed_at),
      sketchPairs(folded === '' ? file.basename.toLowerCase() : folded),
    ];
    const known = this.find(file.id);
    const row = known >= 0 ? known : this.length;
    if (known < 0) this.table.add(hashId(file.id));
    this.ids.set(row, file.id);
    this.created.set(row, micros);
    this.names.put(row, file.basename);
    this.foldedNames.put(row, folded);
    this.keys.put(row, key);
    for (const [i, column] of this.codeColumns.entries()) column.set(row, codes[i] ?? 0);
    return known < 0;
  }

  /** Takes a file out. Gives whether it was there. */
  remove(id: number): boolean {
    const row = this.find(id);
    if (row < 0 || this.removed.has(row)) return false;
    this.removed.add(row);
    return true;
  }

  /** Must come before rows are read or searched: what was removed or replaced is so from now on. */
  settle(): void {
    const kept = this.removed.size === 0 ? null : this.remaining();
    for (const column of [this.names, this.foldedNames, this.keys]) column.settle(kept);
    if (kept === null) return;
    for (const column of [this.ids, this.created]) column.keep(kept);
    for (const column of this.codeColumns) column.keep(kept);
    this.removed.clear();
    this.table = new CodeTable();
    for (let row = 0; row < this.length; row++) this.table.add(hashId(this.ids.at(row)));
  }

  /** The file in a row, equal to what was put. */
  read(row: number): DataFile {
    const { values } = this;
    const id = this.ids.at(row);
    // Written by JSON.stringify from the very values that these must be.
    const datatypes: number[] = JSON.parse(values.typeLists.texts.read(this.typeLists.at(row)));
    const metadata: Json = JSON.parse(values.metadata.texts.read(this.metadata.at(row)));
    const user: DataFile['user'] = JSON.parse(values.persons.texts.read(this.persons.at(row)));
    return {
      id,
      basename: this.names.read(row),
      created: this.readCreated(row),
      datatypes,
      download_url: values.addresses.texts.read(this.addresses.at(row)) + this.keys.read(row),
      metadata,
      source_project: values.projects.values[this.projects.at(row)] ?? 0,
      user,
      listed_at: values.listings.values[this.listings.at(row)] ?? 0,
    };
  }

  /** `created` as it was written. */
  readCreated(row: number): string {
    return writeCreated(this.created.at(row), this.values.shapes.texts.read(this.shapes.at(row)));
  }

  private find(id: number): number {
    return this.table.find(hashId(id), (row) => this.ids.at(row) === id);
  }

  private remaining(): Uint32Array {
    const rows = new Uint32Array(this.length - this.removed.size);
    let count = 0;
    for (let row = 0; row < this.length; row++) {
      if (!this.removed.has(row)) rows[count++] = row;
    }
    return rows;
  }
}

function foldedUnlessPlain(basename: string): string {
  return isAscii(basename) ? '' : fold(basename);
}

/** Links differ from the id on; what comes before is the same for thousands. */
function splitAddress({ id, download_url }: DataFile): { head: string; key: string } {
  const place = download_url.indexOf(`/${id}/`) + 1;
  return { head: download_url.slice(0, place), key: download_url.slice(place) };
}
