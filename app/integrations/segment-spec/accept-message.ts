import type { ApiScope } from '~/ops/api-scopes';
import { eventTime } from './event-time';
import { LARGEST_EVENT_BYTES, messageTypes, readMessage, type Message, type MessageType } from './message';
import { plainProblem } from './plain-values';
import { toldOf, type ToldEntry } from './told-entry';
import type { Note } from './traits';

/** What a key may do, and when the message came, by business time. */
export interface Acceptance {
  scopes: ReadonlySet<ApiScope>;
  receivedAt: Date;
  /** Of the batch, where a message has none of its own. */
  sentAt: Date | null;
}

export type Accepted =
  | { kind: 'accepted'; type: MessageType; messageId: string | null; entry: ToldEntry; notes: Note[] }
  | { kind: 'passed-over'; messageId: string | null; reason: string }
  | { kind: 'refused'; messageId: string | null; field: string; problem: string };

const SCOPE_OF: Record<MessageType, ApiScope> = {
  track: 'events:write',
  page: 'events:write',
  screen: 'events:write',
  identify: 'profiles:write',
  group: 'profiles:write',
  alias: 'profiles:write',
};

const UNKNOWN_TYPE = `is none of ${messageTypes.join(', ')}`;
const NO_GROUPS = 'groups are not kept: Kindred knows persons, not companies';

/** Decides on one message by itself: what of it is kept, or why nothing is. Without a type it does not even say what it is. */
export function acceptMessage(type: MessageType | null, raw: unknown, acceptance: Acceptance): Accepted {
  const messageId = messageIdOf(raw);
  const refused = (field: string, problem: string): Accepted => ({ kind: 'refused', messageId, field, problem });
  if (!type) return refused('type', UNKNOWN_TYPE);
  if (!acceptance.scopes.has(SCOPE_OF[type]))
    return refused('type', `${type} takes a key with the scope ${SCOPE_OF[type]}`);
  const unfit = plainProblem(raw) ?? sizeProblem(raw);
  if (unfit) return refused(unfit.field, unfit.problem);
  const read = readMessage(type, raw);
  if (read.kind === 'refused') return refused(read.field, read.problem);
  if (type === 'group') return { kind: 'passed-over', messageId, reason: NO_GROUPS };
  return acceptRead(read.message, acceptance);
}

function acceptRead(message: Message, { scopes, receivedAt, sentAt }: Acceptance): Accepted {
  const { type, messageId } = message;
  const times = { timestamp: message.timestamp, sentAt: message.sentAt ?? sentAt };
  const time = eventTime(times, receivedAt, scopes.has('history:write'));
  if (time.kind === 'refused') return { kind: 'refused', messageId, field: 'timestamp', problem: time.problem };
  const { entry, notes } = toldOf(message, time.at);
  return { kind: 'accepted', type, messageId, entry, notes };
}

/** Counted as it is written anew, without the blanks between its members. */
function sizeProblem(raw: unknown): { field: string; problem: string } | null {
  const bytes = Buffer.byteLength(JSON.stringify(raw) ?? '');
  return bytes > LARGEST_EVENT_BYTES
    ? { field: '', problem: `has ${bytes} bytes; an event has at most ${LARGEST_EVENT_BYTES}` }
    : null;
}

function messageIdOf(raw: unknown): string | null {
  const told = typeof raw === 'object' && raw !== null ? (raw as { messageId?: unknown }).messageId : null;
  return typeof told === 'string' && told ? told.slice(0, 255) : null;
}
