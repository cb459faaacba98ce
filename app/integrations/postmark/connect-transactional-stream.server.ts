import { Errors } from 'postmark';
import type { PostmarkClients } from './postmark-client.server';

export type StreamCheck = { kind: 'good' } | { kind: 'refused'; problem: string };

/**
 * Whether a stream of the shop's server takes mail without advertising. Postmark keeps such mail apart from broadcasts, so that what people wait for
 * arrives whatever they think of advertising.
 */
export async function checkTransactionalStream(
  clients: PostmarkClients,
  { token, stream }: { token: string; stream: string },
): Promise<StreamCheck> {
  try {
    const { MessageStreamType, ArchivedAt } = await clients(token).getMessageStream(stream);
    if (ArchivedAt)
      return { kind: 'refused', problem: 'is archived at Postmark. Unarchive it there, or name another one' };
    if (String(MessageStreamType) === 'Transactional') return { kind: 'good' };
    return { kind: 'refused', problem: 'is no transactional stream. A new server has one that is called “outbound”' };
  } catch (error) {
    if (error instanceof Errors.PostmarkError) return { kind: 'refused', problem: `Postmark says: ${error.message}` };
    throw error;
  }
}
