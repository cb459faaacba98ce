import type { Shop } from '@prisma/client';
import { linesOf } from '~/capture/carts/store-cart.server';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import type { ComposeDeps, Composition, MailSubject } from '~/delivery/sending/compose-mail.server';
import { previewMail } from '~/delivery/sending/preview-mail.server';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { nextCart } from './insight.server';
import { inShop, type PageDeps } from './shop-context.server';

export type PreviewDeps = PageDeps & ComposeDeps;

export type Preview =
  | { kind: 'shown'; subject: string; html: string; text: string; who: string; profileId: string | null }
  /** Nobody left a cart yet who may be mailed. */
  | { kind: 'nobody-yet' }
  | { kind: 'failed'; problem: string };

/** The mail of a step of the abandoned-cart flow as the person whose turn is next would get it now. */
export function previewNext(deps: PreviewDeps, shopDomain: string, templateKey: string): Promise<Preview> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const subject = await nextSubject(deps, db, shop.id);
    if (!subject) return { kind: 'nobody-yet' };
    const sender = await loadSender(deps.vault, db, shop.id);
    const input = { shop, sender, templateKey, campaign: 'abandoned-cart', subject };
    return shown(deps, db, shop, subject, await previewMail(deps, db, input));
  });
}

async function shown(
  { vault }: PreviewDeps,
  db: Db,
  shop: Shop,
  { profileId }: MailSubject,
  made: Composition,
): Promise<Preview> {
  if (made.kind === 'failed') return made;
  const profile =
    profileId && (await db.profile.findUnique({ where: { shopId_id: { shopId: shop.id, id: profileId } } }));
  const primaryAddressId = profile ? profile.primaryAddressId : null;
  const person = primaryAddressId ? await openRecipient(vault, db, shop.id, primaryAddressId) : null;
  return { kind: 'shown', ...made.mail, who: person ? recipientName(person) : 'a visitor', profileId };
}

/** The newest cart of somebody who may be mailed. */
export async function nextSubject(deps: Pick<PageDeps, 'clock'>, db: Db, shopId: string): Promise<MailSubject | null> {
  const next = await nextCart(db, deps.clock, shopId);
  if (!next) return null;
  const { profileId, cartToken: token } = next;
  const cart = await db.cart.findUniqueOrThrow({ where: { shopId_token: { shopId, token } } });
  const lines = linesOf(cart).filter(({ quantity }) => quantity > 0);
  return { profileId, lines, checkoutUrl: cart.checkoutUrl, about: [] };
}
