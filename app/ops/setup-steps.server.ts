import type { Sender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { isWindowed } from './data-page.server';

export interface SyncProgress {
  kind: string;
  state: string;
  objectsLoaded: number;
  /** As far as Shopify has told; null while it has not. */
  objectsTotal: number | null;
  problem: string | null;
}

/** What stands between installing and the first mail; each is looked at, not remembered. */
export interface SetupSteps {
  sync: SyncProgress[];
  isSynced: boolean;
  /** Whether Shopify shows this app only the orders of the last 60 days. */
  isWindowed: boolean;
  hasSender: boolean;
  /** Postmark has taken a test mail from this sender. */
  isSenderVerified: boolean;
  /** When the storefront was last heard of; null: never. */
  lastVisitAt: string | null;
  isFlowOn: boolean;
}

export async function setupSteps(
  db: Db,
  shopId: string,
  sender: Sender | null,
  isFlowOn: boolean,
): Promise<SetupSteps> {
  const runs = await db.syncRun.findMany({ where: { shopId, purpose: 'first' }, orderBy: { kind: 'asc' } });
  const { scopes } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { scopes: true } });
  const visit = await db.inboxItem.findFirst({
    where: { shopId, source: 'storefront', state: 'done' },
    orderBy: { receivedAt: 'desc' },
    select: { triggeredAt: true },
  });
  return {
    sync: runs.map(({ kind, state, objectsLoaded, objectsTotal, problem }) => ({
      ...{ kind, state, objectsLoaded, objectsTotal, problem },
    })),
    isSynced: runs.length > 0 && runs.every(({ finishedAt }) => finishedAt !== null),
    isWindowed: isWindowed({ scopes }),
    hasSender: sender !== null,
    isSenderVerified: Boolean(sender?.verifiedAt),
    lastVisitAt: visit?.triggeredAt?.toISOString() ?? null,
    isFlowOn,
  };
}
