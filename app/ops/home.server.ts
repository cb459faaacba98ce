import type { Shop } from '@prisma/client';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import { creditWindowWords } from '~/engagement/attribution/windows';
import { loadSender } from '~/delivery/sending/sender.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { earnersSince, type Earner } from './earners.server';
import { latestMessages, type AlikeMessages } from './messages.server';
import { healthOf, type Health, type HealthDeps } from './home-health.server';
import { abandonedCartInsight, type Insight } from './insight.server';
import { setupSteps, type SetupSteps } from './setup-steps.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface Home {
  shop: PageShop;
  steps: SetupSteps;
  /** Null once a flow is on or a mail has left: then results count. */
  insight: Insight | null;
  /** Of the last thirty days. */
  results: {
    sent: number;
    /** Of these, by a person as far as can be told. */
    opened: number;
    clicked: number;
    attributedMinor: number;
    attributedOrders: number;
    mailablePeople: number;
    /** By what orders are credited to mails: `within 5 days of a click`. */
    creditedBy: string;
    /** What earned the most of it, at most three. */
    earners: Earner[];
  };
  waiting: { inFlow: number; messages: number; nextAt: string | null };
  /** What came of the newest messages that are settled. */
  lately: AlikeMessages[];
  health: Health;
}

const DAYS = 30;

type HomeDeps = PageDeps & HealthDeps;

/** What the home page says: is it earning, and does anything need me? */
export function home(deps: HomeDeps, shopDomain: string): Promise<Home> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { id: shopId } = shop;
    const sender = await loadSender(deps.vault, db, shopId);
    const steps = await setupSteps(db, shopId, sender);
    const isRunning = steps.isFlowOn || steps.firstMailAt !== null;
    const spoken = pageShop(deps, shop);
    const [insight, results, waiting, lately, health] = await Promise.all([
      isRunning ? null : abandonedCartInsight(db, deps.clock, shopId),
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
  const [mails, credited, mailablePeople, { shown }, earners] = await Promise.all([
    db.message.aggregate({
      where: { shopId, state: 'accepted', sentAt: { gte: since } },
      _count: { id: true, openedAt: true, clickedAt: true },
    }),
    db.attribution.aggregate({
      where: { shopId, model: 'last-touch', currency, orderedAt: { gte: since } },
      _sum: { revenueMinor: true },
      _count: true,
    }),
    db.consentState.count({ where: { shopId, purpose: 'marketing', state: 'granted' } }),
    windowsInUse(db, shopId),
    earnersSince(db, { id: shopId, currency }, since),
  ]);
  return {
    ...{ sent: mails._count.id, opened: mails._count.openedAt, clicked: mails._count.clickedAt },
    ...{ mailablePeople, creditedBy: creditWindowWords(shown), earners },
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
