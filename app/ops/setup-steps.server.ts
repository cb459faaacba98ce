import type { Sender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { isWindowed } from './data-page.server';
import { inShop, type PageDeps } from './shop-context.server';

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
  /** Who agreed to marketing mail, of how many with an address; null: the customers have not come yet. */
  consent: { mailable: number; known: number } | null;
  /** Whether Shopify shows this app only the orders of the last 60 days. */
  isWindowed: boolean;
  hasSender: boolean;
  /** Postmark has taken a test mail from this sender. */
  isSenderVerified: boolean;
  /** When the storefront was last heard of; null: never. */
  lastVisitAt: string | null;
  isFlowOn: boolean;
  /** When the first mail to somebody left; null: none yet. */
  firstMailAt: string | null;
  /** Somebody does not want to see this any more. */
  isPutAway: boolean;
}

export async function setupSteps(db: Db, shopId: string, sender: Sender | null): Promise<SetupSteps> {
  const runs = await db.syncRun.findMany({ where: { shopId, purpose: 'first' }, orderBy: { kind: 'asc' } });
  const select = { scopes: true, setupPutAwayAt: true } as const;
  const { scopes, setupPutAwayAt } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select });
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
    consent: runs.some(({ kind, state }) => kind === 'customers' && state === 'done')
      ? await consentRead(db, shopId)
      : null,
    hasSender: sender !== null,
    isSenderVerified: Boolean(sender?.verifiedAt),
    lastVisitAt: visit?.triggeredAt?.toISOString() ?? null,
    isFlowOn: (await db.flow.count({ where: { shopId, isOn: true } })) > 0,
    firstMailAt: await firstMailAt(db, shopId),
    isPutAway: setupPutAwayAt !== null,
  };
}

async function consentRead(db: Db, shopId: string): Promise<SetupSteps['consent']> {
  const [mailable, known] = await Promise.all([
    db.consentState.count({ where: { shopId, purpose: 'marketing', state: 'granted' } }),
    db.address.count({ where: { shopId } }),
  ]);
  return { mailable, known };
}

async function firstMailAt(db: Db, shopId: string): Promise<string | null> {
  const where = { shopId, state: 'accepted', sentAt: { not: null } };
  const first = await db.message.findFirst({ where, orderBy: { sentAt: 'asc' }, select: { sentAt: true } });
  return first?.sentAt?.toISOString() ?? null;
}

/** Takes the list off the home page: for this shop, whoever looks, and for good. */
export function putSetupAway(deps: PageDeps, shopDomain: string): Promise<void> {
  return inShop(deps, shopDomain, async (db, { id }) => {
    await db.shop.update({ where: { id }, data: { setupPutAwayAt: deps.clock.now() } });
  });
}
