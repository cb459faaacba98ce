import { describe, it } from 'vitest';
import { expectStory } from './story';

const LONG = 330_000;

describe('the path of one email, from browsing to attributed revenue', () => {
  it('with Postmark’s own unsubscribing', () => expectStory('postmark', {}), LONG);

  it(
    'with our own unsubscribing, webhooks told twice and out of order, a search that lags, and the other guesses about Shopify',
    () =>
      expectStory('custom', {
        world: {
          shopify: {
            webhooks: { duplicateRate: 0.5, shuffle: true },
            unknowns: { cartPayloadNamesCustomer: true, checkoutCreateFires: 'start' },
          },
          postmark: { approvals: { customUnsubscribe: true }, searchLagMs: 3_000 },
        },
      }),
    LONG,
  );
});
