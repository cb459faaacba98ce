import { createHash } from 'node:crypto';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { ImportCounts } from '~/capture/imports/import-states';
import { mustConfirm } from '~/customers/consent/double-opt-in';
import type { ConsentSource } from '~/customers/consent/consent';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import type { Evidence } from '~/customers/consent/evidence';
import { consentOf, type ConsentChange } from '~/customers/consent/ledger.server';
import { recordToldConsents, type ToldConsent } from '~/customers/consent/record-told-consents.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { offerEvents } from '~/decisions/flows/runner/offer-event.server';
import type { PersonRow } from '~/integrations/csv-files/read-person-row';
import type { RowConsent } from '~/integrations/csv-files/read-consent';
import { sayYes } from '~/ops/say-yes.server';
import type { Db } from '~/platform/db/db.server';
import { takeOver } from '../reports/report-context.server';
import { evidenceOf, type ImportContext } from './import-context';

/** Stores people of a list, many at once: who they are, what is told of them, and what they said about marketing. */
export async function storePeople(context: ImportContext, tx: Db, rows: PersonRow[]): Promise<ImportCounts> {
  const { services, shopId } = context;
  const persons = rows.map(({ person }) => person);
  for (const each of await identifyMany(services, tx, shopId, persons, evidenceOf(context)))
    await takeOver(tx, shopId, each);
  const said = rows.flatMap(({ person, consent }): Said[] => {
    const email = normaliseEmail(person.email);
    return consent && email ? [{ email, consent, countryCode: person.countryCode ?? null }] : [];
  });
  const asked = await askWhoMustConfirm(context, tx, said);
  const told = said.filter((each) => !asked.has(each));
  const changes = await recordToldConsents(
    services,
    tx,
    shopId,
    told.map((each) => toStatement(context, each)),
  );
  await tellChanges(context, tx, changes);
  const withdrawn = told.filter(({ consent }) => consent.state === 'withdrawn').length;
  return { people: rows.length, asked: asked.size, withdrawn, agreed: told.length - withdrawn };
}

interface Said {
  email: string;
  consent: RowConsent;
  countryCode: string | null;
}

/**
 * Where the shop asks people to confirm by mail, a yes out of a file is confirmed by mail, too, unless the file tells that it was. Who said no is
 * never asked: that yes is written down, and decides nothing.
 */
async function askWhoMustConfirm(context: ImportContext, tx: Db, said: Said[]): Promise<Set<Said>> {
  const { services, shopId } = context;
  const { doubleOptIn } = await loadConsentSettings(tx, shopId);
  const asked = new Set<Said>();
  for (const each of said) {
    const { consent, email, countryCode } = each;
    if (consent.state !== 'granted' || consent.confirmedAt || !mustConfirm(doubleOptIn, countryCode)) continue;
    const address = await findAddress(services.vault, tx, shopId, email);
    const state = address && (await consentOf(tx, shopId, address.id, 'marketing')).state;
    if (!address || state === 'withdrawn') continue;
    const { keyOf, evidence } = toStatement(context, each);
    const report = { services, shopId, dedupeKey: keyOf(address.id) };
    const yes = {
      addressId: address.id,
      email,
      source: 'import',
      countryCode,
      evidence,
      occurredAt: consent.at,
    } as const;
    await sayYes(report, tx, yes);
    asked.add(each);
  }
  return asked;
}

const SOURCES = { bounced: 'bounce', complained: 'complaint', unsubscribed: 'import', suppressed: 'import' } as const;

/** Keyed by what is said: the same list read again says nothing new. A no without a date is told once, as of the import. */
function toStatement(context: ImportContext, { email, consent }: Said): ToldConsent {
  const { state } = consent;
  const source: ConsentSource = state === 'granted' ? 'import' : SOURCES[consent.reason];
  const when = consent.at?.toISOString() ?? 'undated';
  return {
    ...{ email, state, source, occurredAt: consent.at ?? context.importedAt, evidence: proofOf(context, consent) },
    keyOf: (addressId) => `import:${addressId}:${state}:${when}`,
  };
}

function proofOf({ importId, plan }: ImportContext, consent: RowConsent): Evidence {
  const proof: Evidence = { import: importId, from: plan.origin };
  if (consent.state === 'withdrawn') return { ...proof, why: consent.reason };
  const { statement, by } = plan.consent;
  return {
    ...{ ...proof, where: consent.where, confirmedAt: consent.confirmedAt?.toISOString() ?? null, confirmedBy: by },
    statementHash: statement === null ? null : createHash('sha256').update(statement).digest('hex'),
  };
}

/** A yes out of a file is old news, and no flow hears of it; a no ends at once what it would have ended. */
async function tellChanges(
  { services, shopId, importId }: ImportContext,
  tx: Db,
  changes: ConsentChange[],
): Promise<void> {
  const known = changes.map(({ addressId, profileId, after }) => {
    const event: CustomerEvent = {
      type: 'consent_changed',
      properties: { purpose: 'marketing', state: after.state },
      occurredAt: after.since ?? services.clock.now(),
      source: 'kindred',
      dedupeKey: `consent_changed:import:${importId}:${addressId}:${after.entrySeq}`,
    };
    return { profileId, event };
  });
  await appendEvents(services, tx, shopId, known);
  const withdrawn = known.filter(
    ({ event }) => event.type === 'consent_changed' && event.properties.state === 'withdrawn',
  );
  const offered = withdrawn.map((each) => ({ shopId, ...each, cartToken: null }));
  await offerEvents(services, tx, shopId, offered);
}
