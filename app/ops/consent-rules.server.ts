import { z } from 'zod';
import {
  loadConsentSettings,
  saveConsentSettings,
  type ConsentSettings,
} from '~/customers/consent/consent-settings.server';
import { USUAL_COUNTRIES } from '~/customers/consent/double-opt-in';
import { findWording, keepWording } from '~/customers/consent/wordings.server';
import { topicsSchema, type Topic } from '~/customers/preferences/topics';
import { namedFlows } from '~/decisions/flows/flow-names.server';
import { usualWording } from '~/delivery/rendering/usual-wording';
import { loadSender, saveTransactionalStream } from '~/delivery/sending/sender.server';
import { checkTransactionalStream } from '~/integrations/postmark/connect-transactional-stream.server';
import type { PostmarkClients } from '~/integrations/postmark/postmark-client.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Shop } from '@prisma/client';
import { countriesIn, countryCodes } from './country-codes';
import type { SaveOutcome } from './save-outcome';
import { inShop, type PageDeps } from './shop-context.server';

export type ConsentRulesDeps = PageDeps & { postmark: PostmarkClients; systemClock: SystemClock };

/** How a shop asks for consent, as its settings show it. */
export interface ConsentRules {
  doubleOptIn: 'off' | 'everywhere' | 'countries';
  /** `DE, AT`. */
  countries: string;
  transactionalStream: string | null;
  hasSender: boolean;
  topics: Topic[];
  /** What topics can be about. */
  flows: { key: string; name: string }[];
  wording: string;
}

export function consentRules(deps: PageDeps, shopDomain: string): Promise<ConsentRules> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { doubleOptIn, topics, wordingVersion } = await loadConsentSettings(db, shop.id);
    const sender = await db.sender.findUnique({ where: { shopId: shop.id }, select: { transactionalStream: true } });
    const own = wordingVersion ? await findWording(db, shop.id, wordingVersion) : null;
    return {
      doubleOptIn: doubleOptIn.mode,
      countries: (doubleOptIn.countries.length ? doubleOptIn.countries : USUAL_COUNTRIES).join(', '),
      transactionalStream: sender?.transactionalStream ?? null,
      hasSender: sender !== null,
      topics,
      flows: await namedFlows(db, shop.id),
      wording: own?.text ?? usualWording(shop.name || shop.domain, shop.locale).text,
    };
  });
}

const countryList = z.string().transform(countriesIn).pipe(countryCodes);

const topicsJson = z.string().transform((text, context) => {
  const parsed = topicsSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const form = z
  .object({
    doubleOptIn: z.enum(['off', 'everywhere', 'countries']),
    countries: countryList,
    transactionalStream: z
      .string()
      .trim()
      .max(100)
      .transform((stream) => stream || null),
    topics: topicsJson,
    wording: z.string().trim().min(10, 'must say what people agree to').max(1_000, 'must be at most 1,000 characters'),
  })
  .refine(({ doubleOptIn, countries }) => doubleOptIn !== 'countries' || countries.length > 0, {
    path: ['countries'],
    message: 'must name at least one country',
  });

/** Saves how a shop asks for consent. A stream is checked at Postmark before anything is saved. */
export async function saveConsentRules(deps: ConsentRulesDeps, shopDomain: string, raw: unknown): Promise<SaveOutcome> {
  const parsed = form.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'refused', problems };
  }
  return inShop(deps, shopDomain, async (db, shop) => {
    const problem = await streamProblem(deps, db, shop.id, parsed.data.transactionalStream);
    if (problem) return { kind: 'refused', problems: [{ field: 'transactionalStream', message: problem }] };
    await deps.db.transaction((tx) => save(deps, tx, shop, parsed.data));
    return { kind: 'saved' };
  });
}

async function streamProblem(
  deps: ConsentRulesDeps,
  db: Db,
  shopId: string,
  stream: string | null,
): Promise<string | null> {
  if (!stream) return null;
  const sender = await loadSender(deps.vault, db, shopId);
  if (!sender) return 'cannot be checked yet: say who the mail is from first, with your Postmark server’s token';
  const check = await checkTransactionalStream(deps.postmark, { token: sender.postmarkToken, stream });
  return check.kind === 'refused' ? check.problem : null;
}

async function save(deps: ConsentRulesDeps, tx: Db, shop: Shop, input: z.infer<typeof form>): Promise<void> {
  const usual = usualWording(shop.name || shop.domain, shop.locale);
  const isOwn = input.wording !== usual.text;
  const wording = isOwn && (await keepWording(deps, tx, shop.id, { locale: usual.locale, text: input.wording }));
  const settings: ConsentSettings = {
    doubleOptIn: { mode: input.doubleOptIn, countries: input.countries },
    topics: input.topics,
    wordingVersion: wording ? wording.version : null,
  };
  await saveConsentSettings(tx, shop.id, settings);
  const hasSender = await tx.sender.findUnique({ where: { shopId: shop.id }, select: { shopId: true } });
  if (hasSender) await saveTransactionalStream(tx, shop.id, input.transactionalStream);
}
