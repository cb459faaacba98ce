import { type Colour, darker, distanceBetween, lighter, lightnessOf } from './colour';

/** Colours by the names that products give them: the generator's own option values first, then the words of everyday titles. */
const NAMED: Record<string, Colour> = {
  chalk: '#f2ede4',
  oat: '#e3d5bd',
  sand: '#d9c19c',
  linen: '#cdbfa8',
  clay: '#c98d6b',
  terracotta: '#c4683f',
  rust: '#a94f2f',
  ochre: '#d19a35',
  mustard: '#d8a928',
  olive: '#8a8a45',
  sage: '#9db08f',
  moss: '#6c8457',
  forest: '#3c6350',
  teal: '#3d8084',
  sky: '#9fc3d4',
  denim: '#5b7fa3',
  ink: '#33415f',
  plum: '#7b4a68',
  rose: '#d1878b',
  blush: '#ecc6bd',
  charcoal: '#4b4a4f',
  graphite: '#65666b',
  slate: '#7d8a93',
  walnut: '#7b5237',
  oak: '#c99b66',
  brass: '#c9a04e',
  copper: '#c67b52',
  steel: '#aab2b7',
  amber: '#d08b3a',
  honey: '#e0a53a',
  berry: '#9c3d55',
  lavender: '#a99bc6',
  red: '#c2453f',
  blue: '#4d7fb0',
  pink: '#e39bb0',
  green: '#5f9167',
  white: '#f4f0e8',
  ivory: '#f3ead8',
  cream: '#f1e4c8',
  black: '#3b393e',
  grey: '#9a9a9c',
  gray: '#9a9a9c',
  silver: '#b9bfc4',
  gold: '#cfa64b',
  yellow: '#e6bd45',
  orange: '#dd8540',
  purple: '#86639f',
  brown: '#8a6244',
  turquoise: '#4fa5a5',
  natural: '#d7c3a0',
};

/** For things whose words name no colour. */
const UNNAMED = ['clay', 'sage', 'denim', 'ochre', 'rose', 'teal', 'plum', 'moss', 'terracotta', 'slate', 'oat', 'ink'];
const ACCENTS = [
  '#d8a928',
  '#c4683f',
  '#3c6350',
  '#33415f',
  '#ecc6bd',
  '#f2ede4',
  '#9db08f',
  '#9fc3d4',
  '#a94f2f',
  '#e3d5bd',
];
const WOODS = ['#c99b66', '#b98556', '#d5ae7c', '#8d6242'];
const METALS = ['#c9a04e', '#aab2b7', '#c67b52', '#5a5a5f'];
const GROUNDS = ['#f3ece0', '#e9ede3', '#e4ebee', '#f4e6dd', '#eee6ec', '#efe9d6', '#dfe6e2'];
/** Behind pale things. */
const DEEP_GROUNDS = ['#c3cfbd', '#bccbd3', '#dcbfae', '#cdbccb', '#d8c79c', '#b5c9c4'];

const itemAt = <T>(items: readonly T[], hash: number): T => items[hash % items.length] as T;

/** The colour that a text names, if it names one as a word of its own; the first of several. */
export function namedColour(text: string): Colour | undefined {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const word = words.find((candidate) => Object.hasOwn(NAMED, candidate));
  return word && NAMED[word];
}

export const unnamedColour = (hash: number): Colour => NAMED[itemAt(UNNAMED, hash)] ?? '#c98d6b';

/** A second colour that stands out from the first. */
export function accentFor(main: Colour, hash: number): Colour {
  const apart = ACCENTS.filter((accent) => distanceBetween(accent, main) > 170);
  return apart.length ? itemAt(apart, hash) : lightnessOf(main) > 0.5 ? darker(main, 0.5) : lighter(main, 0.6);
}

/** A ground that the thing stands out from: a pale one where enough of them do, else a deeper one. */
export function groundFor(main: Colour, hash: number): Colour {
  const apart = GROUNDS.filter((ground) => distanceBetween(ground, main) > 90);
  if (apart.length > 2) return itemAt(apart, hash);
  const byDistance = [...DEEP_GROUNDS].sort((a, b) => distanceBetween(b, main) - distanceBetween(a, main));
  return itemAt(byDistance.slice(0, 3), hash);
}

export const woodFor = (hash: number): Colour => itemAt(WOODS, hash);
export const metalFor = (hash: number): Colour => itemAt(METALS, hash);
