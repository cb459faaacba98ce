import { z } from 'zod';

/** Most events and bytes of a batch, and most bytes of one event: Segment's own limits. */
export const MOST_EVENTS = 500;
export const LARGEST_BATCH_BYTES = 500 * 1_024;
export const LARGEST_EVENT_BYTES = 32 * 1_024;

const id = z.string().min(1).max(255);
const members = z.record(z.string(), z.unknown());
const instant = z.iso.datetime({ offset: true, error: 'is no instant in ISO 8601, such as 2026-11-28T12:00:00Z' });

const page = z.object({ url: z.string().nullish(), referrer: z.string().nullish() });
const context = z.object({
  locale: z.string().max(35).nullish(),
  page: page.nullish(),
  campaign: members.nullish(),
});

const common = {
  /** The same twice is one event. */
  messageId: id.nullish(),
  /** The shop's own id of a person, or a customer's global id in Shopify. */
  userId: id.nullish(),
  /** A browser or device of nobody's yet. */
  anonymousId: id.nullish(),
  timestamp: instant.nullish(),
  sentAt: instant.nullish(),
  context: context.nullish(),
};

const name = z.string().min(1).max(200);

/** What is read of each kind of message; all else that stands in one is passed over. */
export const messageShapes = {
  track: z.object({ ...common, event: name, properties: members.nullish() }),
  identify: z.object({ ...common, traits: members.nullish() }),
  page: z.object({ ...common, name: z.string().max(200).nullish(), properties: members.nullish() }),
  screen: z.object({ ...common, name: z.string().max(200).nullish(), properties: members.nullish() }),
  group: z.object({ ...common, groupId: id, traits: members.nullish() }),
  alias: z.object({ ...common, userId: id, previousId: id }),
} as const;

export type MessageType = keyof typeof messageShapes;
export const messageTypes = Object.keys(messageShapes) as [MessageType, ...MessageType[]];

/** A message with all that any kind of it may hold. */
export interface Message {
  type: MessageType;
  messageId: string | null;
  userId: string | null;
  anonymousId: string | null;
  previousId: string | null;
  name: string | null;
  timestamp: Date | null;
  sentAt: Date | null;
  locale: string | null;
  page: z.infer<typeof page> | null;
  campaign: Record<string, unknown> | null;
  properties: Record<string, unknown>;
  traits: Record<string, unknown>;
}

export type ReadMessage = { kind: 'read'; message: Message } | { kind: 'refused'; field: string; problem: string };

/** Reads one message of a kind. Names what is missing or wrong by its field. */
export function readMessage(type: MessageType, raw: unknown): ReadMessage {
  const parsed = messageShapes[type].safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(issue?.path.join('.') ?? '', issue?.message ?? 'cannot be read');
  }
  const told = parsed.data as Partial<z.infer<(typeof messageShapes)['page' | 'identify' | 'track' | 'alias']>> & Told;
  if (!told.userId && !told.anonymousId)
    return refused('userId', 'is missing, and so is anonymousId: it is about nobody');
  return { kind: 'read', message: toMessage(type, told) };
}

interface Told extends z.infer<z.ZodObject<typeof common>> {
  event?: string;
  name?: string | null | undefined;
  previousId?: string;
  properties?: Record<string, unknown> | null | undefined;
  traits?: Record<string, unknown> | null | undefined;
}

const refused = (field: string, problem: string): ReadMessage => ({ kind: 'refused', field, problem });

function toMessage(type: MessageType, told: Told): Message {
  const instantOf = (text: string | null | undefined) => (text ? new Date(text) : null);
  return {
    type,
    messageId: told.messageId ?? null,
    userId: told.userId ?? null,
    anonymousId: told.anonymousId ?? null,
    previousId: told.previousId ?? null,
    name: told.event ?? told.name ?? null,
    timestamp: instantOf(told.timestamp),
    sentAt: instantOf(told.sentAt),
    locale: told.context?.locale ?? null,
    page: told.context?.page ?? null,
    campaign: told.context?.campaign ?? null,
    properties: told.properties ?? {},
    traits: told.traits ?? {},
  };
}
