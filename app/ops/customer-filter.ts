import { z } from 'zod';
import { MAILABILITY_NAMES, type Mailability } from '~/decisions/explanations/consent-words';
import { addMs, minutes } from '~/platform/clock/clock';

const MAILABILITIES = Object.keys(MAILABILITY_NAMES) as [Mailability, ...Mailability[]];

/** How long ago somebody was last seen, in days: `within` so many, or `over`. */
export const SEEN = {
  'within-7': { within: 7 },
  'within-30': { within: 30 },
  'within-90': { within: 90 },
  'over-90': { over: 90 },
  'over-365': { over: 365 },
} as const;

/** What stands in the page's address; anything else there means no filter. */
export const customerFilter = z.object({
  consent: z.enum(['all', ...MAILABILITIES]).catch('all'),
  who: z.string().trim().max(320).catch(''),
  ordered: z.enum(['', 'yes', 'no']).catch(''),
  seen: z.enum(['', ...(Object.keys(SEEN) as (keyof typeof SEEN)[])]).catch(''),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .catch(''),
  has: z.string().trim().max(300).catch(''),
});

export type CustomerFilter = z.infer<typeof customerFilter>;

/** A tag of Shopify's, or a property with its value; `has` without an equals sign is a tag or the name of a property. */
export type Having = { kind: 'tag-or-key'; name: string } | { kind: 'property'; key: string; value: string };

export function readHaving(has: string): Having | null {
  if (!has) return null;
  const at = has.indexOf('=');
  if (at < 1) return { kind: 'tag-or-key', name: has };
  return { kind: 'property', key: has.slice(0, at).trim(), value: has.slice(at + 1).trim() };
}

/** The instants between which somebody must have been last seen. */
export function seenBetween(seen: CustomerFilter['seen'], now: Date): { from: Date | null; until: Date | null } {
  if (!seen) return { from: null, until: null };
  const span = SEEN[seen];
  const ago = (days: number) => addMs(now, -minutes(days * 1_440));
  return 'within' in span ? { from: ago(span.within), until: null } : { from: null, until: ago(span.over) };
}
