import type { Message, Prisma } from '@prisma/client';
import { z } from 'zod';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { reasonWords } from '~/decisions/explanations/reason-words';
import type { MessageState, SkipReason } from '~/decisions/send-policy/message';
import { namedFlows } from '~/decisions/flows/flow-names.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { cutPage, readPaging, type PageLinks, type Paging } from './list-pages';
import { openAddresses, primaryAddresses } from './people.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { toldMessage } from './told-message';

export interface MessageRow {
  id: string;
  profileId: string;
  /** Null for a visitor nobody knows, and for somebody who was erased. */
  to: string | null;
  name: string | null;
  flow: string | null;
  /** What the campaign is called that it is of; null: of none. */
  campaign: string | null;
  step: string;
  state: MessageState;
  status: MessageStatus;
  /** Why it was not sent, or waits; null where there is nothing to explain. */
  reason: string | null;
  plannedAt: string;
}

export interface MessagesPage {
  shop: PageShop;
  filter: MessageFilter;
  /** The flows a list can be narrowed to. */
  flows: { key: string; name: string }[];
  messages: MessageRow[];
  links: PageLinks;
}

/** What stands in the page's address; anything else there means no filter. */
export const messageFilter = z.object({
  state: z.enum(['all', 'sent', 'waiting', 'not-sent', 'in-doubt']).catch('all'),
  reason: z.string().max(60).catch(''),
  flow: z.string().max(60).catch(''),
  to: z.string().trim().max(320).catch(''),
});

export type MessageFilter = z.infer<typeof messageFilter>;

const STATES: Record<Exclude<MessageFilter['state'], 'all'>, MessageState[]> = {
  sent: ['accepted'],
  waiting: ['planned', 'claimed', 'requested'],
  'not-sent': ['skipped', 'rejected'],
  'in-doubt': ['unknown'],
};

const SHOWN = 50;
const LATEST = 5;
const LOOKED_AT = 100;

/** What was sent or not, newest first, each with its reason in words. */
export function messagesPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<MessagesPage> {
  const filter = messageFilter.parse(Object.fromEntries(search));
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = await whereOfMessages(deps.vault, db, shop.id, filter);
    const found = where ? await findMessages(db, where, paging) : [];
    const { rows, links } = cutPage(found, paging, SHOWN, ({ plannedAt: at, id }) => ({ at, id }));
    const spoken = pageShop(deps, shop);
    const messages = await messageRows(deps.vault, db, spoken, shop.id, rows);
    return { shop: spoken, filter, flows: await namedFlows(db, shop.id), messages, links };
  });
}

/** The newest of what was alike, and how many others there were. */
export interface AlikeMessages extends MessageRow {
  others: number;
}

/** What came of the newest, for the home page: what went alike to many stands there once. */
export async function latestMessages(vault: Vault, db: Db, shop: PageShop, shopId: string): Promise<AlikeMessages[]> {
  // That a campaign's visitors without an address got nothing is no news.
  const isNews = { NOT: { reason: { path: ['code'], equals: 'no-address' satisfies SkipReason['code'] } } };
  const told: MessageState[] = [...STATES.sent, ...STATES['in-doubt'], 'rejected'];
  const where = { shopId, OR: [{ state: { in: told } }, { state: 'skipped', ...isNews }] };
  const orderBy = [{ plannedAt: 'desc' }, { id: 'desc' }] as const;
  const newest = await db.message.findMany({ where, orderBy: [...orderBy], take: LOOKED_AT });
  const alike = new Map<string, Message[]>();
  for (const message of newest) alike.set(likeness(message), [...(alike.get(likeness(message)) ?? []), message]);
  const shown = [...alike.values()].slice(0, LATEST);
  const rows = await messageRows(
    vault,
    db,
    shop,
    shopId,
    shown.flatMap(([first]) => first ?? []),
  );
  return rows.map((row, nth) => ({ ...row, others: (shown[nth]?.length ?? 1) - 1 }));
}

/** By what sent them, and what came of them. */
function likeness(message: Message): string {
  const { state, reason } = toldMessage(message);
  const reached = message.clickedAt ? 'clicked' : message.openedAt ? 'opened' : message.deliveredAt ? 'delivered' : '';
  return JSON.stringify([message.flowKey ?? message.sourceId, message.stepKey, state, reason?.code ?? null, reached]);
}

/** Null where nobody has the address that is looked for. */
export async function whereOfMessages(
  vault: Vault,
  db: Db,
  shopId: string,
  { state, reason, flow, to }: MessageFilter,
): Promise<Prisma.MessageWhereInput | null> {
  const where: Prisma.MessageWhereInput = {
    shopId,
    ...(state === 'all' ? {} : { state: { in: STATES[state] } }),
    ...(reason ? { reason: { path: ['code'], equals: reason } } : {}),
    ...(flow ? { flowKey: flow } : {}),
  };
  if (!to) return where;
  const email = normaliseEmail(to);
  const address = email ? await findAddress(vault, db, shopId, email) : null;
  return address ? { ...where, profileId: address.profileId } : null;
}

function findMessages(db: Db, where: Prisma.MessageWhereInput, paging: Paging): Promise<Message[]> {
  const isUpwards = paging.kind === 'newer';
  const direction = isUpwards ? 'asc' : 'desc';
  const beyond = paging.kind === 'newest' ? {} : beyondPosition(paging);
  return db.message.findMany({
    where: { ...where, ...beyond },
    orderBy: [{ plannedAt: direction }, { id: direction }],
    take: SHOWN + 1,
  });
}

/** The outer bound lets the index begin at the row; the inner one sorts out those of the same instant. */
function beyondPosition({ kind, than }: Exclude<Paging, { kind: 'newest' }>): Prisma.MessageWhereInput {
  const { at, id } = than;
  return kind === 'older'
    ? { plannedAt: { lte: at }, OR: [{ plannedAt: { lt: at } }, { id: { lt: id } }] }
    : { plannedAt: { gte: at }, OR: [{ plannedAt: { gt: at } }, { id: { gt: id } }] };
}

export async function messageRows(
  vault: Vault,
  db: Db,
  shop: PageShop,
  shopId: string,
  messages: Message[],
): Promise<MessageRow[]> {
  const unaddressed = messages.filter(({ addressId }) => !addressId).map(({ profileId }) => profileId);
  const primary = await primaryAddresses(db, shopId, unaddressed);
  const addressOf = ({ addressId, profileId }: Message) => addressId ?? primary.get(profileId) ?? null;
  const opened = await openAddresses(vault, db, shopId, messages.map(addressOf));
  const campaigns = await campaignNames(db, shopId, messages);
  return messages.map((message) => {
    const told = toldMessage(message);
    const who = opened.get(addressOf(message) ?? '');
    return {
      id: message.id,
      profileId: message.profileId,
      to: who?.email ?? null,
      name: who?.name ?? null,
      flow: message.flowKey,
      campaign: campaigns.get(message.sourceId) ?? null,
      step: message.stepKey,
      state: told.state,
      status: messageStatus(told, shop),
      reason: told.reason ? reasonWords(told.reason) : null,
      plannedAt: message.plannedAt.toISOString(),
    };
  });
}

async function campaignNames(db: Db, shopId: string, messages: Message[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(messages.flatMap(({ sourceKind, sourceId }) => (sourceKind === 'campaign' ? [sourceId] : [])));
  if (ids.size === 0) return new Map();
  const named = await db.campaign.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(named.map(({ id, name }) => [id, name]));
}
