import type { LiveCatalog, LiveVariant } from '~/capture/catalog/live-catalog';
import { addMs, type Clock } from '~/platform/clock/clock';

/**
 * For so long the store's word about a variant counts as its word of now. A mail is on its way about as long after it was made; and a shop whose mails are
 * about the same things would otherwise spend on asking what Shopify lets it ask at all.
 */
const COUNTS_MS = 10_000;
/** Of all shops together; more are asked for anew. */
const MOST_REMEMBERED = 50_000;

interface Answer {
  /** Null: the store does not know it. */
  variant: LiveVariant | null;
  until: Date;
}

/** A catalogue that asks only for what it was not told a moment ago. */
export function createRecentCatalog(catalog: LiveCatalog, clock: Clock): LiveCatalog {
  const answers = new Map<string, Answer>();
  const keyOf = (shopDomain: string, currency: string, id: string) => `${shopDomain} ${currency} ${id}`;

  return {
    async variants(shopDomain, variantIds, currency) {
      const now = clock.now();
      const ids = [...new Set(variantIds)];
      const known = new Map(ids.map((id) => [id, answers.get(keyOf(shopDomain, currency, id))]));
      const unknown = ids.filter((id) => !isFresh(known.get(id), now));
      if (unknown.length > 0) {
        const told = await catalog.variants(shopDomain, unknown, currency);
        if (answers.size + unknown.length > MOST_REMEMBERED) answers.clear();
        for (const id of unknown) {
          const answer = { variant: told.get(id) ?? null, until: addMs(now, COUNTS_MS) };
          answers.set(keyOf(shopDomain, currency, id), answer);
          known.set(id, answer);
        }
      }
      return new Map([...known].flatMap(([id, answer]) => (answer?.variant ? [[id, answer.variant] as const] : [])));
    },
  };
}

const isFresh = (answer: Answer | undefined, now: Date): boolean => answer !== undefined && answer.until > now;
