import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';
import { mayCustomerLift, type SuppressionOrigin, type SuppressionReason } from './suppressions';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

test.each<[SuppressionReason, SuppressionOrigin, boolean]>([
  ['HardBounce', 'Recipient', true],
  ['SpamComplaint', 'Recipient', false],
  ['ManualSuppression', 'Customer', true],
  ['ManualSuppression', 'Recipient', false],
  ['ManualSuppression', 'Admin', true],
])('%s by %s may be lifted by the shop: %s', (reason, origin, expected) => {
  expect(mayCustomerLift({ email: 'ana@example.com', reason, origin, createdAt: new Date(0) })).toBe(expected);
});

/** Everything that can happen to an address, and what the rules make of it: null is free to get mail. */
type State = 'shop' | 'left' | 'bounced' | 'complained' | null;
type Act = 'suppress' | 'lift' | 'bounce' | 'complain' | 'leave' | 'return';

const rules: Record<Act, (state: State) => State> = {
  suppress: (state) => state ?? 'shop',
  lift: (state) => (state === 'shop' || state === 'bounced' ? null : state),
  bounce: (state) => state ?? 'bounced',
  complain: () => 'complained',
  leave: (state) => state ?? 'left',
  return: (state) => (state === 'left' || state === 'shop' ? null : state),
};

describe('any sequence of events', () => {
  test('leaves the address as the rules say, and mail follows them', async () => {
    let addresses = 0;
    const act = fc.constantFrom<Act>('suppress', 'lift', 'bounce', 'complain', 'leave', 'return');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
        const email = `model${(addresses += 1)}@example.com`;
        const send = () => bench.client.sendEmail(mail({ To: email, MessageStream: 'broadcast' }));
        const { MessageID } = await send();
        let state: State = null;
        for (const each of acts) {
          await perform(each, email, MessageID);
          state = rules[each](state);
          const refusal = await send().then(
            () => null,
            (error: { code: number }) => error.code,
          );
          expect(refusal, `after ${acts.join(', ')}: ${each} should leave ${state}`).toBe(state === null ? null : 406);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

async function perform(act: Act, email: string, messageId: string): Promise<void> {
  const entry = { Suppressions: [{ EmailAddress: email }] };
  const { inbox } = bench.standIn;
  if (act === 'suppress') await bench.client.createSuppressions('broadcast', entry);
  else if (act === 'lift') await bench.client.deleteSuppressions('broadcast', entry);
  else if (act === 'bounce') inbox.bounce(messageId);
  else if (act === 'complain') inbox.complain(messageId);
  else if (act === 'leave') await inbox.unsubscribe(messageId, { how: 'one-click' });
  else await fetch(`${bench.publicUrl}/resubscribe/${messageId}/0`, { method: 'POST' });
}
