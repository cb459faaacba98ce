import { nobodyLooks } from '~/delivery/domains/sending-domains';
import { nobodyAsked } from '~/delivery/quality/linked-pages';
import { createSendingDomains } from '~/integrations/postmark/sending-domains.server';
import { createMailServers } from '~/integrations/postmark/mail-servers.server';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { installFlow } from './installed-flow';
import { sendingWorlds, type InWorld, type SendingWorld } from './sending-world';

/** A sending world, with everything the pages of the admin ask for: the flow every shop is installed with, and the shop by its domain. */
export type PageWorld = SendingWorld & { pages: ReturnType<typeof pageDeps>; domain: string };

type Options = Parameters<InWorld>[1];

export async function pageWorlds(): Promise<
  (work: (world: PageWorld) => Promise<void>, options?: Options) => Promise<void>
> {
  const inWorld = await sendingWorlds();
  return (work, options) =>
    inWorld(async (world) => {
      await world.app.db.prisma.shop.update({ where: { id: world.shop.id }, data: { email: 'owner@shop.example' } });
      await installFlow(world.app, world.shop.id);
      await work({ ...world, pages: pageDeps(world), domain: world.shop.domain });
    }, options);
}

function pageDeps({ app, deps, bench }: SendingWorld) {
  const { db, ids, systemClock } = app;
  return {
    ...deps,
    ids,
    shops: createShopDirectory({ pool: db.pool, ids, systemClock }),
    postmark: createPostmarkClients(bench.url),
    mailServers: createMailServers(bench.account),
    ...{ sendingDomains: createSendingDomains(bench.account), dns: nobodyLooks },
    linkedPages: nobodyAsked,
  };
}
