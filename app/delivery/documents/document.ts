import { z } from 'zod';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { block, saidIn, type Block } from './blocks';
import { liquid, ofEveryBlock } from './blocks/block-parts';
import { leadsSomewhere, NOWHERE } from './blocks/target';
import { colour } from './brand-kit';

export type { Block } from './blocks';

/** Blocks on one ground, shown together or not at all. */
export const section = z.object({
  ...ofEveryBlock,
  /** What stands behind it: a colour of its own, or of the brand kit; on its accent words have the ink that reads best there. */
  ground: z.union([colour, z.enum(['paper', 'ground', 'accent'])]).optional(),
  blocks: z.array(block).min(1).max(50),
});
export type Section = z.infer<typeof section>;

const MOST_BLOCKS = 100;

/** What a document says in another language, by `sayings`' places; what is missing is said as in the document itself. */
const translations = z.record(z.string().regex(/^[a-z]{2}$/), z.record(z.string().max(80), liquid));

const whole = z.object({
  key: z.string(),
  /** For the merchant alone. */
  name: z.string().trim().min(1).max(120).optional(),
  /** Of its words. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  subject: liquid.min(1),
  preheader: liquid,
  sections: z.array(section).min(1).max(40),
  translations: translations.optional(),
  /** Also made as AMP for email, for mail servers that carry it. Absent: not. */
  amp: z.boolean().optional(),
});

/** A mail as a tree of sections and blocks: what an editor edits, and exactly what is compiled and sent. A bare list of blocks is one section. */
export const documentSchema = z.preprocess(
  inSections,
  whole.superRefine((document, context) => {
    const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const blocks = blocksOf(document);
    const forAll = document.sections
      .flatMap((each) => (each.shownIf ? [] : each.blocks))
      .filter((each) => !each.shownIf);
    if (!forAll.some(({ kind }) => kind === 'footer' || kind === 'service-footer'))
      problem(
        ['sections'],
        'there is no footer that everybody is shown; every mail needs one, with the postal address and the way to unsubscribe',
      );
    if (blocks.length > MOST_BLOCKS) problem(['sections'], `a mail holds ${MOST_BLOCKS} blocks at most`);
    const keys = [...document.sections, ...blocks].map(({ key }) => key);
    const twice = keys.find((key, at) => keys.indexOf(key) !== at);
    if (twice) problem(['sections'], `two parts have the key “${twice}”`);
    for (const [at, { blocks: own }] of document.sections.entries())
      for (const [nth, each] of own.entries()) {
        const isLost = (each.kind === 'button' || (each.kind === 'image' && each.to)) && !leadsSomewhere(each as never);
        if (isLost) problem(['sections', at, 'blocks', nth, ...NOWHERE.path], NOWHERE.message);
      }
  }),
);

export type EmailDocument = z.infer<typeof whole>;

/** Documents were a list of blocks before they had sections: those read as one section, whose parts are called by their kind and place. */
function inSections(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('blocks' in raw) || 'sections' in raw) return raw;
  const { blocks, ...rest } = raw;
  if (!Array.isArray(blocks)) return raw;
  const keyed = blocks.map((each: unknown, at) =>
    typeof each === 'object' && each !== null
      ? { key: `${'kind' in each ? String(each.kind) : 'block'}-${at + 1}`, ...each }
      : each,
  );
  return { ...rest, sections: [{ key: 'all', blocks: keyed }] };
}

/** Every block of a document, those in columns included, from top to bottom. */
export const blocksOf = ({ sections }: Pick<EmailDocument, 'sections'>): Block[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((each) => [each, ...(each.kind === 'columns' ? each.columns.flat() : [])]),
  );

/** Conditions of a document, by the key of what they are about. */
export const conditionsOf = (document: EmailDocument): ReadonlyMap<string, Rule> =>
  new Map(
    [...document.sections, ...blocksOf(document)].flatMap(({ key, shownIf }) =>
      shownIf ? [[key, ruleSchema.parse(shownIf)] as const] : [],
    ),
  );

/** A place in a document where words of the merchant's stand. */
export interface Saying {
  /** `subject`, `preheader`, or `KEY.FIELD` of a block. */
  place: string;
  text: string;
}

export const sayingsOf = (document: EmailDocument): Saying[] => [
  { place: 'subject', text: document.subject },
  { place: 'preheader', text: document.preheader },
  ...blocksOf(document).flatMap((each) =>
    saidIn(each).map(([field, text]) => ({ place: `${each.key}.${field}`, text })),
  ),
];
