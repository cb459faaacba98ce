import { receiveMany } from '~/capture/inbox/receive-many.server';
import { acceptMessage, type Accepted } from '~/integrations/segment-spec/accept-message';
import type { MessageType } from '~/integrations/segment-spec/message';
import type { TakenAnswer } from './answers';
import { noteRefusals } from './find-caller.server';
import type { ApiCall, ApiDeps } from './route';

/** Something that claims to be a message of a kind. Null: it does not even say of which. */
export interface RawMessage {
  type: MessageType | null;
  raw: unknown;
}

const MOST_NOTES = 100;

/**
 * Decides on each message by itself and makes those that are right durable, all in one statement, before anybody is told so. One that was told
 * before is no second entry.
 */
export async function takeMessages(
  deps: ApiDeps,
  { caller, idempotencyKey, notify }: ApiCall,
  messages: RawMessage[],
  sentAt: Date | null,
): Promise<TakenAnswer> {
  const receivedAt = deps.clock.now();
  const { scopes } = caller;
  const decided = messages.map(({ type, raw }) => acceptMessage(type, raw, { scopes, receivedAt, sentAt }));
  const answer = answerOf(decided);
  await keep(deps, caller.shopId, decided, idempotencyKey, receivedAt);
  const last = answer.rejected.at(-1);
  // A member's name is the teller's own word: only the field at the top is written down.
  if (last)
    await noteRefusals(deps, caller, {
      count: answer.rejected.length,
      last: `${last.field.split('.')[0] || 'An event'} ${last.problem}`,
    });
  if (answer.accepted) notify(caller.shopId);
  return answer;
}

async function keep(
  deps: ApiDeps,
  shopId: string,
  decided: Accepted[],
  idempotencyKey: string | null,
  receivedAt: Date,
): Promise<void> {
  const deliveries = decided.flatMap((each, index) => {
    if (each.kind !== 'accepted') return [];
    const name = each.messageId ?? (idempotencyKey ? `${idempotencyKey}#${index}` : deps.ids.next());
    // What names an event may name a person: it stands in tables that are never erased, so only its hash does.
    const externalId = deps.vault.hash(`api message ${name}`, shopId).toString('base64url');
    const body = JSON.stringify(each.entry);
    return [
      { shopId, delivery: { source: 'api', topic: each.type, externalId, triggeredAt: receivedAt, body } as const },
    ];
  });
  if (!deliveries.length) return;
  const failures = await receiveMany(deps, deliveries);
  const failed = failures.find((failure) => failure !== undefined);
  if (failed) throw failed;
}

function answerOf(decided: Accepted[]): TakenAnswer {
  const rejected = decided.flatMap((each, index) => {
    if (each.kind !== 'refused') return [];
    const { messageId, field, problem } = each;
    return [{ index, messageId, field, problem }];
  });
  const ignored = decided.flatMap((each, index) => {
    if (each.kind === 'passed-over') return [{ index, field: '', reason: each.reason }];
    return each.kind === 'accepted' ? each.notes.map((note) => ({ index, ...note })) : [];
  });
  const accepted = decided.filter(({ kind }) => kind !== 'refused').length;
  return { success: true, accepted, rejected, ignored: ignored.slice(0, MOST_NOTES) };
}
