import type { DataFile } from '../api/schemas.ts';
import { readCreated, writeCreated } from './created.ts';
import { CatalogueValues } from './values.ts';
import { type Codes, countUp, makeCodes, makeFloats } from './column.ts';
import { TextColumn } from './columnText.ts';
import { CodeTable, hashId } from './dictionary.ts';
import { indexRows, type RowIndex } from './rowIndex.ts';

const DAY_MICROS = 86_400_000_000;

/**
 * The rows of a catalogue as columns, in the order in which they were added. A row takes about 150 bytes; a `DataFile`
 * object takes about 1,000. A row is identified by its number. Values that rows share are stored once, in `values`.
 */
export class CatalogueRows {
  readonly values = new CatalogueValues();
  readonly ids = makeFloats();
  /** Microseconds since 1970. */
  readonly created = makeFloats();
  /** The following columns contain codes of dictionaries in `values`. */
  readonly days = makeCodes();
  readonly shapes = makeCodes();
  readonly projects = makeCodes();
  readonly persons = makeCodes();
  readonly typeLists = makeCodes();
  readonly metadata = makeCodes();
  readonly extensions = makeCodes();
  readonly addresses = makeCodes();
  readonly listings = makeCodes();
  readonly names = makeCodes();
  /** The rest of each download URL, with id and key, after the prefix in `values.addresses`. */
  private readonly keys = new TextColumn();

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
    this.names,
  ];
  private table = new CodeTable();
  private readonly removed = new Set<number>();
  /** Cached until the rows change. */
  private readonly indexes = new Map<Codes, RowIndex>();
  private allRows: Uint32Array<ArrayBuffer> | null = null;
  private buffer = new Uint32Array(0);
  /** The prefix of the latest download URL. */
  private prefix = { text: '', code: 0 };

  get length(): number {
    return this.ids.length;
  }

  /** Appends a file, or replaces the one with its id. Returns whether it is new. */
  put(file: DataFile): boolean {
    // A removed id that comes back is appended, so its old row must be gone first.
    if (this.removed.size > 0) this.settle();
    const { values } = this;
    // Everything that can throw comes before the first write, so that an invalid file is not added in part.
    const { micros, shape } = readCreated(file.created);
    const day = values.days.code(Math.floor(micros / DAY_MICROS));
    const shapeCode = values.shapes.code(shape);
    const project = values.projects.code(file.source_project);
    const person = values.codePerson(file.user);
    const typeList = values.codeTypeList(file.datatypes);
    const metadata = values.codeMetadata(file.metadata);
    const name = values.codeName(file.basename);
    const keyStart = this.splitAddress(file);
    const listing = values.listings.code(file.listed_at);
    this.clearCaches();
    const known = this.find(file.id);
    const row = known >= 0 ? known : this.length;
    if (known < 0) this.table.add(hashId(file.id));
    this.ids.set(row, file.id);
    this.created.set(row, micros);
    this.days.set(row, day);
    this.shapes.set(row, shapeCode);
    this.projects.set(row, project);
    this.persons.set(row, person);
    this.typeLists.set(row, typeList);
    this.metadata.set(row, metadata);
    this.names.set(row, name);
    this.extensions.set(row, values.extensionOfName.at(name));
    this.addresses.set(row, this.prefix.code);
    this.keys.put(row, file.download_url, keyStart);
    this.listings.set(row, listing);
    return known < 0;
  }

  /** Removes a file. Returns whether it was there. */
  remove(id: number): boolean {
    const row = this.find(id);
    if (row < 0 || this.removed.has(row)) return false;
    this.removed.add(row);
    return true;
  }

  /** Applies removals and replacements. Must be called before rows are read or searched. */
  settle(): void {
    const kept = this.removed.size === 0 ? null : this.remaining();
    this.keys.settle(kept);
    if (kept === null) return;
    for (const column of [this.ids, this.created]) column.keep(kept);
    for (const column of this.codeColumns) column.keep(kept);
    this.removed.clear();
    this.clearCaches();
    this.table = new CodeTable();
    for (let row = 0; row < this.length; row++) this.table.add(hashId(this.ids.at(row)));
  }

  /** The index of the rows by the codes of a column; `size` is the number of codes. */
  indexOf(column: Codes, size: number): RowIndex {
    const known = this.indexes.get(column);
    if (known !== undefined) return known;
    const index = indexRows(column, size);
    this.indexes.set(column, index);
    return index;
  }

  /** All rows. */
  all(): Uint32Array<ArrayBuffer> {
    return (this.allRows ??= countUp(this.length));
  }

  /** A buffer with at least `length` elements. All callers share it: its content is valid until the next call. */
  scratch(): Uint32Array<ArrayBuffer> {
    if (this.buffer.length < this.length) this.buffer = new Uint32Array(this.length);
    return this.buffer;
  }

  /** The file of a row, equal to the one that was added. */
  read(row: number): DataFile {
    const { values } = this;
    const id = this.ids.at(row);
    return {
      id,
      basename: values.names.texts.read(this.names.at(row)),
      created: this.readCreated(row),
      datatypes: values.typeListAt.at(this.typeLists.at(row)),
      download_url: (values.addresses.values[this.addresses.at(row)] ?? '') + this.keys.read(row),
      metadata: values.metadataAt.at(this.metadata.at(row)),
      source_project: values.projects.values[this.projects.at(row)] ?? 0,
      user: values.personAt.at(this.persons.at(row)),
      listed_at: values.listings.values[this.listings.at(row)] ?? 0,
    };
  }

  /** The original text of `created`. */
  readCreated(row: number): string {
    return writeCreated(this.created.at(row), this.values.shapes.values[this.shapes.at(row)] ?? '');
  }

  private find(id: number): number {
    return this.table.find(hashId(id), (row) => this.ids.at(row) === id);
  }

  private clearCaches(): void {
    if (this.allRows === null && this.indexes.size === 0) return;
    this.allRows = null;
    this.indexes.clear();
  }

  /** Sets `prefix` to the start of a download URL. Returns where the rest of the URL starts. */
  private splitAddress({ id, download_url }: DataFile): number {
    const { text } = this.prefix;
    // URLs differ from the id on. Thousands of them share the part before it.
    if (text !== '' && download_url.slice(0, text.length) === text) return text.length;
    const place = download_url.indexOf(`/${id}/`) + 1;
    const prefix = download_url.slice(0, place);
    this.prefix = { text: prefix, code: this.values.addresses.code(prefix) };
    return place;
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
