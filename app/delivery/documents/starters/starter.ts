import { documentSchema, type EmailDocument } from '../document';
import { de } from './said/de';
import { fr } from './said/fr';
import { he } from './said/he';
import type { Said } from './said/said';

const SAID: Readonly<Record<string, Said>> = { de, fr, he };

interface Drawn {
  kind: string;
  key?: string;
  columns?: Drawn[][];
  [field: string]: unknown;
}

export interface Part {
  ground?: 'paper' | 'ground' | 'accent';
  blocks: Drawn[];
}

/** A document every shop begins with, in sections. A block without a key of its own is called by its kind. */
export function starter({
  parts,
  ...document
}: {
  key: string;
  subject: string;
  preheader: string;
  parts: Part[];
}): EmailDocument {
  const sections = parts.map((part, at) => ({ key: `part-${at + 1}`, ...part, blocks: part.blocks.map(keyed) }));
  const translations = Object.fromEntries(
    Object.entries(SAID).flatMap(([language, said]) => {
      const own = said[document.key];
      return own ? [[language, own]] : [];
    }),
  );
  return documentSchema.parse({ language: 'en', ...document, sections, translations });
}

const keyed = (block: Drawn): Drawn => ({
  key: block.kind,
  ...block,
  ...(block.columns ? { columns: block.columns.map((column) => column.map(keyed)) } : {}),
});

interface Opening {
  heading: string;
  text: string;
  label: string;
  ground: NonNullable<Part['ground']>;
  picture?: 'start' | 'end';
}

/** What a mail begins with: a large picture of what is newest, and words beside it. */
export const opening = ({ ground, ...words }: Opening): Part => ({
  ground,
  blocks: [air('above'), { kind: 'hero', source: { from: 'newest' }, ...words }, air('below', 12)],
});

interface Lookbook {
  key: string;
  heading: string;
  source: { from: 'newest' | 'recommended' };
  count: number;
}

/** Large pictures with few words: the first alone, the others in pairs. */
export const lookbook = (shown: Lookbook): Part => ({
  blocks: [air('above-pictures', 16), { kind: 'product-grid', look: 'lookbook', across: 2, acrossNarrow: 2, ...shown }],
});

const air = (key: string, heightPx = 24): Drawn => ({ key, kind: 'spacer', heightPx });

/** The shop's name or logo in the middle, with room below it for a band. */
export const masthead: Part = { blocks: [{ kind: 'header', align: 'center' }, air('below-header', 16)] };

/** A band of the brand's own colour across the mail, in the middle of which something is said large. */
export const band = (...blocks: Drawn[]): Part => ({
  ground: 'accent',
  blocks: [air('above'), ...blocks.map((each) => ({ align: 'center', ...each })), air('below', 12)],
});
