import type { Shop } from '@prisma/client';
import type { SyncKind } from '~/capture/shopify-sync/sync-kinds';
import { flowsNotUnderstood, type FlowNotUnderstood } from '~/decisions/flows/not-understood.server';
import { offersInTrouble } from '~/decisions/offers/offer-numbers.server';
import { loadStop } from '~/decisions/send-policy/sending-stop.server';
import { loadDomain } from '~/delivery/domains/sender-domain.server';
import { sendingAddress, type LentAddresses } from '~/delivery/sending/sender-address';
import type { Sender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { isWindowed, troublesOf } from './data-page.server';
import { namedHeldMails, type NamedHeldMail } from './mails/named-held-mails.server';
import { requestsDue, type RequestsDue } from './privacy-requests.server';
import { foundHidden, type FoundHidden } from './recommender-quality';
import { sendingTrouble } from './sending-trouble.server';
import type { PageDeps } from './shop-context.server';
import type { StopFigures } from './stop-words';
import { refusedWords, windowWords, type Trouble } from './sync-words';

export interface Health {
  /** What is in the way between Shopify and Kindred. */
  shopify: Trouble[];
  /** Whether Shopify shows this app only the orders of the last 60 days. */
  isWindowed: boolean;
  /** When something of the shop was last read; null: nothing yet. */
  lastHeardAt: string | null;
  isPaused: boolean;
  /** Why Postmark takes no mail at the moment, in its words; null where it does, or nothing was tried. */
  sendingProblem: string | null;
  /** Marketing mail has stopped by itself, for these figures; null where it goes on. */
  stop: (StopFigures & { stoppedAt: string }) | null;
  /** By which address mail leaves while the shop has no verified domain; null: by its own, or no sender is set up. */
  wayBeforeDomain: 'shared' | 'only-shop' | 'nowhere' | null;
  /** The shop's domain whose records are not found any more; null where they are, or there is none. */
  failingDomain: string | null;
  /** What of mail somebody else sends about left checkouts was last seen; null where none was. */
  otherMail: { mailed: number; examined: number; lastAt: string | null } | null;
  /** Inbox entries that could not be read and wait for somebody. */
  parked: number;
  /** Offers that give no codes at the moment, by name: mails wait. */
  offersInTrouble: string[];
  /** Mails that are too large to leave: messages of them wait. */
  heldMails: NamedHeldMail[];
  /** Mails whose newest version waits for somebody to approve it. */
  reviews: number;
  /** Campaigns that stand still until somebody lets them go on, by name. */
  heldCampaigns: { id: string; name: string }[];
  /** Flows of which a version that is in use cannot be read. */
  flowsNotUnderstood: FlowNotUnderstood[];
  /** Copies of their data that are owed to people; null where there are none. */
  requestsDue: RequestsDue | null;
  /** Of orders it had not seen: how often the recommender, and best-sellers alone, found the hidden product among ten. */
  recommender: FoundHidden | null;
}

export type HealthDeps = Pick<PageDeps, 'clock'> & { lentAddresses: LentAddresses };

/** What is in the way, and what waits for somebody. */
export async function healthOf(deps: HealthDeps, db: Db, shop: Shop, sender: Sender | null): Promise<Health> {
  const { id: shopId } = shop;
  const [heard, policy, parked, model, otherMail, refused, due] = await Promise.all([
    db.inboxItem.aggregate({ where: { shopId }, _max: { triggeredAt: true } }),
    db.sendPolicy.findUnique({ where: { shopId } }),
    db.inboxItem.count({ where: { shopId, state: 'parked' } }),
    db.recommenderModel.findFirst({ where: { shopId, isActive: true }, select: { metrics: true } }),
    otherMailSeen(db, shopId),
    sendingTrouble(db, shopId),
    requestsDue(deps, db, shopId),
  ]);
  const domain = await loadDomain(db, shopId);
  const stop = await loadStop(db, shopId);
  const watermarks = await db.syncWatermark.findMany({ where: { shopId } });
  return {
    shopify: [
      ...troublesOf(shop, watermarks).filter((trouble) => trouble !== windowWords),
      ...(await refusedKinds(db, shopId)),
    ],
    isWindowed: isWindowed(shop),
    lastHeardAt: heard._max.triggeredAt?.toISOString() ?? null,
    isPaused: policy?.isPaused ?? false,
    parked,
    otherMail,
    requestsDue: due,
    offersInTrouble: await offersInTrouble(db, shopId),
    heldMails: await namedHeldMails(db, shopId),
    reviews: await countReviews(db, shopId),
    heldCampaigns: await db.campaign.findMany({ where: { shopId, state: 'paused' }, select: { id: true, name: true } }),
    flowsNotUnderstood: await flowsNotUnderstood(db, shopId),
    sendingProblem: refused?.detail ?? null,
    stop: stop && { ...stop, stoppedAt: stop.stoppedAt.toISOString() },
    wayBeforeDomain: wayBeforeDomain(deps, shop, sender),
    failingDomain: domain?.state === 'failing' ? domain.name : null,
    recommender: foundHidden(model),
  };
}

/** Kinds of the store's past that Shopify does not show. */
async function refusedKinds(db: Db, shopId: string): Promise<Trouble[]> {
  const runs = await db.syncRun.findMany({ where: { shopId, purpose: 'first', state: 'refused' } });
  return runs.map(({ kind }) => refusedWords(kind as SyncKind));
}

async function countReviews(db: Db, shopId: string): Promise<number> {
  const newest = await db.emailTemplate.findMany({
    where: { shopId },
    distinct: ['key'],
    orderBy: [{ key: 'asc' }, { version: 'desc' }],
    select: { state: true },
  });
  return newest.filter(({ state }) => state === 'in-review').length;
}

function wayBeforeDomain(
  { lentAddresses }: Pick<HealthDeps, 'lentAddresses'>,
  shop: Shop,
  sender: Sender | null,
): Health['wayBeforeDomain'] {
  const way = sender ? sendingAddress(sender, shop.domain, lentAddresses).way : 'own';
  return way === 'own' ? null : way;
}

async function otherMailSeen(db: Db, shopId: string): Promise<Health['otherMail']> {
  const look = await db.recoveryMailLook.findUnique({ where: { shopId } });
  if (!look?.mailed) return null;
  return { mailed: look.mailed, examined: look.examined, lastAt: look.lastAt?.toISOString() ?? null };
}
