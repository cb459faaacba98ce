import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite } from '../testing/open-site';

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

interface Told {
  kind: string;
  [field: string]: unknown;
}

/** A connected page: what it was told so far, and a wait for more. */
async function connect() {
  const leaving = new AbortController();
  const response = await fetch(`${site.url}/events`, { signal: leaving.signal });
  const told: Told[] = [];
  const chunks = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  return {
    response,
    told,
    leave: () => leaving.abort(),
    async until(kind: string): Promise<Told> {
      for (;;) {
        const found = told.find((each) => each.kind === kind);
        if (found) return found;
        const { value, done } = await chunks.read();
        if (done) throw new Error(`the stream ended before ${kind}`);
        const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          const event = /^event: (.*)$/m.exec(block)?.[1];
          if (data) told.push({ ...(JSON.parse(data) as Told), kind: String(event) });
        }
      }
    },
  };
}

test('a page is told what happens in the world, and at last that it has settled', async () => {
  const page = await connect();
  expect(page.response.headers.get('content-type')).toBe('text/event-stream');
  const before = site.world.clock.now();
  await site.world.clock.advance(3_600_000);
  const clock = await page.until('clock');
  expect(Date.parse(String(clock.now)) - before.getTime()).toBeGreaterThanOrEqual(3_600_000);
  expect(clock.offsetMs).toBe(site.world.clock.offsetMs);

  const messageId = await site.send('anna@example.org');
  expect(await page.until('mail')).toEqual({ kind: 'mail', what: 'delivered', messageId, to: 'anna@example.org' });
  expect(await page.until('report')).toEqual({
    kind: 'report',
    recordType: 'Delivery',
    messageId,
    outcome: 'delivered',
  });
  await page.until('settled');

  await site.world.postmark.inbox.unsubscribe(messageId, { how: 'one-click' });
  expect(await page.until('suppression')).toEqual({ kind: 'suppression', email: 'anna@example.org' });
  page.leave();
});

test('each page has a stream of its own, and one that left leaves the others theirs', async () => {
  const [staying, leaving] = await Promise.all([connect(), connect()]);
  leaving.leave();
  const messageId = await site.send('ben@example.org');
  await staying.until('settled');
  expect(staying.told.filter(({ kind }) => kind === 'mail')).toEqual([
    { kind: 'mail', what: 'delivered', messageId, to: 'ben@example.org' },
  ]);
  staying.leave();
});
