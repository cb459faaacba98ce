import { z } from 'zod';
import { evidenceOf, type Evidence, type Origin } from '~/customers/consent/evidence';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { findWording, keepWording, wordingEvidence, type Wording } from '~/customers/consent/wordings.server';
import { savePreferences } from '~/customers/preferences/mail-preferences.server';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { usualWording } from '~/delivery/rendering/usual-wording';
import { recordSaleOptOut } from '~/jobs/reports/record-sale-opt-out.server';
import { identifyAndMerge, type ReportContext } from '~/jobs/reports/report-context.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import { FORM_PLACES } from './storefront/form-places';
import { sayYes, type Yes } from './say-yes.server';

export type SignUpDeps = ReportContext['services'] & { db: Database };

export const signUpSchema = z.object({
  email: z
    .string()
    .max(254)
    .transform((raw, context) => {
      const email = normaliseEmail(raw);
      if (!email) context.addIssue({ code: 'custom', message: 'is not an email address' });
      return email ?? '';
    }),
  /** The version of the sentence that was shown. */
  wording: z.number().int().positive(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2}(-[A-Za-z]{2})?$/)
    .nullish(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .nullish(),
  page: z.url().max(2_000).nullish(),
  /** Which of the forms it was; names the figures it counts in. */
  place: z.enum(FORM_PLACES).nullish(),
  firstName: z.string().trim().max(60).nullish(),
  birthday: z.iso.date().nullish(),
  /** What somebody wants to hear about, by keys; none: everything. */
  topics: z.array(z.string().max(40)).max(12).nullish(),
});

export type SignUp = z.infer<typeof signUpSchema>;

/** The same whether or not somebody was known, had agreed, or had unsubscribed: nobody learns that from a form. */
export type SignUpOutcome = { kind: 'taken' } | { kind: 'unknown-wording' };

/** Takes a sign-up through a form of the shop's or the API. */
export function signUp(
  services: SignUpDeps,
  shopId: string,
  told: SignUp,
  from: { source: Yes['source']; origin: Omit<Origin, 'page'>; refusesSale?: boolean },
): Promise<SignUpOutcome> {
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const wording = await findWording(tx, shopId, told.wording);
      if (!wording) return { kind: 'unknown-wording' };
      const context = { services, shopId, dedupeKey: `${from.source}:${services.ids.next()}` };
      const evidence = {
        ...evidenceOf({ ...from.origin, page: told.page ?? null }),
        ...wordingEvidence(wording),
        ...formEvidence(told),
      };
      const countryCode = told.country?.toUpperCase() ?? null;
      const isNew = (await findAddress(services.vault, tx, shopId, told.email)) === null;
      const { addressId, profileId } = await keepPerson(context, tx, isNew ? told : addressOnly(told));
      if (isNew) await keepTopics(context, tx, addressId, told.topics ?? []);
      if (from.refusesSale) await refuseSale(context, tx, profileId, addressId);
      await sayYes(context, tx, { addressId, email: told.email, source: from.source, countryCode, evidence });
      return { kind: 'taken' };
    }),
  );
}

/** Whoever fills in a form may not be whose address it is: what is known of somebody is not changed by it. */
const addressOnly = ({ email, locale, country }: SignUp) => ({ email, locale, country });

const formEvidence = ({ place }: SignUp): Evidence => (place ? { form: place } : {});

/** Keeps what of a shop's topics somebody new wants to hear about. */
async function keepTopics({ services, shopId }: ReportContext, tx: Db, addressId: string, wanted: readonly string[]) {
  const { topics } = await loadConsentSettings(tx, shopId);
  const topicsOff = topics.map(({ key }) => key).filter((key) => !wanted.includes(key));
  if (topicsOff.length === topics.length) return;
  await savePreferences(services, tx, shopId, addressId, { ...NO_PREFERENCES, topicsOff });
}

const refuseSale = ({ services, ...context }: ReportContext, tx: Db, profileId: string, addressId: string) =>
  recordSaleOptOut({ services, ...context }, tx, {
    ...{ profileId, source: 'gpc', occurredAt: services.clock.now(), saidBy: addressId },
  });

/** Finds whose address a form names, or makes them. */
export async function keepPerson(
  context: ReportContext,
  tx: Db,
  told: Pick<SignUp, 'email' | 'locale' | 'country' | 'firstName' | 'birthday'>,
): Promise<{ addressId: string; profileId: string }> {
  const { services, shopId } = context;
  const { email, locale, country } = told;
  const person = {
    ...{ firstName: told.firstName || undefined, birthday: told.birthday ?? undefined },
    ...{ email, seenAt: services.clock.now(), locale: locale ?? undefined },
    countryCode: country?.toUpperCase(),
  };
  await identifyAndMerge(context, tx, { person });
  const address = await findAddress(services.vault, tx, shopId, email);
  if (!address) throw new Error('the vault did not keep the address of a sign-up');
  return { addressId: address.id, profileId: address.profileId };
}

/** The sentence that a shop's sign-up forms show: its own, or the usual one in its language. */
export async function signUpWording(services: SignUpDeps, shopId: string): Promise<Wording> {
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const { wordingVersion } = await loadConsentSettings(tx, shopId);
      const own = wordingVersion && (await findWording(tx, shopId, wordingVersion));
      if (own) return own;
      const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      return keepWording(services, tx, shopId, usualWording(shop.name || shop.domain, shop.locale));
    }),
  );
}
