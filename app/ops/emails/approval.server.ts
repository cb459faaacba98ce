import type { EmailTemplate } from '@prisma/client';
import { mustApprove, type VersionState } from '~/delivery/sending/save-document.server';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { isStarter } from './email-name';
import { whoWords } from './who';

export interface ApprovalPage {
  shop: PageShop;
  /** Whether somebody else must approve what is saved. */
  mustApprove: boolean;
  /** What was saved last; null: nothing yet, it is as every shop begins. */
  newest: {
    version: number;
    state: VersionState;
    saved: Done;
    asked: Done | null;
    decided: Done | null;
    /** Whoever saved it leaves approving to others. */
    isMine: boolean;
  } | null;
  /** Which version goes out; zero: as every shop begins; null: none. */
  goesOut: number | null;
}

interface Done {
  who: string;
  at: string;
}

/** How far a mail's newest version is, and what goes out meanwhile. `reader`: Shopify's id of the user. */
export function emailApproval(deps: PageDeps, shopDomain: string, key: string, reader: string): Promise<ApprovalPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const newest = await newestOf(db, shop.id, key);
    return {
      shop: pageShop(deps, shop),
      mustApprove: await mustApprove(db, shop.id),
      newest: newest && shownVersion(newest, reader),
      goesOut: await whatGoesOut(db, shop.id, key),
    };
  });
}

const newestOf = (db: Db, shopId: string, key: string): Promise<EmailTemplate | null> =>
  db.emailTemplate.findFirst({ where: { shopId, key }, orderBy: { version: 'desc' } });

async function whatGoesOut(db: Db, shopId: string, key: string): Promise<number | null> {
  const where = { shopId, key, state: 'approved' };
  const approved = await db.emailTemplate.findFirst({ where, orderBy: { version: 'desc' }, select: { version: true } });
  if (approved) return approved.version;
  return isStarter(key) ? 0 : null;
}

function shownVersion(row: EmailTemplate, reader: string): ApprovalPage['newest'] {
  const done = (actor: string | null, at: Date | null): Done | null =>
    at && { who: whoWords(actor, reader), at: at.toISOString() };
  return {
    ...{ version: row.version, state: row.state as VersionState, isMine: isOwn(row, reader) },
    saved: { who: whoWords(row.savedBy, reader), at: row.createdAt.toISOString() },
    asked: done(row.askedBy, row.askedAt),
    decided: done(row.decidedBy, row.decidedAt),
  };
}

/** Nobody known is taken for the same as nobody known. */
export const isOwn = ({ savedBy }: Pick<EmailTemplate, 'savedBy'>, actor: string): boolean =>
  (savedBy ?? 'unknown') === actor;
