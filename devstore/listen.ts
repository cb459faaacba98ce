import type { Server } from 'node:http';
import type express from 'express';

/** Opens a site's door on this machine; port 0 takes any free one. */
export async function listen(site: express.Express, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = site.listen(port, '127.0.0.1', () => resolve(opened));
    opened.once('error', reject);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the site has no port');
  return {
    // One host name for all that a browser opens: pages that frame each other then are of one site, and their cookies work.
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
