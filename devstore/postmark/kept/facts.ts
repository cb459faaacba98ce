import type { KeptAccount } from '../account/account';
import type { Bounce } from '../events/bounces';
import type { OutboundMessage } from '../messages/message';
import type { Click, Open } from '../tracking/opens-and-clicks';
import type { ReportFact } from '../webhooks/reports';

/** A message with its server and stream by their ids. */
export type KeptMessage = Omit<OutboundMessage, 'server' | 'stream'> & { server: number; stream: string };

type ById<E extends { message: OutboundMessage }> = Omit<E, 'message'> & { message: string };

/** What the stand-in's journal holds, from which it is the same after a restart. The newest fact of a thing counts. */
export type PostmarkFact =
  | { kind: 'account'; account: KeptAccount }
  | { kind: 'message'; message: KeptMessage }
  | ({ kind: 'message-state' } & Pick<OutboundMessage, 'id' | 'isHeld' | 'isSent' | 'returnedFrom' | 'events'>)
  | { kind: 'open'; open: ById<Open> }
  | { kind: 'click'; click: ById<Click> }
  | { kind: 'bounce'; bounce: ById<Bounce> }
  | ReportFact;

type OfKind<K extends PostmarkFact['kind']> = Extract<PostmarkFact, { kind: K }>;

export function factsOf<K extends PostmarkFact['kind']>(facts: readonly PostmarkFact[], kind: K): OfKind<K>[] {
  return facts.filter((fact): fact is OfKind<K> => fact.kind === kind);
}
