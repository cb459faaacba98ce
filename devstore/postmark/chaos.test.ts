import { Errors, type ServerClient } from 'postmark';
import { afterEach, expect, test } from 'vitest';
import type { FaultKind } from './faults/faults';
import { countByAddress, findDuplicates } from './log/judge';
import { type Bench, mail, openBench } from './testing/open-bench';

/**
 * What an application has to be able to do against this stand-in: get every mail out exactly once although a third of its requests go
 * wrong. A careful sender settles unknown outcomes by the search; a careless one sends again, and the judge must catch it.
 */

const searchLagMs = 120_000;
const mailCount = 120;
const batchSize = 8;
const troubles: FaultKind[] = [
  'rate-limit',
  'server-error',
  'unavailable',
  'reset-connection',
  'accepted-then-timeout',
  'rejected-then-timeout',
  'half-batch-fails',
];

let bench: Bench;
afterEach(() => bench.close());

async function open(seed: number): Promise<ServerClient> {
  bench = await openBench({ seed, searchLagMs });
  // Whatever the seed brings, both kinds of unknown outcome are among it.
  bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
  bench.standIn.faults.next({ kind: 'rejected-then-timeout' });
  bench.standIn.faults.mix({ rate: 0.35, kinds: troubles });
  return bench.clientFor(bench.server.token, 0.1);
}

type Outcome = 'sent' | 'failed' | 'unknown';

/** Sends a batch and says of each message what the answer tells about it. */
async function sendBatch(client: ServerClient, ids: string[]): Promise<Outcome[]> {
  try {
    const results = await client.sendEmailBatch(
      ids.map((id) => mail({ To: `${id}@example.com`, Metadata: { message: id } })),
    );
    return results.map(({ ErrorCode }) => (ErrorCode === 0 ? 'sent' : 'failed'));
  } catch (error) {
    const isKnown = error instanceof Errors.PostmarkError && error.statusCode !== 0;
    return ids.map(() => (isKnown ? 'failed' : 'unknown'));
  }
}

/** Looks for a message once the search must know of it. */
async function isFound(client: ServerClient, id: string): Promise<boolean> {
  const { TotalCount } = await client.getOutboundMessages({ metadata_message: id, count: 1, offset: 0 });
  return Number(TotalCount) > 0;
}

async function sendAll(client: ServerClient, isCareful: boolean): Promise<number> {
  let open = Array.from({ length: mailCount }, (_, index) => `m${index}`);
  let unknowns = 0;
  while (open.length > 0) {
    const next: string[] = [];
    for (let start = 0; start < open.length; start += batchSize) {
      const ids = open.slice(start, start + batchSize);
      const outcomes = await sendBatch(client, ids);
      const unknown = ids.filter((_, index) => outcomes[index] === 'unknown');
      unknowns += unknown.length;
      if (isCareful && unknown.length > 0) bench.system.nowMs += searchLagMs;
      for (const id of unknown) if (!isCareful || !(await isFound(client, id))) next.push(id);
      next.push(...ids.filter((_, index) => outcomes[index] === 'failed'));
    }
    open = next;
  }
  return unknowns;
}

test('a careful sender gets every mail out exactly once', async () => {
  const unknowns = await sendAll(await open(7), true);
  expect(unknowns).toBeGreaterThan(2 * batchSize);
  const counts = countByAddress(bench.log.all());
  expect(counts.size).toBe(mailCount);
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  expect(findDuplicates(bench.log.all(), 'message')).toEqual([]);
});

test('a careless sender is caught', async () => {
  await sendAll(await open(7), false);
  const duplicates = findDuplicates(bench.log.all(), 'message');
  expect(duplicates.length).toBeGreaterThanOrEqual(batchSize);
  const counts = countByAddress(bench.log.all());
  expect(duplicates.map(({ value }) => counts.get(`${value}@example.com`))).toEqual(
    duplicates.map(({ accepted }) => accepted.length),
  );
});
