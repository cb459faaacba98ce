import { checkDueDomain, type CheckDomainDeps } from '~/delivery/domains/check-domain.server';
import { changeDomain, loadDomain, type StoredDomain } from '~/delivery/domains/sender-domain.server';
import type { SendingDomains } from '~/delivery/domains/sending-domains';
import type { Database } from '~/platform/db/db.server';
import { ownerLetter } from '../owner-letter';
import { canTellOwner, tellOwner, type TellOwnerDeps } from '../tell-owner.server';
import { domainLetter } from './domain-letter';

export interface WatchDomainDeps extends TellOwnerDeps, Omit<CheckDomainDeps, 'sendingDomains'> {
  db: Database;
  sendingDomains: SendingDomains | null;
  settingsUrl(shopDomain: string): string;
}

/** Looks at a shop's domain when it is time, and tells its owner, once each time, that it is not found any more. */
export async function watchDomain(deps: WatchDomainDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  const { sendingDomains } = deps;
  if (!sendingDomains) return null;
  const nextDueAt = await checkDueDomain({ ...deps, sendingDomains }, prisma, shopId);
  const is = await loadDomain(prisma, shopId);
  if (is?.state === 'failing' && !is.toldAt) await tellOfFailing(deps, is);
  return nextDueAt;
}

/** Noted before it is sent, so that nobody is told twice; what surely did not leave is taken back and tried with the next look. */
async function tellOfFailing(deps: WatchDomainDeps, domain: StoredDomain): Promise<void> {
  const { prisma } = deps.db;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: domain.shopId } });
  deps.logger.warn({ shopId: shop.id, domain: domain.name }, 'the domain of a shop is not verified any more');
  if (!canTellOwner(deps, shop)) return;
  const { count } = await prisma.senderDomain.updateMany({
    where: { shopId: shop.id, state: 'failing', toldAt: null },
    data: { toldAt: deps.clock.now() },
  });
  if (count === 0) return;
  const url = `${deps.settingsUrl(shop.domain)}/domain`;
  const letter = domainLetter({ shopName: shop.name || shop.domain, domain, url });
  if (!(await tellOwner(deps, shop, ownerLetter(letter)))) await changeDomain(prisma, domain, { toldAt: null });
}
