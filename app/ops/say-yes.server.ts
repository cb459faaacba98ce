import { mustConfirm } from '~/customers/consent/double-opt-in';
import { openConfirmation } from '~/customers/consent/confirmations.server';
import type { Consent, ConsentSource } from '~/customers/consent/consent';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import type { Evidence } from '~/customers/consent/evidence';
import { consentOf, recordConsent } from '~/customers/consent/ledger.server';
import { planConfirmation } from '~/decisions/send-policy/plan-confirmation.server';
import { tellChange } from '~/jobs/reports/record-consent.server';
import type { ReportContext } from '~/jobs/reports/report-context.server';
import type { Db } from '~/platform/db/db.server';

/** A yes to marketing mail that came through a door of ours. */
export interface Yes {
  addressId: string;
  /** Normalised. */
  email: string;
  source: Extract<ConsentSource, 'sign-up' | 'api' | 'import' | 'preference-centre'>;
  /** Two letters; null where nobody knows. */
  countryCode: string | null;
  evidence: Evidence;
  /** When they said so, where that was earlier: a yes that is taken at once. What is asked is asked now. */
  occurredAt?: Date;
}

/** `asked`: by mail, and nothing is sent before it is answered. `stands`: they had agreed before. */
export type YesOutcome = 'granted' | 'asked' | 'stands';

/**
 * Takes a yes as the shop's rules want it taken: at once, or only after it was confirmed by mail. A form is filled in by anybody, so who said no
 * before is asked in any case, unless they say so from a mail of theirs.
 */
export async function sayYes(context: ReportContext, tx: Db, yes: Yes): Promise<YesOutcome> {
  const { shopId } = context;
  const consent = await consentOf(tx, shopId, yes.addressId, 'marketing');
  if (consent.state === 'granted') return 'stands';
  const { doubleOptIn } = await loadConsentSettings(tx, shopId);
  const isAsked = mustConfirm(doubleOptIn, yes.countryCode) || mayBeSomebodyElse(consent, yes);
  return isAsked ? ask(context, tx, yes) : grant(context, tx, yes);
}

const mayBeSomebodyElse = ({ state }: Consent, { source }: Yes): boolean =>
  state === 'withdrawn' && (source === 'sign-up' || source === 'api');

async function grant(context: ReportContext, tx: Db, yes: Yes): Promise<YesOutcome> {
  await record(context, tx, yes, 'granted');
  return 'granted';
}

/** Asked within a day: that mail is still good, and nothing new stands in the ledger. */
async function ask(context: ReportContext, tx: Db, yes: Yes): Promise<YesOutcome> {
  const { services, shopId } = context;
  const { addressId, evidence } = yes;
  const question = await openConfirmation(services, tx, shopId, { kind: 'subscribe', addressId, evidence });
  if (!question) return 'asked';
  await record(context, tx, yes, 'pending');
  await planConfirmation(services, tx, question);
  return 'asked';
}

async function record(context: ReportContext, tx: Db, yes: Yes, state: 'granted' | 'pending'): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const { email, source, evidence } = yes;
  const occurredAt = (state === 'granted' ? yes.occurredAt : undefined) ?? services.clock.now();
  const statement = { email, purpose: 'marketing', state, source, occurredAt, dedupeKey } as const;
  const change = await recordConsent(services, tx, shopId, {
    ...statement,
    evidence: { event: dedupeKey, ...evidence },
  });
  if (change) await tellChange(context, tx, change, { occurredAt });
}
