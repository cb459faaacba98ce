import { z } from 'zod';
import { openConfirmation } from '~/customers/consent/confirmations.server';
import { evidenceOf, type Evidence, type Origin } from '~/customers/consent/evidence';
import { mustConfirm } from '~/customers/consent/double-opt-in';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { keepWording, wordingEvidence } from '~/customers/consent/wordings.server';
import { loadPreferences, savePreferences } from '~/customers/preferences/mail-preferences.server';
import {
  FREQUENCIES,
  PAUSE_DAYS,
  pauseEnd,
  type PauseDays,
  type Preferences,
} from '~/customers/preferences/preferences';
import { requestPrivacy, type PrivacyKind } from '~/customers/preferences/privacy-requests.server';
import { openWishes, type OpenWish } from '~/customers/wants/open-wishes.server';
import { cancelRequest } from '~/customers/wants/product-requests.server';
import type { Topic } from '~/customers/preferences/topics';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { planConfirmation } from '~/decisions/send-policy/plan-confirmation.server';
import { usualWording } from '~/delivery/rendering/usual-wording';
import { readPreferencesToken, type LinkOwner } from '~/delivery/sending/own-links';
import { tellNo } from '~/jobs/reports/record-consent.server';
import type { ReportContext } from '~/jobs/reports/report-context.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import { readerShop, type ReaderShop } from './reader-shop.server';
import { sayYes } from './say-yes.server';

export type CentreDeps = ReportContext['services'] & { db: Database };

/** What somebody finds at their preference centre. No address and no name: who holds the link may not be its owner. */
export interface Centre {
  shop: ReaderShop;
  topics: Topic[];
  preferences: Preferences;
  /** What they asked to be told of and were not told yet. */
  wishes: OpenWish[];
  /** Whether marketing mail comes at all, or was asked to be confirmed. */
  mail: 'comes' | 'asked' | 'stopped';
  now: Date;
}

/** The page behind a link; null where it is not one of ours. An address that is not here any more looks like one that never chose anything. */
export async function preferenceCentre(services: CentreDeps, token: string): Promise<Centre | null> {
  const owner = readPreferencesToken(services.vault, token);
  return owner && withShop(owner.shopId, () => centreOf(services, services.db.prisma, owner));
}

async function centreOf(services: CentreDeps, db: Db, { shopId, addressId }: LinkOwner): Promise<Centre | null> {
  const shop = await readerShop(db, shopId);
  if (!shop) return null;
  const { topics } = await loadConsentSettings(db, shopId);
  const { state } = await consentOf(db, shopId, addressId, 'marketing');
  const mail = state === 'granted' ? 'comes' : state === 'pending' ? 'asked' : 'stopped';
  const now = services.clock.now();
  const wishes = await openWishes(db, shopId, addressId, now);
  return { shop, topics, preferences: await loadPreferences(db, shopId, addressId), wishes, mail, now };
}

export const choiceSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    topics: z.array(z.string().max(40)).max(20),
    frequency: z.enum(['any', 'weekly', 'monthly']),
    locale: z.enum(['', 'en', 'de', 'fr']),
  }),
  z.object({
    intent: z.literal('pause'),
    days: z.coerce.number().pipe(z.custom<PauseDays>((days) => PAUSE_DAYS.includes(days as PauseDays))),
  }),
  z.object({ intent: z.literal('resume') }),
  z.object({ intent: z.literal('take-back'), wish: z.uuid() }),
  z.object({ intent: z.literal('unsubscribe') }),
  z.object({ intent: z.literal('subscribe') }),
  z.object({ intent: z.literal('download') }),
  z.object({ intent: z.literal('delete') }),
]);

export type Choice = z.infer<typeof choiceSchema>;

/** What the page says was done. */
export type Done = 'saved' | 'paused' | 'resumed' | 'takenBack' | 'unsubscribed' | 'subscribed' | 'mailed';

/** Does what somebody chose. For an address that is not here any more nothing is done, and the answer is the same. */
export async function choose(
  services: CentreDeps,
  token: string,
  choice: Choice,
  origin: Origin,
): Promise<{ done: Done; centre: Centre } | null> {
  const owner = readPreferencesToken(services.vault, token);
  if (!owner) return null;
  return withShop(owner.shopId, async () => {
    const isOurs = (await readerShop(services.db.prisma, owner.shopId)) !== null;
    if (!isOurs) return null;
    const dedupeKey = `preference-centre:${services.ids.next()}`;
    const context = { services, shopId: owner.shopId, dedupeKey };
    const done = await services.db.transaction((tx) => act(context, tx, owner, choice, evidenceOf(origin)));
    const centre = await centreOf(services, services.db.prisma, owner);
    return centre && { done, centre };
  });
}

