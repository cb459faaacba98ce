import { goOnSending } from '~/decisions/send-policy/sending-stop.server';
import type { ActivityDeps } from '~/platform/audit/activity.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, type PageDeps } from './shop-context.server';

/** Lets marketing mail go on that had stopped by itself. `actor` is the user's id, where it is known; twice is once. */
export function letMarketingGoOn(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  actor?: string,
): Promise<SaveOutcome> {
  return inShop(deps, shopDomain, async (db, { id }) => {
    await goOnSending(deps, db, id, actor);
    return { kind: 'saved' };
  });
}
