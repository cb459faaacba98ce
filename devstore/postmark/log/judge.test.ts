import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';
import { acceptedAfter, acceptedEntries, countByAddress, findDuplicates, unansweredRequests } from './judge';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

const send = (To: string, message: string, fields: Parameters<typeof mail>[0] = {}) =>
  bench.client.sendEmail(mail({ To, Metadata: { message }, ...fields }));

test('the log alone tells what was sent, to whom, how often and when', async () => {
  await send('ana@example.com', 'm-1', { Bcc: 'Bo@example.com' });
  await expect(send('nobody', 'm-2')).rejects.toMatchObject({ code: 300 });
  const revokedAtMs = performance.now();
  bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
  const hasty = bench.clientFor(bench.server.token, 0.1);
  await expect(hasty.sendEmail(mail({ Metadata: { message: 'm-3' } }))).rejects.toMatchObject({ statusCode: 0 });
  await send('Ana@Example.com', 'm-3');
  await send('cy@example.com', 'm-4');
  await bench.log.waitFor((entry) => entry.kind === 'answer' && entry.outcome === 'client-gave-up', {
    what: 'the client to give up',
    timeoutMs: 1_000,
  });

  const log = bench.log.all();
  expect(acceptedEntries(log)).toHaveLength(4);
  expect(Object.fromEntries(countByAddress(log))).toEqual({
    'ana@example.com': 3,
    'bo@example.com': 1,
    'cy@example.com': 1,
  });
  expect(findDuplicates(log, 'message').map(({ value, accepted }) => [value, accepted.length])).toEqual([['m-3', 2]]);
  expect(acceptedAfter(log, 'ANA@example.com', revokedAtMs).map(({ entry }) => entry.metadata.message)).toEqual([
    'm-3',
    'm-3',
  ]);
  expect(acceptedAfter(log, 'bo@example.com', revokedAtMs)).toEqual([]);
  expect(unansweredRequests(log).map(({ messages }) => messages[0]?.metadata.message)).toEqual(['m-3']);
});
