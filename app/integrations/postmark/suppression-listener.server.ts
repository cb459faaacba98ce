import type { ConsentListener } from '~/customers/consent/tell-consents.server';
import type { PostmarkClients } from './postmark-client.server';

/**
 * Who said yes again is taken off Postmark's own list, or their mail would be refused there. Postmark lets nobody but itself take off who
 * complained of spam.
 */
export function createSuppressionListener(
  clients: PostmarkClients,
  account: { token: string; stream: string } | null,
): ConsentListener {
  return async ({ email, state }) => {
    if (!account) return { kind: 'try-later', problem: 'no sender is set up' };
    if (state !== 'granted') return { kind: 'told' };
    const { Suppressions } = await clients(account.token).deleteSuppressions(account.stream, {
      Suppressions: [{ EmailAddress: email }],
    });
    const failed = Suppressions.find(({ Status }) => String(Status) === 'Failed');
    return failed ? { kind: 'refused', problem: `Postmark says: ${failed.Message}` } : { kind: 'told' };
  };
}
