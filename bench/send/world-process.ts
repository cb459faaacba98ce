import { setTimeout as sleep } from 'node:timers/promises';
import { createAdminClient } from '../../devstore/admin-client';
import { setUpShop } from '../../devstore/demo/merchant';
import type { FaultMix } from '../../devstore/postmark/faults/faults';
import { generateStore } from '../../devstore/store-data';
import { startWorld, type World } from '../../devstore/world';
import type { Acceptance, RequestSeen, WorldQuestion, WorldSettings } from './world-questions';

/**
 * A world of its own process, so that what its stand-ins do costs the app no turn of its event loop. Says where it is, and then answers what its parent
 * asks, one question after the other.
 */
const settings = JSON.parse(process.argv[2] ?? '{}') as WorldSettings;
const { app, seed, store, searchLagMs = 0 } = settings;
const world = await startWorld({
  ...{ data: generateStore({ seed, ...store }), app, seed, ports: { shopify: 0, storefront: 0, postmark: 0 } },
  // A hundred thousand mails of thirty kilobytes would be three gigabytes, and nobody reads them.
  postmark: { searchLagMs, keepsBodiesOf: 1_000 },
});
say({
  ...{ urls: world.urls, operator: world.operator, offsetMs: world.clock.offsetMs },
  ...{ nameServer: world.nameServer.address, postmarkToken: world.postmarkToken, senderEmail: world.senderEmail },
});

process.on('message', (question: WorldQuestion) => {
  answer(question).then(say, (error: unknown) => say({ error: String(error) }));
});
// Its parent is gone.
process.on('disconnect', () => process.exit(0));

async function answer(question: WorldQuestion): Promise<unknown> {
  const { faults } = world.postmark;
  switch (question.ask) {
    case 'install':
      return install();
    case 'set-up':
      await setUpShop(world, app.appUrl, question.unsubscribeMode);
      return null;
    case 'weather':
      return faults.webhooks(question.weather);
    case 'faults':
      return faults.mix(question.mix as FaultMix | null);
    case 'accepted':
      return acceptances(world);
    case 'requests':
      return requests(world);
    case 'outage':
      return faults.outage(question.isDown);
    case 'advance':
      await world.clock.advance(question.ms);
      return { offsetMs: world.clock.offsetMs };
    case 'settle':
      return world.postmark.settle();
    case 'time':
      return { timeOriginMs: performance.timeOrigin, nowMs: performance.now() };
  }
}

/** Opens the app for the first time, and waits until it has read the shop and learned from it. */
async function install(): Promise<null> {
  await createAdminClient(world, app.appUrl).open('/app');
  for (let quiet = 0; quiet < 5;) {
    await world.shopify.settled();
    const work = (await (await fetch(`${app.appUrl}/world/work`)).json()) as { due: number };
    quiet = work.due === 0 ? quiet + 1 : 0;
    await sleep(200);
  }
  return null;
}

function acceptances({ logs }: World): Acceptance[] {
  return logs.postmark.all().flatMap(({ at, entry }) =>
    entry.kind === 'accepted'
      ? [
          {
            to: entry.to[0] ?? '',
            name: entry.metadata.kindred_message ?? '',
            atMs: Date.parse(at),
            requestId: entry.requestId,
          },
        ]
      : [],
  );
}

function requests({ logs }: World): RequestSeen[] {
  return logs.postmark.all().flatMap(({ entry }) =>
    entry.kind === 'request' && entry.path.startsWith('/email')
      ? [
          {
            ...{ requestId: entry.requestId, fault: entry.fault, firstByteMs: entry.firstByteMs + entry.timeOriginMs },
            to: entry.messages.flatMap(({ to }) => to),
          },
        ]
      : [],
  );
}

function say(what: unknown): void {
  process.send?.({ told: what ?? null });
}
