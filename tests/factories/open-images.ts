import type { AddressInfo } from 'node:net';
import express from 'express';
import { createDrawer } from '~/delivery/open-time/drawing/drawer.server';
import { createOpenTimeImages } from '~/delivery/open-time/open-time-images.server';
import { mailImages } from '~/ingest/mail-images/mail-images.server';
import type { SendingWorld } from './sending-world';

export interface OpenImages {
  url: string;
  drawer: ReturnType<typeof createDrawer>;
  close(): Promise<void>;
}

/** The images of a world's mails, behind a server of their own. */
export async function openImages(
  { app }: Pick<SendingWorld, 'app'>,
  allowance = { burst: 1_000, perSecond: 1_000 },
): Promise<OpenImages> {
  const drawer = createDrawer();
  const images = createOpenTimeImages({ ...app, drawer });
  const routes = mailImages({ ...app, images }, { trustedProxies: 0, allowance });
  const server = express().use(routes).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drawer,
    async close() {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      await drawer.close();
    },
  };
}
