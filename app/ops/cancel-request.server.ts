import type { Origin } from '~/customers/consent/evidence';
import { cancelRequest } from '~/customers/wants/product-requests.server';
import { askToCancel, requestCancelled } from '~/delivery/reader-pages/cancel-pages';
import { notOurLink, tooManyAtOnce } from '~/delivery/reader-pages/unsubscribe-pages';
import { readCancelToken } from '~/delivery/sending/own-links';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import { withShop, type Database } from '~/platform/db/db.server';
import { mayPass, privatePage, type ReaderLimits } from './reader-request.server';
import { readerShop, type ReaderShop } from './reader-shop.server';

export interface CancelDeps {
  db: Database;
  vault: Vault;
  clock: Clock;
}

/** The page behind the link that takes back a wish to be told. Changes nothing: programs open links, too. */
export async function showCancelling({ db, vault }: CancelDeps, token: string): Promise<Response> {
  const target = readCancelToken(vault, token);
  const shop = target && (await withShop(target.shopId, () => readerShop(db.prisma, target.shopId)));
  return shop ? privatePage(askToCancel(shop)) : privatePage(notOurLink(), 404);
}

/** Takes it back; a second time changes nothing. */
export async function cancelByLink(
  services: CancelDeps & { readerLimits: ReaderLimits },
  token: string,
  origin: Origin,
): Promise<Response> {
  if (!mayPass(services.readerLimits, token, origin)) return privatePage(tooManyAtOnce(), 429);
  const target = readCancelToken(services.vault, token);
  const shop = target && (await withShop(target.shopId, () => cancelled(services, target)));
  return shop ? privatePage(requestCancelled(shop)) : privatePage(notOurLink(), 404);
}

async function cancelled(
  { db, clock }: CancelDeps,
  { shopId, id }: { shopId: string; id: string },
): Promise<ReaderShop | null> {
  await cancelRequest({ clock }, db.prisma, shopId, { id });
  return readerShop(db.prisma, shopId);
}
