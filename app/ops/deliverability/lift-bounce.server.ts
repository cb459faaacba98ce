import { z } from 'zod';
import { deriveConsent, type ConsentFact } from '~/customers/consent/consent';
import { recordConsent } from '~/customers/consent/ledger.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { tellChange } from '~/jobs/reports/record-consent.server';
import type { ReportContext } from '~/jobs/reports/report-context.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';

type LiftDeps = PageDeps & ReportContext['services'];

/**
 * Takes a refusal by a mailbox back, because the merchant knows that it works again: what its owner had agreed to counts as before, and Postmark is told. What a
 * person said themselves nobody else takes back.
 */
export function liftBounce(deps: LiftDeps, shopDomain: string, form: unknown, actor?: string): Promise<SaveOutcome> {
  const told = z.object({ addressId: z.uuid() }).safeParse(form);
  if (!told.success) return Promise.resolve(refused('That is no address of yours.'));
  return inShop(deps, shopDomain, (_db, { id }) =>
    deps.db.transaction((tx) => lift(deps, tx, { shopId: id, ...told.data }, actor)),
  );
}

async function lift(
  services: LiftDeps,
  tx: Db,
  { shopId, addressId }: { shopId: string; addressId: string },
  actor: string | undefined,
): Promise<SaveOutcome> {
  const recipient = await openRecipient(services.vault, tx, shopId, addressId);
  if (!recipient) return refused('This address is not here any more.');
  const occurredAt = services.clock.now();
  const entries = await tx.consentEntry.findMany({ where: { shopId, addressId, purpose: 'marketing' } });
  const problem = problemWith(entries as ConsentFact[], occurredAt);
  if (problem) return refused(problem);
  const dedupeKey = `bounce-lifted:${services.ids.next()}`;
  const change = await recordConsent(services, tx, shopId, {
    ...{ email: recipient.email, purpose: 'marketing', state: 'granted', source: 'bounce-lifted' },
    ...{ occurredAt, dedupeKey, evidence: { by: actor ?? null } },
  });
  if (change) {
    await tellChange({ services, shopId, dedupeKey }, tx, change, { occurredAt });
    await recordActivity(services, tx, shopId, { kind: 'bounce-lifted', subject: change.profileId, actor });
  }
  return { kind: 'saved' };
}

/** Why it cannot be taken back, in words; null where it can. */
function problemWith(entries: readonly ConsentFact[], now: Date): string | null {
  const { entrySeq, state } = deriveConsent(entries);
  const decided = entries.find(({ seq }) => seq === entrySeq);
  if (state !== 'withdrawn' || decided?.source !== 'bounce')
    return 'Only the person can take this back: it is not their mailbox that refused.';
  const lifted: ConsentFact = { seq: -1n, state: 'granted', source: 'bounce-lifted', occurredAt: now };
  return deriveConsent([...entries, lifted]).state === 'granted'
    ? null
    : 'They had not agreed to marketing mail before their mailbox refused, so there is nothing to go back to.';
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'addressId', message }] });
