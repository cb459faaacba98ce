import type { Prisma } from '@prisma/client';
import { z } from 'zod';
import { CONTEXTS } from '~/decisions/recommendations/model';
import { unreachable } from '~/platform/errors';
import { numberWords, percentWords } from './number-words';
import { situationWords } from './situation-words';

const share = z.number().min(0).max(1);
const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('refitted') }),
  z.object({
    kind: z.literal('chosen'),
    contexts: z.array(z.object({ context: z.enum(CONTEXTS), cases: z.number(), isNew: z.boolean() })).catch([]),
  }),
  z.object({
    kind: z.literal('held-back'),
    why: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('worse'), hitRate10: share, before: share }),
      z.object({ kind: z.literal('fewer-products'), products: z.number(), before: z.number() }),
    ]),
  }),
  z.object({ kind: z.literal('waits') }),
]);
type ToldVerdict = z.infer<typeof verdictSchema>;

export interface VerdictWords {
  /** Why the version serves or does not, as it was decided when it was trained. */
  words: string;
  /** It would have been worse: not served of its own. */
  isHeldBack: boolean;
}

/** A version's verdict in a merchant's words; versions of older releases have none. */
export function verdictWords(stored: Prisma.JsonValue, locale: string): VerdictWords {
  const verdict = verdictSchema.safeParse(stored).data;
  if (!verdict) return { words: 'From before versions were compared.', isHeldBack: false };
  return { words: wordsOf(verdict, locale), isHeldBack: verdict.kind === 'held-back' };
}

function wordsOf(verdict: ToldVerdict, locale: string): string {
  switch (verdict.kind) {
    case 'first':
      return 'The first that could be trained: there was nothing to compare it with.';
    case 'refitted':
      return 'It learned what is new. How much each way of choosing counts stayed as it was.';
    case 'chosen':
      return chosenWords(verdict.contexts);
    case 'held-back':
      return heldBackWords(verdict.why, locale);
    case 'waits':
      return 'It waits, as another version had been chosen by hand.';
    default:
      return unreachable(verdict);
  }
}

function chosenWords(contexts: Extract<ToldVerdict, { kind: 'chosen' }>['contexts']): string {
  const compared = contexts.filter(({ cases }) => cases > 0);
  const titles = compared.filter(({ isNew }) => isNew).map(({ context }) => `“${situationWords[context].title}”`);
  const began = 'How much each way of choosing counts was chosen anew.';
  if (compared.length === 0) return `${began} There was too little to compare it with what served before.`;
  if (titles.length === 0) return `${began} Nowhere was that better than what served before, which stayed.`;
  const list = new Intl.ListFormat('en').format(titles);
  return `${began} It was taken where it was no worse than before on orders and visits that neither had seen: ${list}.`;
}

function heldBackWords(why: Extract<ToldVerdict, { kind: 'held-back' }>['why'], locale: string): string {
  if (why.kind === 'worse')
    return `Held back: it found what was wanted among ten in ${percentWords(why.hitRate10, locale)}, the version before in ${percentWords(why.before, locale)}.`;
  return `Held back: it knew only ${numberWords(why.products, locale)} products, the version before ${numberWords(why.before, locale)}. Something may be missing in what was read from the store.`;
}
