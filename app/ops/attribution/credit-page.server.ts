import { creditableSince } from '~/compliance/retention/creditable-since.server';
import { askForCredit } from '~/engagement/attribution/credit-anew.server';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import { creditWindows, type CreditWindows } from '~/engagement/attribution/windows';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

/** What orders of the last days amount to that mails are credited with in one way. */
export interface Credited {
  orders: number;
  minor: number;
}

export interface CreditPage {
  shop: PageShop;
  windows: CreditWindows;
  /** Null where nothing is being credited anew. */
  underWay: { windows: CreditWindows; done: number; of: number } | null;
  days: number;
  /** An order counts once in each. */
  credited: { byClick: Credited; byOpen: Credited; helpedMore: Credited };
}

const DAYS = 30;

/** How orders are credited, what that amounts to, and how far crediting anew is. */
export function creditPage(deps: PageDeps, shopDomain: string): Promise<CreditPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { shown, coming } = await windowsInUse(db, shop.id);
    const since = addMs(deps.clock.now(), -minutes(DAYS * 1_440));
    return {
      shop: pageShop(deps, shop),
      windows: shown,
      underWay: coming && (await progress(db, shop.id, coming)),
      days: DAYS,
      credited: await creditedSince(db, { shopId: shop.id, currency: shop.currency, since }),
    };
  });
}

async function progress(db: Db, shopId: string, windows: CreditWindows): Promise<CreditPage['underWay']> {
  const [{ of } = { of: 0 }] = await db.$queryRaw<{ of: number }[]>`
    SELECT count(DISTINCT "profileId")::int AS "of" FROM orders WHERE "shopId" = ${shopId}::uuid`;
  const rebuild = await db.attributionRebuild.findUnique({ where: { shopId }, select: { done: true } });
  return { windows, done: Math.min(rebuild?.done ?? of, of), of };
}

interface Since {
  shopId: string;
  currency: string;
  since: Date;
}

async function creditedSince(db: Db, { shopId, currency, since }: Since): Promise<CreditPage['credited']> {
  const rows = await db.$queryRaw<(Credited & { model: string; touchKind: string })[]>`
    SELECT a."model", a."touchKind", count(*)::int AS "orders", sum(a."revenueMinor")::float8 AS "minor"
    FROM (SELECT DISTINCT ON ("orderId", "model") * FROM attributions
      WHERE "shopId" = ${shopId}::uuid AND "currency" = ${currency} AND "orderedAt" >= ${since}
      ORDER BY "orderId", "model", "touchedAt" DESC) a
    GROUP BY 1, 2`;
  const of = (isMeant: (row: (typeof rows)[number]) => boolean): Credited =>
    rows
      .filter(isMeant)
      .reduce((sum, { orders, minor }) => ({ orders: sum.orders + orders, minor: sum.minor + minor }), NOTHING);
  return {
    byClick: of(({ model, touchKind }) => model === 'last-touch' && touchKind === 'click'),
    byOpen: of(({ model, touchKind }) => model === 'last-touch' && touchKind === 'open'),
    helpedMore: of(({ model }) => model === 'assisted'),
  };
}

const NOTHING: Credited = { orders: 0, minor: 0 };

/** Has all orders credited by other windows. `actor` is the user's id, where it is known. */
export function saveCredit(
  deps: PageDeps & ActivityDeps & { systemClock: SystemClock },
  shopDomain: string,
  form: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const parsed = creditWindows.safeParse(form);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      return { kind: 'refused', problems };
    }
    const isNew = await askForCredit({ ...deps, creditableSince }, shopId, parsed.data);
    if (isNew) await recordActivity(deps, db, shopId, { kind: 'credit-changed', actor, details: { ...parsed.data } });
    return { kind: 'saved' };
  });
}
