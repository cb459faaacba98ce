import type { ConsentStateName } from '~/customers/consent/consent';
import type { Evidence } from '~/customers/consent/evidence';
import { consentOf, recordConsent } from '~/customers/consent/ledger.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { sealProof } from '~/customers/consent/sealed-proof.server';
import { findWording, keepWording, wordingEvidence, type Wording } from '~/customers/consent/wordings.server';
import { findAddress, type VaultAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { tellNo } from '~/jobs/reports/record-consent.server';
import { identifyAndMerge, type ReportContext } from '~/jobs/reports/report-context.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import { sayYes } from './say-yes.server';
import { toldWording, type ToldConsent } from './told-consent';

export type TakeConsentDeps = ReportContext['services'] & { db: Database };

export type ConsentOutcome =
  { kind: 'taken'; state: ConsentStateName; isAsked: boolean } | { kind: 'refused'; field: string; problem: string };

/**
 * Takes what a person told a merchant about marketing mail, through the ledger, as the shop's rules want it. A withdrawal holds when this returns.
 * The same statement twice is one: by the teller's own key for it, or by what it says.
 */
export function takeConsent(
  services: TakeConsentDeps,
  shopId: string,
  consent: ToldConsent,
  teller: { keyId: string; idempotencyKey: string | null },
): Promise<ConsentOutcome> {
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const dedupeKey = dedupeKeyOf(services, shopId, consent, teller.idempotencyKey);
      const before = await tx.consentEntry.findUnique({ where: { shopId_dedupeKey: { shopId, dedupeKey } } });
      if (before) return taken(tx, shopId, before.addressId, before.state === 'pending');
      const sentence = await wordingOf(services, tx, shopId, consent);
      if (sentence === 'unknown')
        return { kind: 'refused', field: 'wording', problem: 'is no version of this shop’s wordings' };
      const email = normaliseEmail(consent.email) ?? '';
      const context = { services, shopId, dedupeKey };
      const { id: addressId, salt } = await keepPerson(context, tx, email, consent);
      const seal = (text: string) => sealProof(services.vault, { shopId, salt }, text);
      const evidence = evidenceOf(consent, teller.keyId, sentence, seal);
      const statement = { addressId, email, occurredAt: consent.occurredAt, evidence };
      const isAsked =
        consent.state === 'granted'
          ? await agree(context, tx, statement, consent.country ?? null)
          : await withdraw(context, tx, statement);
      return taken(tx, shopId, addressId, isAsked);
    }),
  );
}

async function taken(tx: Db, shopId: string, addressId: string, isAsked: boolean): Promise<ConsentOutcome> {
  const { state } = await consentOf(tx, shopId, addressId, 'marketing');
  return { kind: 'taken', state, isAsked };
}

async function wordingOf(
  services: TakeConsentDeps,
  tx: Db,
  shopId: string,
  consent: ToldConsent,
): Promise<Wording | null | 'unknown'> {
  const told = toldWording.safeParse(consent.wording);
  if (!told.success) return null;
  if (typeof told.data === 'number') return (await findWording(tx, shopId, told.data)) ?? 'unknown';
  return keepWording(services, tx, shopId, told.data);
}

function dedupeKeyOf(
  { vault }: TakeConsentDeps,
  shopId: string,
  { email, state, occurredAt, source }: ToldConsent,
  idempotencyKey: string | null,
): string {
  const name = idempotencyKey ?? JSON.stringify([normaliseEmail(email), state, occurredAt, source]);
  return `api:consent:${vault.hash(`api consent ${name}`, shopId).toString('base64url')}`;
}

async function keepPerson(
  context: ReportContext,
  tx: Db,
  email: string,
  { occurredAt: seenAt, locale, country }: ToldConsent,
): Promise<VaultAddress> {
  const { services, shopId } = context;
  const person = { email, seenAt, locale, countryCode: country?.toUpperCase() };
  await identifyAndMerge(context, tx, { person });
  const address = await findAddress(services.vault, tx, shopId, email);
  if (!address) throw new Error('the vault did not keep the address of a statement');
  return address;
}

/**
 * What the teller adds stands under names of its own, so that it replaces nothing of ours. Its words are sealed with the salt of the address: should they
 * name somebody after all, nobody reads them after an erasure.
 */
function evidenceOf(
  { source, evidence = {} }: ToldConsent,
  keyId: string,
  sentence: Wording | null,
  seal: (text: string) => string,
): Evidence {
  const proof: Evidence = { where: seal(source), key: keyId, ...(sentence ? wordingEvidence(sentence) : {}) };
  for (const [name, value] of Object.entries(evidence)) proof[`told.${name}`] = seal(value);
  return proof;
}

interface Statement {
  addressId: string;
  email: string;
  occurredAt: Date;
  evidence: Evidence;
}

/** A yes from before they said no is history: it is written down, decides nothing, and nobody is asked for it. */
async function agree(context: ReportContext, tx: Db, statement: Statement, country: string | null): Promise<boolean> {
  const { shopId, services } = context;
  const { since, state } = await consentOf(tx, shopId, statement.addressId, 'marketing');
  const isOvertaken = state === 'withdrawn' && since !== null && since >= statement.occurredAt;
  if (!isOvertaken) {
    const countryCode = country?.toUpperCase() ?? null;
    return (await sayYes(context, tx, { ...statement, source: 'api', countryCode })) === 'asked';
  }
  const { addressId: _addressId, ...told } = statement;
  const { dedupeKey } = context;
  await recordConsent(services, tx, shopId, {
    ...told,
    purpose: 'marketing',
    state: 'granted',
    source: 'api',
    dedupeKey,
  });
  return false;
}

async function withdraw(context: ReportContext, tx: Db, statement: Statement): Promise<boolean> {
  const { services, shopId, dedupeKey } = context;
  const { addressId, occurredAt, evidence } = statement;
  const change = await revokeConsent(services, tx, shopId, {
    ...{ addressId, occurredAt, source: 'api', dedupeKey },
    evidence: { event: dedupeKey, ...evidence },
  });
  if (change) await tellNo(context, tx, change, { messageId: null, occurredAt });
  return false;
}
