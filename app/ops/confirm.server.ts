import { wake } from '~/platform/queue/wakeups.server';
import type { Confirmation } from '@prisma/client';
import { findOpenConfirmation, useConfirmation, type ConfirmationKind } from '~/customers/consent/confirmations.server';
import { evidenceOf, type Evidence, type Origin } from '~/customers/consent/evidence';
import { recordConsent } from '~/customers/consent/ledger.server';
import { confirmPrivacyRequest } from '~/customers/preferences/privacy-requests.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { readConfirmToken } from '~/delivery/sending/own-links';
import { tellChange } from '~/jobs/reports/record-consent.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { ReportContext } from '~/jobs/reports/report-context.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import { readerShop, type ReaderShop } from './reader-shop.server';

export type ConfirmDeps = ReportContext['services'] & { db: Database };

/** A question as its page shows it; nothing about whom it was asked. */
export type Question =
  | { kind: 'open'; what: ConfirmationKind; shop: ReaderShop }
  | { kind: 'closed'; shop: ReaderShop }
  | { kind: 'not-ours' };

/** What a link asks. Changes nothing: mail scanners open every link. */
export async function lookAtQuestion(services: ConfirmDeps, token: string): Promise<Question> {
  const target = readConfirmToken(services.vault, token);
  if (!target) return { kind: 'not-ours' };
  return withShop(target.shopId, async () => {
    const { prisma } = services.db;
    const shop = await readerShop(prisma, target.shopId);
    if (!shop) return { kind: 'not-ours' };
    const question = await findOpenConfirmation(services, prisma, target.shopId, target.id);
    return question ? { kind: 'open', what: question.kind as ConfirmationKind, shop } : { kind: 'closed', shop };
  });
}

export type Answer =
  { kind: 'confirmed'; what: ConfirmationKind; shop: ReaderShop } | Extract<Question, { kind: 'closed' | 'not-ours' }>;

/** Takes the answer to a question that was mailed, once. */
export async function confirm(services: ConfirmDeps, token: string, origin: Origin): Promise<Answer> {
  const target = readConfirmToken(services.vault, token);
  if (!target) return { kind: 'not-ours' };
  const { shopId, id } = target;
  return withShop(shopId, () =>
    services.db.transaction(async (tx) => {
      const shop = await readerShop(tx, shopId);
      if (!shop) return { kind: 'not-ours' };
      const question = await useConfirmation(services, tx, shopId, id);
      if (!question) return { kind: 'closed', shop };
      await act({ services, shopId, dedupeKey: `double-opt-in:${id}` }, tx, question, origin);
      return { kind: 'confirmed', what: question.kind as ConfirmationKind, shop };
    }),
  );
}

async function act(context: ReportContext, tx: Db, question: Confirmation, origin: Origin): Promise<void> {
  if (question.kind === 'subscribe' || question.kind === 'back-in-stock') await agree(context, tx, question, origin);
  else await openRequest(context, tx, question);
}

async function openRequest({ services, shopId }: ReportContext, tx: Db, { id, kind }: Confirmation): Promise<void> {
  await confirmPrivacyRequest(services, tx, shopId, id);
  if (kind === 'download') await recordActivity(services, tx, shopId, { kind: 'request-opened', subject: id });
  const now = services.clock.now();
  await wake(tx, shopId, 'answer-own-requests', now);
  await wake(tx, shopId, 'make-access-exports', now);
}

/** A yes to all mail, or to be told of what was asked for alone. */
async function agree(context: ReportContext, tx: Db, question: Confirmation, origin: Origin): Promise<void> {
  const { services, shopId, dedupeKey } = context;
  const recipient = await openRecipient(services.vault, tx, shopId, question.addressId);
  if (!recipient) return;
  const occurredAt = services.clock.now();
  const asked = question.evidence as Evidence;
  const { network, device } = evidenceOf(origin);
  const purpose = question.kind === 'subscribe' ? 'marketing' : 'back-in-stock';
  const change = await recordConsent(services, tx, shopId, {
    ...{ email: recipient.email, purpose, state: 'granted', source: 'double-opt-in' },
    ...{ occurredAt, dedupeKey },
    evidence: { ...asked, confirms: question.id, network: network ?? null, device: device ?? null },
  });
  if (change && purpose === 'marketing') await tellChange(context, tx, change, { occurredAt });
}
