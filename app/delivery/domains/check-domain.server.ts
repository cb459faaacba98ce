import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import type { Logger } from '~/platform/logger.server';
import { afterSilence, judgeDomain, type DomainState } from './domain-state';
import { lookAtRecords } from './look-at-records.server';
import { changeDomain, forgetDomain, loadDomain, nextDomainCheckAt, type StoredDomain } from './sender-domain.server';
import type { DnsLook, ProviderDomain, SendingDomains } from './sending-domains';

export interface CheckDomainDeps extends ActivityDeps {
  logger: Logger;
  sendingDomains: SendingDomains;
  dns: DnsLook;
}

export type CheckOutcome =
  | { kind: 'no-domain' }
  | { kind: 'looked'; domain: StoredDomain }
  /** It cannot be this shop's, and is forgotten. */
  | { kind: 'refused'; problem: string }
  | { kind: 'not-asked'; problem: string };

/** Looks whether it is time to look at the shop's domain, and does. Returns when to look again. */
export async function checkDueDomain(deps: CheckDomainDeps, db: Db, shopId: string): Promise<Date | null> {
  const dueAt = await nextDomainCheckAt(db, shopId);
  if (dueAt && dueAt <= deps.clock.now()) await checkDomain(deps, db, shopId);
  return nextDomainCheckAt(db, shopId);
}

/**
 * Makes the shop's domain at the mail provider where it is not there yet, lets it look for the records, looks ourselves what is wrong, and keeps what was
 * found. Begun anew after it broke off it goes on; two at once come to the same.
 */
export async function checkDomain(deps: CheckDomainDeps, db: Db, shopId: string): Promise<CheckOutcome> {
  const known = await loadDomain(db, shopId);
  if (!known) return { kind: 'no-domain' };
  try {
    const told = await askProvider(deps, db, known);
    return told.kind === 'refused' ? told : await keepLook(deps, db, known, told.domain);
  } catch (error) {
    const problem = messageOf(error);
    deps.logger.warn({ shopId, problem }, 'a domain could not be looked at');
    await changeDomain(db, known, { checkAt: afterSilence(deps.clock.now()) });
    return { kind: 'not-asked', problem };
  }
}

type Told = { kind: 'told'; domain: ProviderDomain } | Extract<CheckOutcome, { kind: 'refused' }>;

const IN_USE = 'is sent from by somebody else in this account. Whoever runs Kindred can say who';

async function askProvider({ sendingDomains }: CheckDomainDeps, db: Db, known: StoredDomain): Promise<Told> {
  const there = known.postmarkId === null ? null : await sendingDomains.verify(known.postmarkId);
  if (there) return { kind: 'told', domain: there };
  const made = await sendingDomains.make(known.name);
  if (made.kind === 'made') return { kind: 'told', domain: made.domain };
  await forgetDomain(db, known.shopId);
  return { kind: 'refused', problem: made.kind === 'in-use' ? IN_USE : made.problem };
}

async function keepLook(
  deps: CheckDomainDeps,
  db: Db,
  known: StoredDomain,
  { id, records, ...verdict }: ProviderDomain,
): Promise<CheckOutcome> {
  const now = deps.clock.now();
  const findings = await lookAtRecords(deps.dns, known.name, records);
  const judged = judgeDomain(known, verdict, now);
  const toldAt = judged.state === 'failing' ? known.toldAt : null;
  const change = { ...judged, toldAt, findings, records, postmarkId: id, checkedAt: now };
  const isFirst = await changeDomain(db, known, change);
  if (isFirst && judged.state !== known.state) await noteChange(deps, db, known, judged.state);
  return { kind: 'looked', domain: { ...known, ...change } };
}

async function noteChange(
  deps: ActivityDeps,
  db: Db,
  { shopId, name }: StoredDomain,
  state: DomainState,
): Promise<void> {
  const kind = state === 'verified' ? 'domain-verified' : 'domain-failing';
  await recordActivity(deps, db, shopId, { kind, details: { name } });
}
