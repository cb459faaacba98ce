import type { WebhookEndpoint, WebhookMessage } from '@prisma/client';
import { keyWords } from '~/decisions/explanations/spoken-shop';
import { FLOW_CHANNEL, isFlowTrigger, TRIGGER_NAMES } from '~/integrations/shopify-flow/triggers';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

export interface ShownEndpoint {
  id: string;
  url: string;
  /** Shopify Flow, which needs neither test nor removing: its workflows say what it hears. */
  isFlow: boolean;
  withEmail: boolean;
  /** In words, after “Hears of”. */
  hears: string;
  state: 'works' | 'new' | 'in trouble' | 'paused' | 'paused: it only failed' | 'paused: it said it is gone';
  succeededAt: string | null;
  /** Since when it fails, and what it said last. */
  trouble: { since: string; last: string } | null;
  waiting: number;
}

export interface ShownDelivery {
  id: string;
  /** Of the server that was told. */
  host: string;
  /** What was told: `Entered “VIP”`. */
  what: string;
  status: 'delivered' | 'waiting' | 'put aside';
  notedAt: string;
  attempts: number;
  problem: string | null;
}

export interface WebhooksPage {
  shop: PageShop;
  endpoints: ShownEndpoint[];
  segments: { id: string; name: string }[];
  deliveries: ShownDelivery[];
  /** Only what waits or was put aside is shown. */
  isTroubleOnly: boolean;
}

const MOST_SHOWN = 50;

/** Where the shop's webhooks go, and what became of the newest. */
export function webhooksPage(
  deps: PageDeps & { systemClock: SystemClock },
  shopDomain: string,
  search: URLSearchParams,
): Promise<WebhooksPage> {
  const isTroubleOnly = search.get('show') === 'trouble';
  return inShop(deps, shopDomain, async (db, shop) => {
    const segments = await db.segment.findMany({ where: { shopId: shop.id }, orderBy: { name: 'asc' } });
    const names = new Map(segments.map(({ id, name }) => [id, name]));
    const endpoints = await db.webhookEndpoint.findMany({ where: { shopId: shop.id }, orderBy: { createdAt: 'asc' } });
    return {
      // All that is told here happened by the machine's time.
      ...{ shop: { ...pageShop(deps, shop), now: deps.systemClock.now().toISOString() }, isTroubleOnly },
      endpoints: await Promise.all(endpoints.map((endpoint) => shownEndpoint(db, endpoint, names))),
      segments: segments.filter(({ retiredAt }) => !retiredAt).map(({ id, name }) => ({ id, name })),
      deliveries: await deliveriesIn(db, shop.id, isTroubleOnly, names),
    };
  });
}

type Names = ReadonlyMap<string, string>;

async function shownEndpoint(db: Db, endpoint: WebhookEndpoint, names: Names): Promise<ShownEndpoint> {
  const { shopId, id, url, withEmail, succeededAt, failingSince } = endpoint;
  const waiting = await db.webhookMessage.count({ where: { shopId, endpointId: id, status: 'due' } });
  const last = failingSince
    ? await db.webhookMessage.findFirst({
        where: { shopId, endpointId: id, NOT: { problem: null } },
        orderBy: { triedAt: 'desc' },
      })
    : null;
  return {
    ...{
      id,
      url,
      isFlow: endpoint.channel === FLOW_CHANNEL,
      withEmail,
      waiting,
      state: stateOf(endpoint),
      succeededAt: succeededAt?.toISOString() ?? null,
    },
    hears: hearsOf(endpoint, names),
    trouble: failingSince ? { since: failingSince.toISOString(), last: last?.problem ?? '' } : null,
  };
}

function hearsOf({ channel, triggers, segmentIds }: WebhookEndpoint, names: Names): string {
  if (channel !== FLOW_CHANNEL)
    return segmentIds.map((id) => names.get(id) ?? 'a segment that is gone').join(', ') || 'all segments';
  const used = triggers.filter(isFlowTrigger).map((trigger) => `“${TRIGGER_NAMES[trigger]}”`);
  return used.length ? used.join(', ') : 'nothing: no workflow that is on begins with Kindred';
}

function stateOf({ pausedAt, pausedWhy, failingSince, succeededAt }: WebhookEndpoint): ShownEndpoint['state'] {
  if (pausedAt && pausedWhy === 'failing') return 'paused: it only failed';
  if (pausedAt && pausedWhy === 'gone') return 'paused: it said it is gone';
  if (pausedAt) return 'paused';
  if (failingSince) return 'in trouble';
  return succeededAt ? 'works' : 'new';
}

async function deliveriesIn(db: Db, shopId: string, isTroubleOnly: boolean, names: Names): Promise<ShownDelivery[]> {
  const rows = await db.webhookMessage.findMany({
    where: { shopId, ...(isTroubleOnly ? { status: { in: ['due', 'parked'] } } : {}) },
    orderBy: [{ notedAt: 'desc' }, { seq: 'desc' }],
    include: { endpoint: { select: { url: true } } },
    take: MOST_SHOWN,
  });
  return rows.map((row) => shownDelivery(row, new URL(row.endpoint.url).host, names));
}

const STATUSES: Record<string, ShownDelivery['status']> = {
  due: 'waiting',
  parked: 'put aside',
  delivered: 'delivered',
};

function shownDelivery(message: WebhookMessage, host: string, names: Names): ShownDelivery {
  const { id, status, notedAt, attempts, problem } = message;
  return {
    ...{ id, host, attempts, problem, notedAt: notedAt.toISOString(), status: STATUSES[status] ?? 'waiting' },
    what: whatWords(message, names),
  };
}

function whatWords({ kind, segmentId, flowKey, stepKey, about }: WebhookMessage, names: Names): string {
  if (about !== null) return isFlowTrigger(kind) ? TRIGGER_NAMES[kind] : kind;
  if (flowKey !== null) return `Came to “${keyWords(stepKey ?? '')}” of the flow “${keyWords(flowKey)}”`;
  const name = names.get(segmentId ?? '') ?? 'a segment that is gone';
  return `${kind === 'segment.left' ? 'Left' : 'Entered'} “${name}”`;
}
