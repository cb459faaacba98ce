import type { Flow, Shop } from '@prisma/client';
import { draftOf } from '~/decisions/flows/drafts.server';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { readFlow, understoodFlow } from '~/decisions/flows/flows.server';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { knownValues, type KnownValues } from '../recommendations/shelf.server';
import type { Names } from '../segments/shop-speaker.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { emailCatalogue } from '../emails/email-catalogue.server';
import { plainWords } from '../emails/plain-words';
import { flowContext } from './flow-context.server';
import { namesInFlows } from './flow-speaker.server';
import { flowRemoteId } from '~/engagement/marketing/activity';
import { creditWindowWords } from '~/engagement/attribution/windows';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import { toldShopify, type ToldShopify } from '../marketing/told-shopify.server';
import { flowNumbers, type FlowNumbers } from './flow-numbers.server';
import { windowSchema } from './window';

export interface ShownVersion {
  version: number;
  publishedAt: string;
  /** By a user of the shop; else it came with the app. */
  isByUser: boolean;
  /** This release understands it. */
  isReadable: boolean;
}

/** A flow of which neither what is live nor a draft is understood here. */
export interface UnreadFlow {
  kind: 'unread';
  shop: PageShop;
  key: string;
  name: string;
  isOn: boolean;
  isArchived: boolean;
  revision: number;
  liveVersion: number;
  /** People who wait in it. */
  inside: number;
  versions: ShownVersion[];
}

/** What a flow's editor needs to know of a shop. */
export interface FlowShelf {
  segments: { id: string; name: string }[];
  known: KnownValues;
  names: Names;
  mails: { key: string; name: string; subject: string }[];
  endpoints: { id: string; url: string }[];
  offers: { id: string; name: string; isOn: boolean }[];
  /** Tags that segments keep. */
  segmentTags: string[];
}

export interface FlowPage {
  kind: 'flow';
  shop: PageShop;
  key: string;
  isOn: boolean;
  isArchived: boolean;
  /** What is shown and changed. */
  draft: FlowDraft;
  /** Counted up with each saving. */
  revision: number;
  /** When the draft was last saved; null: it is as it was published. */
  draftedAt: string | null;
  /** Null: it is not understood here. */
  live: FlowDraft | null;
  liveVersion: number;
  /** An older version that is looked at instead of the draft; null: none is. */
  looksAt: number | null;
  /** It is known who the mail is from. */
  hasSender: boolean;
  shelf: FlowShelf;
  numbers: FlowNumbers;
  /** Which orders count, in words. */
  creditedBy: string;
  toldShopify: ToldShopify;
  /** The newest first. */
  versions: ShownVersion[];
}

const MOST_VERSIONS = 50;

/** One flow, to be looked at and changed, as far as it is understood here. Null for a flow nobody knows. */
export function flowPage(
  deps: PageDeps,
  shopDomain: string,
  key: string,
  search: URLSearchParams,
): Promise<FlowPage | UnreadFlow | null> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId: shop.id, key } } });
    if (!flow) return null;
    const versions = await versionsOf(db, flow);
    const looked = versions.find(({ version }) => String(version) === search.get('version'));
    const looksAt = looked?.isReadable ? looked.version : null;
    const kept = await draftOf(db, flow);
    const live = await versionAt(db, flow, flow.liveVersion);
    const draft = looksAt === null ? kept.draft : await versionAt(db, flow, looksAt);
    if (!draft) return unreadFlow(db, pageShop(deps, shop), flow, versions);
    const window = windowSchema.parse(search.get('days'));
    return {
      kind: 'flow',
      ...{ shop: pageShop(deps, shop), key, isOn: flow.isOn, isArchived: flow.archivedAt !== null },
      ...{ draft, revision: kept.revision, draftedAt: kept.draftedAt?.toISOString() ?? null },
      ...{ live, liveVersion: flow.liveVersion, looksAt, versions },
      hasSender: (await loadSender(deps.vault, db, shop.id)) !== null,
      shelf: await shelfOf(db, shop, live ? [draft, live] : [draft]),
      toldShopify: await toldShopify(db, shop.id, flowRemoteId(key)),
      creditedBy: creditWindowWords((await windowsInUse(db, shop.id)).shown),
      numbers: await flowNumbers(db, {
        shopId: shop.id,
        flowKey: key,
        window,
        now: deps.clock.now(),
        timezone: shop.timezone,
      }),
    };
  });
}

async function unreadFlow(db: Db, shop: PageShop, flow: Flow, versions: ShownVersion[]): Promise<UnreadFlow> {
  const { shopId, key, isOn, archivedAt, draftRevision: revision, liveVersion } = flow;
  const name = (await flowNames(db, shopId)).get(key) ?? key;
  const inside = await db.flowRun.count({ where: { shopId, flowKey: key, status: 'active' } });
  return {
    ...{ kind: 'unread', shop, key, name, isOn, isArchived: archivedAt !== null },
    ...{ revision, liveVersion, inside, versions },
  };
}

const versionAt = async (db: Db, { shopId, key }: Flow, version: number): Promise<FlowDraft | null> =>
  understoodFlow(db, shopId, key, version);

async function versionsOf(db: Db, { shopId, key: flowKey }: Flow): Promise<ShownVersion[]> {
  const rows = await db.flowVersion.findMany({
    where: { shopId, flowKey },
    orderBy: { version: 'desc' },
    take: MOST_VERSIONS,
    select: { version: true, createdAt: true, publishedBy: true, definition: true },
  });
  return rows.map(({ version, createdAt, publishedBy, definition }) => ({
    ...{ version, publishedAt: createdAt.toISOString(), isByUser: publishedBy !== null },
    isReadable: readFlow(definition) !== null,
  }));
}

async function shelfOf(db: Db, { id: shopId, name: shopName }: Shop, flows: readonly FlowDraft[]): Promise<FlowShelf> {
  const [context, segments, endpoints, offers, known, names, emails] = await Promise.all([
    flowContext(db, shopId),
    db.segment.findMany({ where: { shopId, retiredAt: null }, orderBy: { name: 'asc' } }),
    db.webhookEndpoint.findMany({
      where: { shopId, channel: 'http' },
      orderBy: { url: 'asc' },
      select: { id: true, url: true },
    }),
    db.offer.findMany({ where: { shopId }, orderBy: { name: 'asc' }, select: { id: true, name: true, isOn: true } }),
    knownValues(db, shopId),
    namesInFlows(db, shopId, flows),
    emailCatalogue(db, shopId),
  ]);
  const mails = emails.flatMap(({ key, name, document, isArchived }) =>
    document && !isArchived ? [{ key, name, subject: plainWords(document.subject, shopName) }] : [],
  );
  return {
    ...{ endpoints, offers, known, names, mails, segmentTags: [...context.segmentTags] },
    segments: segments.map(({ id, name }) => ({ id, name })),
  };
}
