import type { Message, Shop } from '@prisma/client';
import type { LiveVariant } from '~/capture/catalog/live-catalog';
import type { GivenCode } from '~/decisions/offers/give-codes.server';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { SendRules } from '~/decisions/send-policy/arbiter/send-facts';
import type { RuleAnswer } from '~/decisions/send-policy/arbiter/decide-send';
import type { GatheredFacts } from '~/decisions/send-policy/gather-send-facts.server';
import type { Against } from '~/decisions/send-policy/message-ledger.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database } from '~/platform/db/db.server';
import type { LiveCustomers } from '~/capture/freshness/live-customers';
import type { SystemClock } from '~/platform/clock/clock';
import type { AmpCheck } from '../amp/amp-check';
import type { ComposeDeps } from './compose-mail.server';
import type { MailDraft } from './draft-mails.server';
import type { OutgoingEmail } from './email-transport';
import type { LentAddresses, SendingAddress } from './sender-address';
import type { Sender } from './sender.server';

export interface PrepareDeps extends ComposeDeps {
  db: Database;
  systemClock: SystemClock;
  liveCustomers: LiveCustomers;
  vault: Vault;
  appUrl: string;
  lentAddresses: LentAddresses;
  ampCheck: AmpCheck;
}

export interface PrepareContext {
  shop: Shop;
  sender: Sender | null;
  /** By which mail leaves; null while no sender is set up. */
  address: SendingAddress | null;
  rules: SendRules;
}

/** What is known of a message, and what its mail is about. */
export interface Gathered {
  message: Message;
  gathered: GatheredFacts;
  draft: MailDraft;
}

/** One that may go, and what each rule said. */
export interface Allowed extends Gathered {
  answers: RuleAnswer[];
}

export interface Going extends Allowed {
  code: GivenCode | null;
}

/** A message that may go, as far as could be seen while it was prepared. */
export interface ReadyMessage {
  message: Message;
  addressId: string;
  email: OutgoingEmail;
  /** The mail as it is kept; made before the locks, which nobody should hold for longer than they must. */
  sealed: Buffer;
  recommendations: Recommendation[];
  live: ReadonlyMap<string, LiveVariant>;
  /** The code that stands in it; null: none. */
  codeId: string | null;
}

export type Prepared =
  | { kind: 'ready'; ready: ReadyMessage }
  | { kind: 'not-now'; message: Message; decision: Against; answers: RuleAnswer[] }
  | { kind: 'broken'; message: Message; problem: string };
