import type { DataFile, Json } from '../api/schemas.ts';
import { Lists, makeCodes } from './column.ts';
import { TextColumn } from './columnText.ts';
import { Dictionary, Recent, TextDictionary } from './dictionary.ts';
import { describeMetadata } from '../domain/metadata.ts';
import { RecentMetadata } from './recentMetadata.ts';
import { extensionOf, fold } from '../domain/text.ts';
import { WordIndex } from './wordIndex.ts';

type User = DataFile['user'];

/**
 * The values that rows share, each stored once under a code. Derived values (such as the tags in metadata, or the
 * folded form of a name) are computed once per value, not once per row.
 */
export class CatalogueValues {
  /** Days since 1970, in UTC. */
  readonly days = new Dictionary<number>();
  readonly projects = new Dictionary<number>();
  /** When pages were listed, ms since 1970: one value for hundreds of rows. */
  readonly listings = new Dictionary<number>();
  readonly extensions = new Dictionary<string>();
  /** The formats of dates; see `Created`. */
  readonly shapes = new Dictionary<string>();
  /** Prefixes of download URLs. */
  readonly addresses = new Dictionary<string>();

  readonly names = new TextDictionary();
  /** Folded names; empty for ASCII names, which folding changes only to lower case. */
  readonly foldedNames = new TextColumn();
  readonly extensionOfName = makeCodes();
  readonly wordsOfNames = new WordIndex(this.names.texts, this.foldedNames);

  /** The `user` of a row as JSON, and the code of its username. */
  readonly persons = new TextDictionary();
  readonly memberOfPerson = makeCodes();
  readonly members = new Dictionary<string | null>();
  /** The last person of each member, by the member's code. */
  private readonly recentPersons: { user: User; code: number }[] = [];

  /** The `datatypes` of a row, joined by commas, and the distinct codes of its data types. */
  readonly typeLists = new Dictionary<string>();
  readonly typesOfList = new Lists();
  readonly types = new Dictionary<number>();

  /** The `metadata` of a row as JSON, with the codes of its topic and of its list of tags. */
  readonly metadata = new TextDictionary();
  readonly topicOfMetadata = makeCodes();
  readonly tagListOfMetadata = makeCodes();
  private readonly recentMetadata = new RecentMetadata();
  /** The folded text of description and tags, shared by metadata that differ elsewhere. */
  readonly topics = new TextDictionary();
  readonly wordsOfTopics = new WordIndex(this.topics.texts, null);
  readonly tagLists = new TextDictionary();
  readonly tagsOfList = new Lists();
  readonly tags = new Dictionary<string>();

  // The JSON comes from JSON.stringify of values of these types, so it needs no validation.
  readonly personAt = new Recent<User>((code) => JSON.parse(this.persons.texts.read(code)));
  readonly metadataAt = new Recent<Json>((code) => JSON.parse(this.metadata.texts.read(code)));
  readonly typeListAt = new Recent<number[]>((code) =>
    JSON.parse(`[${this.typeLists.values[code] ?? ''}]`),
  );

  codeName(basename: string): number {
    const code = this.names.code(basename);
    if (code === this.extensionOfName.length) {
      const { texts } = this.names;
      // One byte per code unit means ASCII.
      const isAscii = texts.endOf(code) - texts.starts.at(code) === basename.length;
      this.foldedNames.append(isAscii ? '' : fold(basename));
      this.extensionOfName.push(this.extensions.code(extensionOf(basename)));
    }
    return code;
  }

  codePerson(user: User): number {
    const member = this.members.code(user.username);
    // Skip JSON.stringify if the person equals the member's latest one, which is nearly always the case.
    const recent = this.recentPersons[member];
    if (recent?.user.id === user.id && recent.user.name === user.name) return recent.code;
    const code = this.persons.code(JSON.stringify(user));
    if (code === this.memberOfPerson.length) this.memberOfPerson.push(member);
    this.recentPersons[member] = { user, code };
    return code;
  }

  codeTypeList(datatypes: readonly number[]): number {
    // Most files have one data type, and a template string is faster than `join`.
    const list = datatypes.length === 1 ? `${datatypes[0]}` : datatypes.join(',');
    const code = this.typeLists.code(list);
    if (code === this.typesOfList.length) {
      this.typesOfList.append([...new Set(datatypes)].map((id) => this.types.code(id)));
    }
    return code;
  }

  codeMetadata(metadata: Json): number {
    const recent = this.recentMetadata.find(metadata);
    if (recent >= 0) return recent;
    const json = JSON.stringify(metadata);
    const code = this.metadata.code(json);
    this.recentMetadata.keep(metadata, code, json.length);
    if (code === this.topicOfMetadata.length) {
      const { description, tags } = describeMetadata(metadata);
      this.topicOfMetadata.push(this.topics.code(fold([description, ...tags].join('\n'))));
      const list = this.tagLists.code(JSON.stringify(tags));
      if (list === this.tagsOfList.length) {
        this.tagsOfList.append(tags.map((tag) => this.tags.code(tag)));
      }
      this.tagListOfMetadata.push(list);
    }
    return code;
  }
}
