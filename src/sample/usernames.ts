import { hash, pick } from './hash.ts';

const adjectives = (
  'amber ample azure bold brave breezy bright brisk calm candid chilly civil clever cobalt copper coral cosmic crisp ' +
  'curious dapper daring dewy distant dusky eager early easy elder fabled fair fancy fleet fond frosty gentle gilded ' +
  'glad golden grand green happy hazel hidden humble icy indigo ivory jade jolly keen kind lilac little lively lucid ' +
  'merry mighty misty modest mossy nimble noble northern olive open opal orange patient pearly plucky polite quick ' +
  'quiet rapid rosy royal rustic sandy scarlet shy silent silver simple smoky snowy solar spry steady sunny swift ' +
  'tawny tender tidal tiny twilight upbeat velvet violet vivid warm western wild windy witty yellow young zesty'
).split(' ');

const nouns = (
  'acorn alder anchor aspen badger beacon birch bramble brook cedar clover comet creek cricket crow curlew delta dune ' +
  'ember falcon fern finch fjord fox gale glade grove gull harbor hare hazel heron island ivy juniper kestrel kite ' +
  'lagoon lantern lark lichen linnet lynx maple marsh meadow moth newt nettle oak orchid osprey otter owl pebble pine ' +
  'plover pond poppy quail raven reed river robin rook sage seal shore sparrow spruce starling stone swallow teal ' +
  'thistle thrush tide trout tulip vale walnut willow wren yarrow'
).split(' ');

/** Hidden members whose short usernames are part of other usernames, so that the sample has empty rows. */
export const shortHidden: readonly string[] = ['ann', 'bo', 'eli', 'sam', 'tom'];

/** Usernames that contain those of hidden members. */
const holders = [
  'annika_birch',
  'bobolink_fan',
  'hannah_wren',
  'elinor_oak',
  'samphire_9',
  'tomtit_reed',
];

/** A block of the list with fewer members than this has generated usernames only. */
const smallBlock = 40;

/**
 * Creates usernames that all sort before the recorded members' `member_01`, or all after `member_11`.
 * @param side which of the two
 * @param count number of usernames, all different
 * @returns the usernames in code unit order, which is the order of the list
 */
export function usernames(side: 'before' | 'after', count: number): string[] {
  const belongs = (word: string) => (side === 'before' ? word < 'member_' : word > 'member_~');
  const words = adjectives.filter(belongs);
  const salt = side === 'before' ? 100 : 200;
  const names = new Set<string>(
    count < smallBlock ? [] : [...shortHidden, ...holders].filter(belongs),
  );
  for (let turn = 0; names.size < count; turn++) {
    const pair = `${pick(words, turn, salt)}_${pick(nouns, turn, salt + 1)}`;
    const number = hash(turn, salt + 2);
    names.add(number % 3 === 0 ? `${pair}${(number >>> 4) % 10_000}` : pair);
  }
  return [...names].toSorted((a, b) => (a < b ? -1 : 1));
}

const otherNames = [
  'Zoë Ångström-Lind',
  '林 小雨',
  'Иней',
  'نور',
  'Màiri NicUilleim',
  '🦊',
  'Ó Fionnghalaigh',
  '',
];

/** The display name for a username: usually a capitalised version, sometimes a different name, or none. */
export function displayName(username: string, member: number): string {
  if (hash(member, 31) % 25 === 0) return pick(otherNames, member, 32);
  return username
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
