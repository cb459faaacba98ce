import type { StoreProduct } from '../../store';
import { hashText } from '../seeded-random';
import { FORMS, type FormName } from './form-catalogue';
import type { Look, Pattern } from './look';
import { accentFor, metalFor, namedColour, unnamedColour, woodFor } from './palette';

/** The parts of a product that decide its picture. */
export type Drawable = Pick<StoreProduct, 'handle' | 'title' | 'productType' | 'tags' | 'variants'>;

/** Patterns that suit a style; products without one of these tags may have any. */
const STYLE_PATTERNS: Record<string, Pattern[]> = {
  nordic: ['plain', 'speckle', 'dip', 'stripes'],
  botanical: ['sprig', 'sprig', 'plain', 'speckle'],
  industrial: ['plain', 'speckle', 'dip'],
  'mid-century': ['dots', 'waves', 'dip', 'checks'],
  coastal: ['stripes', 'waves', 'plain'],
  bohemian: ['dots', 'waves', 'checks', 'sprig'],
};
const ANY_PATTERN: Pattern[] = ['plain', 'stripes', 'dots', 'dip', 'speckle', 'sprig', 'checks', 'waves'];

/** Words that tell a theme, an occasion or a packing rather than a thing: they count only where nothing better is found. */
const VAGUE = new Set(
  'gift box set pack garden decoration christmas heart star bell ring flower light lights cake letter egg bead'.split(
    ' ',
  ),
);

const PHRASES = Object.entries(FORMS)
  .flatMap(([name, { words }]) => words.map((phrase) => ({ name: name as FormName, phrase: ` ${phrase} ` })))
  .sort((a, b) => b.phrase.length - a.phrase.length);

/** The form that the product's type calls for, else its title ("Box with heart" is a box), else a gift box. */
export function chooseForm(product: Pick<Drawable, 'productType' | 'title'>): FormName {
  const { productType, title } = product;
  const [thing = ''] = title.toLowerCase().split(/ with | for /);
  const precise = formIn(productType, false) ?? formIn(thing, false) ?? formIn(title, false);
  return precise ?? formIn(thing, true) ?? formIn(productType, true) ?? 'giftBox';
}

function formIn(text: string, vague: boolean): FormName | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  const asWritten = ` ${words.join(' ')} `;
  const singular = ` ${words.map(singularOf).join(' ')} `;
  const occurs = (phrase: string): boolean => asWritten.includes(phrase) || singular.includes(phrase);
  return PHRASES.find(({ phrase }) => VAGUE.has(phrase.trim()) === vague && occurs(phrase))?.name;
}

const singularOf = (word: string): string =>
  /(ss|us)$/.test(word)
    ? word.replace(/sses$/, 'ss')
    : word.replace(/(?<=ch|sh|x|ss)es$/, '').replace(/(?<=.{2})s$/, '');

export function chooseLook(product: Drawable): Look {
  const hash = (what: string): number => hashText(`${product.handle}/${what}`);
  const main = colourOf(product) ?? unnamedColour(hash('colour'));
  const patterns = product.tags.map((tag) => STYLE_PATTERNS[tag.toLowerCase()]).find(Boolean) ?? ANY_PATTERN;
  return {
    main,
    accent: accentFor(main, hash('accent')),
    wood: woodFor(hash('wood')),
    metal: metalFor(hash('metal')),
    pattern: patterns[hash('pattern') % patterns.length] ?? 'plain',
    build: (hash('build') % 1000) / 1000,
  };
}

/** The first variant's colour, else one in the title. */
function colourOf(product: Drawable): string | undefined {
  const options = product.variants[0]?.selectedOptions ?? [];
  const named = options.map(({ value }) => namedColour(value)).find(Boolean);
  return named ?? namedColour(product.title);
}
