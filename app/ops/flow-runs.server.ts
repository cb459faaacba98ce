import type { FlowRun } from '@prisma/client';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import type { RunState } from '~/decisions/flows/next-step';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

export interface RunRow {
  id: string;
  profileId: string;
  /** Name or address; null for a visitor nobody knows. */
  who: string | null;
  startedAt: string;
  /** Where it waits, or how it ended, as the engine stored it. */
  node: string;
  isActive: boolean;
  dueAt: string | null;
  endedAt: string | null;
  outcome: { kind: string; exit?: string; node?: string } | null;
}

const SHOWN = 25;

/** The newest ways through a flow, those under way first. */
export async function latestRuns(vault: Vault, db: Db, shopId: string, flowKey: string): Promise<RunRow[]> {
  const runs = await db.flowRun.findMany({
    where: { shopId, flowKey },
    orderBy: [{ status: 'asc' }, { startedAt: 'desc' }],
    take: SHOWN,
  });
  return Promise.all(runs.map((run) => runRow(vault, db, run)));
}

async function runRow(vault: Vault, db: Db, run: FlowRun): Promise<RunRow> {
  const { shopId, id, profileId } = run;
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const { primaryAddressId } = profile ?? {};
  const person = primaryAddressId ? await openRecipient(vault, db, shopId, primaryAddressId) : null;
  const name = [person?.firstName, person?.lastName].filter(Boolean).join(' ');
  return {
    ...{ id, profileId },
    who: name || (person?.email ?? null),
    startedAt: run.startedAt.toISOString(),
    node: (run.state as unknown as RunState).node,
    isActive: run.status === 'active',
    dueAt: run.dueAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    outcome: run.outcome as RunRow['outcome'],
  };
}
