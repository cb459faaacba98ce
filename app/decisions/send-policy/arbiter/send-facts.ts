import type { Consent } from '~/customers/consent/consent';
import type { StopReason } from '../stop-loss';
import type { CampaignState } from '../../campaigns/states';
import type { OfferFacts } from '../../offers/offer-facts';

/**
 * By which address mail leaves: the shop's own; one of a domain that is lent, with a limit; a lent one and only to the shop itself; or none, as there is
 * none to be lent.
 */
export type WayOut = 'own' | 'shared' | 'only-shop' | 'nowhere';

/** The shop's rules about when anyone may be written to. */
export interface SendRules {
  isPaused: boolean;
  hasSender: boolean;
  /** Why marketing mail has stopped by itself; null: it goes on. */
  stoppedFor: StopReason | null;
  wayOut: WayOut;
  /** The shop's own address in the vault: somebody there is a customer, too; null: nobody is. */
  shopAddressId: string | null;
  /** Postmark asks for a stream of their own for mails that carry no advertising. */
  hasTransactionalStream: boolean;
  frequencyCapMinutes: number;
  /** The most marketing mails one person gets in seven days; null: no such limit. */
  weeklyBudget: number | null;
  /** Minutes after local midnight; null: no quiet hours. The span may cross midnight. */
  quiet: { fromMinute: number; untilMinute: number } | null;
  timezone: string;
}

/** An order, or a no to marketing mail. */
export type StoreAhead = 'order' | 'no';

/** Whether somebody is still in the flow their mail is of. */
export type StillInFlow =
  | { kind: 'left'; exit: string }
  /** Its version is none that is understood, so that nobody can tell. */
  | { kind: 'unknown' };

/** Everything the last decision about one message looks at. */
export interface SendFacts {
  now: Date;
  expiresAt: Date;
  hasAddress: boolean;
  /** Its domain takes no mail: what goes there only bounces. */
  isAddressImpossible: boolean;
  consent: Consent;
  /** A revocation about this address was acknowledged and is about to be read. */
  isHeld: boolean;
  /** An order by this person since the cart last changed, if any. */
  orderedId: string | null;
  /** The way out of its flow that is open by now; null: none is. */
  leftFlow: string | null;
  /** False: the version of the flow it is of is none that is understood here, so that nobody can tell whether a way out is open. */
  isFlowUnderstood: boolean;
  /** Null: the mail is about no cart. */
  cart: { itemCount: number; buyableCount: number } | null;
  /** What the store says of this person that is not read here yet; null: nothing, or it was not asked, as all here is fresh. */
  storeAhead: StoreAhead | null;
  /** A mail of another flow about the same cart since it last changed; null: none, or the mail is about no cart. */
  toldOfCart: { flow: string; sentAt: Date } | null;
  /** Null: the mail offers no product of which it tells. */
  offered: Offered | null;
  /** The offer whose code it is to carry; null: none. */
  offer: OfferFacts | null;
  /** The campaign it is of, and whether its first mail was read since a second was planned; null: it is of none. */
  campaign: { state: CampaignState; wasRead: boolean } | null;
  /** The experiment for which this person is written to not at all; none holds out anybody yet. */
  heldOutFor: string | null;
  /** Of two mails for one person the one of the higher priority goes first. */
  priority: number;
  /** When a mail of a higher priority for the same person is due, where that is soon. */
  makesWayUntil: Date | null;
  /** Marketing mails to this person in the last seven days and the last before, the newest first. */
  sentAt: readonly Date[];
  /** The address is the shop's own. */
  isToShop: boolean;
  /** Mails of the shop's in the last 24 hours, the newest first, as far as the shared domain's limit asks for them. */
  sentBySharedAt: readonly Date[];
  /** What the mail is about, as people choose it; null: nothing in particular. */
  topic: { name: string; minutesBetween: number; lastSentAt: Date | null } | null;
  person: PersonalRules;
  rules: SendRules;
}

/** A product that a mail offers, as the store has it now. */
export interface Offered {
  isBuyable: boolean;
  /** Of a mail that tells of a lower price: that price, and the one it is sold for now, in minor units. Null: it tells of none. */
  lowered: { toldMinor: number; nowMinor: number } | null;
}

/** What the person chose at the preference centre, and where they live: it only ever means less mail. */
export interface PersonalRules {
  pausedUntil: Date | null;
  /** Minutes between two marketing mails; null: as the shop has it. */
  minutesBetween: number | null;
  /** The name of the message's topic where the person does not want it. */
  offTopic: string | null;
  /** IANA name; null: not known, so that the shop's counts. */
  timezone: string | null;
}
