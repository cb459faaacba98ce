import { Prisma, type SenderDomain } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { ProviderRecords } from './dns-record';
import type { DomainState } from './domain-state';
import type { Findings } from './look-at-records.server';

/** A shop's domain, as it was last looked at. */
export type StoredDomain = Omit<SenderDomain, 'state' | 'records' | 'findings'> & {
  state: DomainState;
  records: ProviderRecords | null;
  findings: Findings | null;
};

export async function loadDomain(db: Db, shopId: string): Promise<StoredDomain | null> {
  return asStored(await db.senderDomain.findUnique({ where: { shopId } }));
}

const asStored = (row: SenderDomain | null): StoredDomain | null => row as StoredDomain | null;

/**
 * Says that a domain is this shop's, before it is made anywhere. False where it is another's: two shops with one domain could write as each other. A
 * domain that was this shop's before must have been let go of.
 */
export async function claimDomain({ clock }: { clock: Clock }, db: Db, shopId: string, name: string): Promise<boolean> {
  const now = clock.now();
  await db.senderDomain.createMany({
    data: [{ shopId, name, createdAt: now, checkAt: now }],
    skipDuplicates: true,
  });
  await wake(db, shopId, 'check-domain', now);
  return (await loadDomain(db, shopId))?.name === name;
}

export async function forgetDomain(db: Db, shopId: string): Promise<void> {
  await db.senderDomain.deleteMany({ where: { shopId } });
}

export type DomainChange = Partial<Omit<StoredDomain, 'shopId' | 'name'>>;

/** Of the domain that was looked at: one that has come in its place meanwhile, or was looked at by another since, is left as it is. */
export async function changeDomain(
  db: Db,
  { shopId, name, state, checkedAt }: StoredDomain,
  change: DomainChange,
): Promise<boolean> {
  const { records, findings, ...rest } = change;
  const { count } = await db.senderDomain.updateMany({
    where: { shopId, name, state, checkedAt },
    data: {
      ...rest,
      ...(records === undefined ? {} : { records: asJson(records) }),
      ...(findings === undefined ? {} : { findings: asJson(findings) }),
    },
  });
  return count === 1;
}

const asJson = (value: ProviderRecords | Findings | null) =>
  value === null ? Prisma.DbNull : (value as unknown as Prisma.InputJsonObject);

/** When the shop's domain is to be looked at; null: it has none. */
export async function nextDomainCheckAt(db: Db, shopId: string): Promise<Date | null> {
  const row = await db.senderDomain.findUnique({ where: { shopId }, select: { checkAt: true } });
  return row?.checkAt ?? null;
}
