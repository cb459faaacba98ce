import { z } from 'zod';
import { ruleSchema } from '~/customers/rules/rule';
import type { BrandKit } from '../brand-kit';
import type { MailWords } from '../words/mail-words';

/** Text with Liquid in it: `Hello {{ person.firstName | default: "there" }}`. */
export const liquid = z.string().max(5_000);
export const align = z.enum(['start', 'center', 'end']);
export type Align = z.infer<typeof align>;

/** What every block has: a name by which translations, conditions and comments speak of it, and to whom it is shown. */
export const ofEveryBlock = {
  key: z.string().regex(/^[a-z0-9-]{1,40}$/, 'a key is small letters, figures and hyphens'),
  /** Absent: to everybody. */
  shownIf: ruleSchema.optional(),
};

/** What a block is made with. */
export interface Making {
  kit: BrandKit;
  words: MailWords;
  /** What stands behind it: a colour. */
  ground: string;
  /** In which words stand on it; absent: as everywhere. */
  ink?: string;
  /** In which links stand on it. */
  linkColour: string;
  /** Pixels between its edge and what stands in it. */
  insetPx: number;
  /** The class of its rows, by which dark mode knows them; empty where the ground is a colour of its own, which stays. */
  rowClass: string;
  /** Each block stands between marks, so that a preview can tell which of them is pointed at. */
  isMarked: boolean;
}

/** How one kind of block is made. Liquid stands in all of it as opaque text. */
export interface BlockParts<B> {
  /** As rows of a mail: whole MJML sections. */
  rows: (block: B, making: Making) => string;
  /** As what can stand in a column; absent: it needs the mail's whole width. */
  inColumn?: (block: B, making: Making) => string;
  /** For those who read plain text. */
  text: (block: B, making: Making) => string;
  /** Fields that hold words of the merchant's, which can be said in another language. */
  saying?: readonly (keyof B & string)[];
}

/** A block that can stand in a column is a row with one column otherwise. */
export const ofColumn = <B>(
  parts: Required<Pick<BlockParts<B>, 'inColumn' | 'text'>> & Pick<BlockParts<B>, 'saying'>,
): BlockParts<B> => ({ ...parts, rows: (block, making) => row(making, parts.inColumn(block, making)) });

/** A row of one column. */
export const row = (
  { ground, rowClass }: Pick<Making, 'ground' | 'rowClass'>,
  content: string,
  padding = '0',
): string =>
  `<mj-section css-class="${rowClass}" background-color="${ground}" padding="${padding}"><mj-column>${content}</mj-column></mj-section>`;

/** `start` is where reading begins. */
export function sideOf(side: Align, { words }: Pick<Making, 'words'>): 'left' | 'center' | 'right' {
  if (side === 'center') return 'center';
  return (side === 'start') === (words.direction === 'ltr') ? 'left' : 'right';
}

/** For what a reader can do without: MJML's own way to leave something out of one row. */
export const onlyIf = (condition: string, content: string): string =>
  `<mj-raw>{% if ${condition} %}</mj-raw>${content}<mj-raw>{% endif %}</mj-raw>`;