async function act(
  context: ReportContext,
  tx: Db,
  { shopId, addressId }: LinkOwner,
  choice: Choice,
  evidence: Evidence,
): Promise<Done> {
  const { services } = context;
  const change = (preferences: Partial<Preferences>) => changePreferences(context, tx, addressId, preferences);
  switch (choice.intent) {
    case 'save':
      await change(await chosen(tx, shopId, choice));
      return 'saved';
    case 'pause':
      await change({ pausedUntil: pauseEnd(services.clock.now(), choice.days) });
      return 'paused';
    case 'resume':
      await change({ pausedUntil: null });
      return 'resumed';
    case 'take-back':
      await cancelRequest(services, tx, shopId, { id: choice.wish, addressId });
      return 'takenBack';
    case 'unsubscribe':
      await unsubscribe(context, tx, addressId, evidence);
      return 'unsubscribed';
    case 'subscribe':
      return subscribe(context, tx, addressId, evidence);
    case 'download':
    case 'delete':
      await askByMail(context, tx, addressId, choice.intent, evidence);
      return 'mailed';
  }
}

/** The boxes that are ticked are wanted; topics the shop does not have are nobody's to refuse. */
async function chosen(
  tx: Db,
  shopId: string,
  { topics: wanted, frequency, locale }: Extract<Choice, { intent: 'save' }>,
): Promise<Partial<Preferences>> {
  const { topics } = await loadConsentSettings(tx, shopId);
  const topicsOff = topics.map(({ key }) => key).filter((key) => !wanted.includes(key));
  return { topicsOff, minutesBetween: FREQUENCIES[frequency], locale: locale || null };
}

async function changePreferences(
  { services, shopId }: ReportContext,
  tx: Db,
  addressId: string,
  changes: Partial<Preferences>,
): Promise<void> {
  const isKnown = await tx.address.findUnique({
    where: { shopId_id: { shopId, id: addressId } },
    select: { id: true },
  });
  if (!isKnown) return;
  const preferences = { ...(await loadPreferences(tx, shopId, addressId)), ...changes };
  await savePreferences(services, tx, shopId, addressId, preferences);
}

async function unsubscribe(context: ReportContext, tx: Db, addressId: string, evidence: Evidence): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const occurredAt = services.clock.now();
  const statement = { addressId, source: 'preference-centre', occurredAt, evidence, dedupeKey } as const;
  const change = await revokeConsent(services, tx, shopId, statement);
  if (change) await tellNo(context, tx, change, { messageId: null, occurredAt });
}

async function subscribe(context: ReportContext, tx: Db, addressId: string, evidence: Evidence): Promise<Done> {
  const { services, shopId } = context;
  const recipient = await openRecipient(services.vault, tx, shopId, addressId);
  const address =
    recipient &&
    (await tx.address.findUnique({ where: { shopId_id: { shopId, id: addressId } }, include: { profile: true } }));
  if (!recipient || !address) return isAnybodyAsked(tx, shopId);
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const wording = await keepWording(services, tx, shopId, usualWording(shop.name || shop.domain, shop.locale));
  const outcome = await sayYes(context, tx, {
    ...{ addressId, email: recipient.email, source: 'preference-centre', countryCode: address.profile.countryCode },
    evidence: { ...evidence, ...wordingEvidence(wording) },
  });
  return outcome === 'asked' ? 'mailed' : 'subscribed';
}

/** What is said of an address that is not here any more: the same as of one that is. */
async function isAnybodyAsked(tx: Db, shopId: string): Promise<Done> {
  const { doubleOptIn } = await loadConsentSettings(tx, shopId);
  return mustConfirm(doubleOptIn, null) ? 'mailed' : 'subscribed';
}

/** A mail was perhaps forwarded: what cannot be undone, or shows everything, is asked again in the mailbox itself. */
async function askByMail(
  { services, shopId }: ReportContext,
  tx: Db,
  addressId: string,
  kind: PrivacyKind,
  evidence: Evidence,
): Promise<void> {
  const isKnown = await tx.address.findUnique({
    where: { shopId_id: { shopId, id: addressId } },
    select: { id: true },
  });
  const question = isKnown && (await openConfirmation(services, tx, shopId, { kind, addressId, evidence }));
  if (!question) return;
  await requestPrivacy(services, tx, shopId, { id: question.id, kind, addressId });
  await planConfirmation(services, tx, question);
}
