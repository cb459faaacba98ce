import type { ConsentAudience, ConsentWord } from '~/customers/consent/tell-consents.server';
import type { TellOutcome } from '~/customers/consent/tellings.server';
import type { Models, ServerClient } from 'postmark';
import type { PostmarkClients } from './postmark-client.server';

/**
 * Postmark's own list of whom a stream does not write to follows what people say to us: who said no stands on it, so that nothing else that writes by this
 * stream reaches them either, and who said yes again is taken off, or their mail would be refused there. Postmark lets nobody but itself take off who
 * complained of spam. Many go in one request: as many as are told at once are no more than it takes.
 */
export function createSuppressionListener(
  clients: PostmarkClients,
  account: { token: string; stream: string } | null,
): ConsentAudience {
  return async (words) => {
    if (!account) return words.map(() => ({ kind: 'try-later', problem: 'no sender is set up' }));
    const client = clients(account.token);
    const answers = new Map<string, TellOutcome>();
    for (const state of ['granted', 'withdrawn'] as const) {
      const emails = words.filter((word) => word.state === state).map(({ email }) => email);
      if (emails.length === 0) continue;
      for (const each of await CHANGES[state](client, account.stream, emails))
        answers.set(each.EmailAddress, outcomeOf(state, each));
    }
    return words.map((word) => answerFor(word, answers));
  };
}

type Change = (client: ServerClient, stream: string, emails: string[]) => Promise<Models.SuppressionStatus[]>;

const entriesOf = (emails: string[]) => ({ Suppressions: emails.map((EmailAddress) => ({ EmailAddress })) });

const CHANGES: Record<'granted' | 'withdrawn', Change> = {
  granted: async (client, stream, emails) => (await client.deleteSuppressions(stream, entriesOf(emails))).Suppressions,
  withdrawn: async (client, stream, emails) =>
    (await client.createSuppressions(stream, entriesOf(emails))).Suppressions,
};

/** Postmark does not put on its list for us who stands there for a complaint: they stand there. */
const STANDS_THERE = /authority/i;

function outcomeOf(state: 'granted' | 'withdrawn', { Status, Message }: Models.SuppressionStatus): TellOutcome {
  if (Status !== 'Failed' || (state === 'withdrawn' && STANDS_THERE.test(Message))) return { kind: 'told' };
  return { kind: 'refused', problem: `Postmark says: ${Message}` };
}

function answerFor({ email, state }: ConsentWord, answers: ReadonlyMap<string, TellOutcome>): TellOutcome {
  if (state === 'pending') return { kind: 'told' };
  return answers.get(email) ?? { kind: 'try-later', problem: 'Postmark did not answer for this address' };
}
