import type { Shop } from '@prisma/client';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { offersInTrouble } from '~/decisions/offers/offer-numbers.server';
import { loadStop } from '~/decisions/send-policy/sending-stop.server';
import { loadDomain } from '~/delivery/domains/sender-domain.server';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import { creditWindowWords } from '~/engagement/attribution/windows';
import { sendingAddress, type LentAddresses } from '~/delivery/sending/sender-address';
import { loadSender, type Sender } from '~/delivery/sending/sender.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { latestMessages, type MessageRow } from './messages.server';
import { abandonedCartInsight, type Insight } from './insight.server';
import { sendingTrouble } from './sending-trouble.server';
import { isWindowed, troublesOf } from './data-page.server';
import { requestsDue, type RequestsDue } from './privacy-requests.server';
import type { StopFigures } from './stop-words';
import { setupSteps, type SetupSteps } from './setup-steps.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { windowWords, type Trouble } from './sync-words';
import { foundHidden, type FoundHidden } from './recommender-quality';

export interface Home {
  shop: PageShop;
  steps: SetupSteps;
  /** Null once the flow runs: then its results count. */
  insight: Insight | null;
  /** Of the last thirty days. */
  results: {
    sent: number;
    attributedMinor: number;
    attributedOrders: number;
    mailablePeople: number;
    /** By what orders are credited to mails: `within 5 days of a click`. */
    creditedBy: string;
  };
  waiting: { inFlow: number; messages: number; nextAt: string | null };
  /** What came of the newest messages that are settled. */
  lately: MessageRow[];
  health: Health;
}

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
  /** Copies of their data that are owed to people; null where there are none. */
  requestsDue: RequestsDue | null;
  /** Of orders it had not seen: how often the recommender, and best-sellers alone, found the hidden product among ten. */
  recommender: FoundHidden | null;
}

const DAYS = 30;

type HomeDeps = PageDeps & { lentAddresses: LentAddresses };

/** What the home page says: is it earning, and does anything need me? */
export function home(deps: HomeDeps, shopDomain: string): Promise<Home> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { id: shopId } = shop;
    const sender = await loadSender(deps.vault, db, shopId);
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key: abandonedCart.key } } });
    const spoken = pageShop(deps, shop);
    const [steps, insight, results, waiting, lately, health] = await Promise.all([
      setupSteps(db, shopId, sender, flow?.isOn ?? false),
      flow?.isOn ? null : abandonedCartInsight(db, deps.clock, shopId),
      resultsOf(deps, db, shop),
      waitingIn(db, shopId),
      latestMessages(deps.vault, db, spoken, shopId),
      healthOf(deps, db, shop, sender),
    ]);
    return { shop: spoken, steps, insight, results, waiting, lately, health };
  });
}

async function resultsOf(
  { clock }: Pick<PageDeps, 'clock'>,
  db: Db,
  { id: shopId, currency }: Shop,
): Promise<Home['results']> {
  const since = addMs(clock.now(), -minutes(DAYS * 1_440));
  const [sent, credited, mailablePeople, { shown }] = await Promise.all([
    db.message.count({ where: { shopId, state: 'accepted', sentAt: { gte: since } } }),
    db.attribution.aggregate({
      where: { shopId, model: 'last-touch', currency, orderedAt: { gte: since } },
      _sum: { revenueMinor: true },
      _count: true,
    }),
    db.consentState.count({ where: { shopId, purpose: 'marketing', state: 'granted' } }),
    windowsInUse(db, shopId),
  ]);
  return {
    ...{ sent, mailablePeople, creditedBy: creditWindowWords(shown) },
    attributedMinor: credited._sum.revenueMinor ?? 0,
    attributedOrders: credited._count,
  };
}

async function waitingIn(db: Db, shopId: string): Promise<Home['waiting']> {
  const inFlow = await db.flowRun.count({ where: { shopId, status: 'active' } });
  const messages = await db.message.count({ where: { shopId, state: 'planned' } });
  const next = await db.flowRun.aggregate({ where: { shopId, status: 'active' }, _min: { dueAt: true } });
  return { inFlow, messages, nextAt: next._min.dueAt?.toISOString() ?? null };
}

async function healthOf(
  deps: Pick<HomeDeps, 'clock' | 'lentAddresses'>,
  db: Db,
  shop: Shop,
  sender: Sender | null,
): Promise<Health> {
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
    shopify: troublesOf(shop, watermarks).filter((trouble) => trouble !== windowWords),
    isWindowed: isWindowed(shop),
    lastHeardAt: heard._max.triggeredAt?.toISOString() ?? null,
    isPaused: policy?.isPaused ?? false,
    parked,
    otherMail,
    requestsDue: due,
    offersInTrouble: await offersInTrouble(db, shopId),
    sendingProblem: refused?.detail ?? null,
    stop: stop && { ...stop, stoppedAt: stop.stoppedAt.toISOString() },
    wayBeforeDomain: wayBeforeDomain(deps, shop, sender),
    failingDomain: domain?.state === 'failing' ? domain.name : null,
    recommender: foundHidden(model),
  };
}

function wayBeforeDomain(
  { lentAddresses }: Pick<HomeDeps, 'lentAddresses'>,
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
