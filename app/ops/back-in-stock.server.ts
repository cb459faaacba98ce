import { z } from 'zod';
import { openConfirmation } from '~/customers/consent/confirmations.server';
import { consentToBeTold } from '~/customers/consent/consent';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { mustConfirm } from '~/customers/consent/double-opt-in';
import { evidenceOf, type Evidence, type Origin } from '~/customers/consent/evidence';
import { consentOf, recordConsent } from '~/customers/consent/ledger.server';
import { findWording, keepWording, wordingEvidence, type Wording } from '~/customers/consent/wordings.server';
import { keepRequest } from '~/customers/wants/product-requests.server';
import { planConfirmation } from '~/decisions/send-policy/plan-confirmation.server';
import { backInStockWords } from '~/delivery/rendering/usual-wording';
import { cancelRequestUrl } from '~/delivery/sending/own-links';
import type { ReportContext } from '~/jobs/reports/report-context.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { keepPerson, signUpSchema, type SignUpDeps } from './sign-up.server';

export type AskDeps = SignUpDeps & { appUrl: string };

/** What the form sends: whose address, and which variant. */
export const toldSchema = signUpSchema.extend({
  variant: z.string().regex(/^gid:\/\/shopify\/ProductVariant\/\d{1,20}$/),
});
export type ToldWish = z.infer<typeof toldSchema>;

export type AskOutcome =
  { kind: 'taken'; cancelUrl: string } | { kind: 'unknown-wording' } | { kind: 'unknown-variant' };

/** Keeps that somebody wants to be told when a variant can be bought again, and asks for what that needs. */
export function askToBeTold(
  services: AskDeps,
  shopId: string,
  wish: ToldWish,
  origin: Omit<Origin, 'page'>,
): Promise<AskOutcome> {
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const wording = await findWording(tx, shopId, wish.wording);
      if (!wording) return { kind: 'unknown-wording' };
      const variant = await tx.variant.findUnique({ where: { shopId_id: { shopId, id: wish.variant } } });
      if (!variant) return { kind: 'unknown-variant' };
      const context = { services, shopId, dedupeKey: `back-in-stock:${services.ids.next()}` };
      const { addressId } = await keepPerson(context, tx, {
        email: wish.email,
        locale: wish.locale,
        country: wish.country,
      });
      const evidence = {
        ...evidenceOf({ ...origin, page: wish.page ?? null }),
        ...wordingEvidence(wording),
        form: 'back-in-stock',
      };
      const yes = { addressId, email: wish.email, countryCode: wish.country?.toUpperCase() ?? null, evidence };
      await sayYesToThis(context, tx, yes);
      const wanted = { addressId, productId: variant.productId, variantId: variant.id };
      const id = await keepRequest(services, tx, shopId, wanted);
      return { kind: 'taken', cancelUrl: cancelRequestUrl(services.appUrl, services.vault, { shopId, id }) };
    }),
  );
}

interface NarrowYes {
  addressId: string;
  email: string;
  countryCode: string | null;
  evidence: Evidence;
}

/** A yes to be told of what was asked for, and to nothing else. Taken at once or confirmed by mail, as the shop has it for a yes to all mail. */
async function sayYesToThis(context: ReportContext, tx: Db, yes: NarrowYes): Promise<void> {
  const { services, shopId } = context;
  const marketing = await consentOf(tx, shopId, yes.addressId, 'marketing');
  const known = consentToBeTold(await consentOf(tx, shopId, yes.addressId, 'back-in-stock'), marketing);
  if (known.state === 'granted') return;
  const { doubleOptIn } = await loadConsentSettings(tx, shopId);
  // Whoever said no may not be the one who fills in the form.
  if (!mustConfirm(doubleOptIn, yes.countryCode) && marketing.state !== 'withdrawn')
    return record(context, tx, yes, 'granted');
  const { addressId, evidence } = yes;
  const question = await openConfirmation(services, tx, shopId, { kind: 'back-in-stock', addressId, evidence });
  if (!question) return;
  await record(context, tx, yes, 'pending');
  await planConfirmation(services, tx, question);
}

async function record(
  { services, shopId, dedupeKey }: ReportContext,
  tx: Db,
  { email, evidence }: NarrowYes,
  state: 'granted' | 'pending',
): Promise<void> {
  await recordConsent(services, tx, shopId, {
    ...{ email, purpose: 'back-in-stock', state, source: 'sign-up' },
    ...{ occurredAt: services.clock.now(), dedupeKey, evidence: { event: dedupeKey, ...evidence } },
  });
}

/** The sentence the form shows, in the shop's language. */
export function backInStockWording(services: AskDeps, shopId: string): Promise<Wording> {
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      return keepWording(services, tx, shopId, backInStockWords(shop.name || shop.domain, shop.locale));
    }),
  );
}
