import { z } from 'zod';
import type { CartLine } from '~/capture/events/reports';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { EmailDocument } from '~/delivery/documents/document';
import { NO_SUBJECT, type MailSubject } from '~/delivery/sending/draft-mails.server';
import type { Db } from '~/platform/db/db.server';
import { withProduct, type ShownAbout } from '../mails/product-to-try.server';
import { nextSubject } from '../preview.server';
import type { PageDeps } from '../shop-context.server';

/** As whom a draft is looked at: the next who would get it, nobody in particular, somebody whose name is not known, or one person. */
export const asWhom = z.union([z.enum(['next', 'nobody', 'nameless']), z.uuid()]);
export type AsWhom = z.infer<typeof asWhom>;

const EXAMPLES = 2;

/** What a draft is about for them. Nobody in particular has a cart of the shop's products, so that there is something to see. */
export async function subjectToTry(
  deps: Pick<PageDeps, 'clock'>,
  db: Db,
  shopId: string,
  { as, document }: { as: AsWhom; document: EmailDocument },
): Promise<ShownAbout> {
  return withProduct(db, shopId, await subjectAs(deps, db, shopId, as), document);
}

async function subjectAs(deps: Pick<PageDeps, 'clock'>, db: Db, shopId: string, as: AsWhom): Promise<MailSubject> {
  if (as === 'nobody') return exampleSubject(db, shopId);
  if (as !== 'next' && as !== 'nameless') return subjectOf(db, shopId, as);
  const next = await nextSubject(deps, db, shopId);
  return next ?? exampleSubject(db, shopId);
}

async function exampleSubject(db: Db, shopId: string): Promise<MailSubject> {
  const variants = await db.variant.findMany({
    where: { shopId, isAvailable: true, product: { status: 'ACTIVE', isPublished: true, deletedAt: null } },
    distinct: ['productId'],
    orderBy: [{ productId: 'asc' }, { position: 'asc' }],
    take: EXAMPLES,
    include: { product: true },
  });
  const lines = variants.map(({ id, productId, title, priceMinor, product }): CartLine => ({
    ...{ variantId: id, productId, quantity: 1, title: product.title, priceMinor },
    variantTitle: title === 'Default Title' ? null : title,
  }));
  return { ...NO_SUBJECT, lines };
}

/** Their newest cart with something in it. */
async function subjectOf(db: Db, shopId: string, profileId: string): Promise<MailSubject> {
  const cart = await db.cart.findFirst({ where: { shopId, profileId }, orderBy: { linesChangedAt: 'desc' } });
  return {
    ...{ profileId, lines: cart ? linesOf(cart).filter(({ quantity }) => quantity > 0) : [] },
    ...{ checkoutUrl: cart?.checkoutUrl ?? null, about: [] },
  };
}
