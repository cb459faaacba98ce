import { Errors } from 'postmark';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Delivery } from '~/capture/inbox/receive.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { loadSender, type Sender } from '~/delivery/sending/sender.server';
import { dedupeKeyOf, takeDelivery, type TakeDeps } from '~/ingest/take-delivery.server';
import { SUPPRESSION_TOPIC, suppression, type Suppression } from '~/integrations/postmark/postmark-suppressions';
import type { PostmarkClients } from '~/integrations/postmark/postmark-client.server';
import type { Logger } from '~/platform/logger.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { wake } from '~/platform/queue/wakeups.server';

export interface ReadSuppressionsDeps extends TakeDeps {
  clock: Clock;
  logger: Logger;
  postmark: PostmarkClients;
}

const EVERY_MINUTES = 1_440;
/** People may have come since that stand on the list for long. */
const WHOLE_EVERY_MINUTES = 7 * 1_440;
const AFTER_FAILURE_MINUTES = 15;
/** Postmark's days are those of New York, and begin and end there. */
const OVERLAP_MINUTES = 2 * 1_440;

/**
 * Once a day: who stands on the list of the shop's stream that Postmark does not write to? What its webhooks told and we missed, what was there before we
 * were, and what somebody entered there by hand. Each entry about somebody of the shop goes the way of a webhook: it holds the address and is read from the
 * inbox, so that the same told twice is once. Returns when to look again.
 */
export async function readSuppressions(deps: ReadSuppressionsDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  const sender = await loadSender(deps.vault, prisma, shopId);
  if (!sender) return null;
  const dueAt = await nextSuppressionsAt(prisma, deps, shopId);
  // Read after what is due "now" was: time goes on between them, and what is due would never be.
  const now = deps.clock.now();
  if (dueAt && dueAt > now) return dueAt;
  const source = sourceOf(deps.vault, shopId, sender);
  const last = await prisma.suppressionRead.findUnique({ where: { shopId } });
  const isWhole = !last || !isSame(last.source, source) || addMs(last.wholeAt, minutes(WHOLE_EVERY_MINUTES)) <= now;
  try {
    const listed = await listOf(
      deps.postmark,
      sender,
      isWhole || !last ? null : addMs(last.readAt, -minutes(OVERLAP_MINUTES)),
    );
    const found = await takeKnown(deps, shopId, listed);
    const row = { source, readAt: now, wholeAt: isWhole ? now : last.wholeAt, listed: listed.length, found };
    await prisma.suppressionRead.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
    return addMs(now, minutes(EVERY_MINUTES));
  } catch (error) {
    if (!(error instanceof Errors.PostmarkError)) throw error;
    deps.logger.warn({ shopId, problem: error.message }, 'the list of suppressed addresses could not be read');
    return addMs(now, minutes(AFTER_FAILURE_MINUTES));
  }
}

/** When the list is to be read; null: no sender is set up. At once where it is another's than the one that was read. */
export async function nextSuppressionsAt(
  db: Db,
  { clock, vault }: { clock: Clock; vault: Vault },
  shopId: string,
): Promise<Date | null> {
  const sender = await loadSender(vault, db, shopId);
  if (!sender) return null;
  const last = await db.suppressionRead.findUnique({ where: { shopId } });
  if (!last || !isSame(last.source, sourceOf(vault, shopId, sender))) return clock.now();
  return addMs(last.readAt, minutes(EVERY_MINUTES));
}

/** Names a list without its token: the server's and the stream's. */
const sourceOf = (vault: Vault, shopId: string, { postmarkToken, broadcastStream }: Sender) =>
  vault.hash(`${postmarkToken}\0${broadcastStream}`, shopId);

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

async function listOf(postmark: PostmarkClients, sender: Sender, since: Date | null): Promise<Suppression[]> {
  const filter = since ? { fromDate: since.toISOString().slice(0, 10) } : {};
  const { Suppressions } = await postmark(sender.postmarkToken).getSuppressions(sender.broadcastStream, filter);
  return Suppressions.flatMap((each) => suppression.safeParse(each).data ?? []);
}

/** As many addresses are looked up with one statement. */
const AT_ONCE = 500;

/** Of those nobody here ever heard of nothing is kept. Returns how many were known. */
async function takeKnown(deps: ReadSuppressionsDeps, shopId: string, listed: Suppression[]): Promise<number> {
  let found = 0;
  for (let from = 0; from < listed.length; from += AT_ONCE) {
    const known = await knownAmong(deps, shopId, listed.slice(from, from + AT_ONCE));
    const untold = await untoldAmong(
      deps,
      shopId,
      known.map((each) => entryOf(deps, shopId, each)),
    );
    for (const { delivery, email } of untold) await takeDelivery(deps, shopId, delivery, email);
    if (untold.length) await wake(deps.db.prisma, shopId, 'process-inbox', deps.systemClock.now());
    found += known.length;
  }
  return found;
}

async function knownAmong(
  { db, vault }: ReadSuppressionsDeps,
  shopId: string,
  listed: Suppression[],
): Promise<Suppression[]> {
  const hashed = listed.flatMap((each) => {
    const email = normaliseEmail(each.EmailAddress);
    return email ? [{ each, hash: vault.hash(email, shopId) }] : [];
  });
  const where = { shopId, emailHash: { in: hashed.map(({ hash }) => hash) } };
  const rows = await db.prisma.address.findMany({ where, select: { emailHash: true } });
  const known = new Set(rows.map(({ emailHash }) => Buffer.from(emailHash).toString('hex')));
  return hashed.filter(({ hash }) => known.has(hash.toString('hex'))).map(({ each }) => each);
}

interface Entry {
  delivery: Delivery;
  email: string;
}

/** The same entry of the list has the same name each time it is read; who was put there anew has another. */
function entryOf({ vault }: ReadSuppressionsDeps, shopId: string, listed: Suppression): Entry {
  const { EmailAddress: email, SuppressionReason, CreatedAt } = listed;
  const name = `${email.toLowerCase()}|${SuppressionReason}|${new Date(CreatedAt).toISOString()}`;
  const externalId = vault.hash(name, shopId).toString('base64url');
  const body = JSON.stringify({ EmailAddress: email, SuppressionReason, CreatedAt });
  return { email, delivery: { source: 'postmark', topic: SUPPRESSION_TOPIC, externalId, triggeredAt: null, body } };
}

/** A whole list is read each week: what the ledger holds of it already is not told anew. */
async function untoldAmong({ db }: ReadSuppressionsDeps, shopId: string, entries: Entry[]): Promise<Entry[]> {
  const dedupeKeys = entries.map(({ delivery }) => dedupeKeyOf(delivery));
  const where = { shopId, dedupeKey: { in: dedupeKeys } };
  const rows = await db.prisma.consentEntry.findMany({ where, select: { dedupeKey: true } });
  const told = new Set(rows.map(({ dedupeKey }) => dedupeKey));
  return entries.filter((_, nth) => !told.has(dedupeKeys[nth] ?? ''));
}
