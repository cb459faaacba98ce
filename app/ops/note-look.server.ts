import { logAccessOnce, type Access, type AuditDeps } from '~/platform/audit/access-log.server';
import { inShop, type PageDeps } from './shop-context.server';

/** Who looks: a shop's user, as the session token names them. */
export interface Looker {
  session: { shop: string };
  sessionToken?: { sub: string } | undefined;
}

/**
 * Writes down that a user sees a page that names people, before it is shown to them. Every page of the admin calls it, or says in
 * `shown-to-whom.test.ts` why nobody is named on it.
 */
export const noteLook = (
  deps: AuditDeps & Pick<PageDeps, 'db' | 'shops'>,
  { session, sessionToken }: Looker,
  look: Omit<Access, 'actor'>,
): Promise<void> =>
  inShop(deps, session.shop, (db, { id }) =>
    logAccessOnce(deps, db, id, { ...look, actor: sessionToken?.sub ?? 'unknown' }),
  );
