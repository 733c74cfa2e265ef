import type { Json } from '../../api/json.ts';
import type { DataFile } from '../../api/schemas.ts';
import { Lists, makeCodes } from './column.ts';
import { Dictionary, TextDictionary } from './dictionary.ts';
import { describeMetadata } from '../metadata.ts';
import { extensionOf, fold } from '../text.ts';

/**
 * What rows share, each once under a code. What is found out about a value (the tags in metadata,
 * its text as it is searched) is found out once, however many rows have it.
 */
export class CatalogueValues {
  /** Days since 1970, in UTC. */
  readonly days = new Dictionary<number>();
  readonly projects = new Dictionary<number>();
  /** When pages were listed, ms since 1970: one value for some hundred rows. */
  readonly listings = new Dictionary<number>();
  readonly extensions = new Dictionary<string>();
  /** How dates are written; see `shapeOfCreated`. */
  readonly shapes = new TextDictionary();
  /** Beginnings of download addresses. */
  readonly addresses = new TextDictionary();

  /** The `user` of a row as JSON, and the code of its username. */
  readonly persons = new TextDictionary();
  readonly memberOfPerson = makeCodes();
  readonly members = new Dictionary<string | null>();

  /** The `datatypes` of a row as JSON, and the codes of its data types, each once. */
  readonly typeLists = new TextDictionary();
  readonly typesOfList = new Lists();
  readonly types = new Dictionary<number>();

  /** The `metadata` of a row as JSON, with the codes of its topic and of its list of tags. */
  readonly metadata = new TextDictionary();
  readonly topicOfMetadata = makeCodes();
  readonly tagListOfMetadata = makeCodes();
  /** Description and tags as a search sees them: metadata that differ elsewhere share them. */
  readonly topics = new TextDictionary();
  readonly tagLists = new TextDictionary();
  readonly tagsOfList = new Lists();
  readonly tags = new Dictionary<string>();

  codePerson(user: DataFile['user']): number {
    const code = this.persons.code(JSON.stringify(user));
    if (code === this.memberOfPerson.length) {
      this.memberOfPerson.push(this.members.code(user.username));
    }
    return code;
  }

  codeTypeList(datatypes: readonly number[]): number {
    const code = this.typeLists.code(JSON.stringify(datatypes));
    if (code === this.typesOfList.length) {
      this.typesOfList.append([...new Set(datatypes)].map((id) => this.types.code(id)));
    }
    return code;
  }

  codeMetadata(metadata: Json): number {
    const code = this.metadata.code(JSON.stringify(metadata));
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

  codeExtension(basename: string): number {
    return this.extensions.code(extensionOf(basename));
  }
}
