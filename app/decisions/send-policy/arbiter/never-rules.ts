import { mayMail } from '~/customers/consent/consent';
import type { SendFacts } from './send-facts';
import { PASSES, skip, told, type SendRule, type Verdict } from './send-rule';

/** What makes a message pointless or forbids it, in the order of their rank. */
export const NEVER_RULES: readonly SendRule[] = [
  {
    name: 'address',
    saw: ({ hasAddress }) => ({ hasAddress }),
    judge: ({ hasAddress }) => (hasAddress ? PASSES : skip({ code: 'no-address' })),
  },
  {
    name: 'consent',
    saw: ({ consent }) => ({ state: consent.state, since: told(consent.since) }),
    judge({ consent }) {
      const may = mayMail(consent);
      return may.allowed ? PASSES : skip({ code: 'no-consent', consent: may.state });
    },
  },
  {
    name: 'mailbox',
    saw: ({ isAddressImpossible }) => ({ isImpossible: isAddressImpossible }),
    judge: ({ isAddressImpossible }) => (isAddressImpossible ? skip({ code: 'address-impossible' }) : PASSES),
  },
  {
    name: 'pause',
    saw: ({ person }) => ({ pausedUntil: told(person.pausedUntil) }),
    judge: ({ now, person: { pausedUntil } }) =>
      pausedUntil && now < pausedUntil
        ? skip({ code: 'paused-by-person', pausedUntil: pausedUntil.toISOString() })
        : PASSES,
  },
  {
    name: 'topic',
    saw: ({ topic, person }) => ({ topic: topic?.name ?? null, isOff: person.offTopic !== null }),
    judge: ({ person: { offTopic } }) => (offTopic === null ? PASSES : skip({ code: 'topic-off', topic: offTopic })),
  },
  {
    name: 'order',
    saw: ({ orderedId }) => ({ orderId: orderedId }),
    judge: ({ orderedId }) => (orderedId ? skip({ code: 'ordered-meanwhile', orderId: orderedId }) : PASSES),
  },
  {
    name: 'flow',
    saw: ({ leftFlow }) => ({ exit: leftFlow }),
    judge: ({ leftFlow }) => (leftFlow === null ? PASSES : skip({ code: 'left-flow', exit: leftFlow })),
  },
  {
    name: 'campaign',
    saw: ({ campaign }) => ({ state: campaign?.state ?? null, wasRead: campaign?.wasRead ?? null }),
    judge: judgeCampaign,
  },
  {
    name: 'cart',
    saw: ({ cart }) => ({ itemCount: cart?.itemCount ?? null }),
    judge: ({ cart }) => (cart?.itemCount === 0 ? skip({ code: 'cart-empty' }) : PASSES),
  },
  {
    name: 'same-cart',
    saw: ({ toldOfCart }) => ({ flow: toldOfCart?.flow ?? null, sentAt: told(toldOfCart?.sentAt) }),
    judge: ({ toldOfCart }) =>
      toldOfCart ? skip({ code: 'cart-told', flow: toldOfCart.flow, sentAt: toldOfCart.sentAt.toISOString() }) : PASSES,
  },
  {
    name: 'stock',
    saw: ({ cart, offered }) => ({
      ...{ buyableCount: cart?.buyableCount ?? null, isOfferBuyable: offered?.isBuyable ?? null },
    }),
    judge: ({ cart, offered }) =>
      cart?.buyableCount === 0 || offered?.isBuyable === false ? skip({ code: 'nothing-in-stock' }) : PASSES,
  },
  {
    name: 'price',
    saw: ({ offered }) => ({
      ...{ toldMinor: offered?.lowered?.toldMinor ?? null, nowMinor: offered?.lowered?.nowMinor ?? null },
    }),
    judge({ offered }) {
      const lowered = offered?.lowered;
      return lowered && lowered.nowMinor > lowered.toldMinor ? skip({ code: 'price-up-again', ...lowered }) : PASSES;
    },
  },
  {
    name: 'offer',
    saw: ({ offer }) => ({
      ...{ offer: offer?.name ?? null, isOn: offer?.isOn ?? null },
      ...{ hasOwn: offer?.hasOwn ?? null, hadOne: offer?.hadOne ?? null, againAt: told(offer?.againAt) },
    }),
    judge: judgeOffer,
  },
  {
    name: 'hold-out',
    saw: ({ heldOutFor }) => ({ experiment: heldOutFor }),
    judge: ({ heldOutFor }) => (heldOutFor === null ? PASSES : skip({ code: 'held-out', experiment: heldOutFor })),
  },
  {
    name: 'expiry',
    saw: ({ expiresAt }) => ({ expiresAt: expiresAt.toISOString() }),
    judge: ({ now, expiresAt }) =>
      now >= expiresAt ? skip({ code: 'expired', expiresAt: expiresAt.toISOString() }) : PASSES,
  },
];

/** One that is over lets nothing more leave; a second mail is for those who did not read the first. */
function judgeCampaign({ campaign }: SendFacts): Verdict {
  if (campaign === null) return PASSES;
  if (campaign.state !== 'sending' && campaign.state !== 'paused') return skip({ code: 'campaign-cancelled' });
  return campaign.wasRead ? skip({ code: 'read-meanwhile' }) : PASSES;
}

/** Who has a code that is good gets it again, whatever became of the offer. */
function judgeOffer({ now, offer }: SendFacts): Verdict {
  if (offer === null || offer.hasOwn) return PASSES;
  if (!offer.isOn) return skip({ code: 'offer-off', offer: offer.name });
  const mayAgain = !offer.hadOne || (offer.againAt !== null && now >= offer.againAt);
  return mayAgain ? PASSES : skip({ code: 'offer-had', offer: offer.name, againAt: told(offer.againAt) });
}
