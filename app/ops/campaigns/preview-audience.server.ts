import type { Shop } from '@prisma/client';
import { audienceAfter, countAudience, STANDINGS, type Standing } from '~/decisions/campaigns/audience.server';
import type { Campaign } from '~/decisions/campaigns/campaign';
import { sendRules } from '~/decisions/send-policy/send-rules.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { openAddresses, primaryAddresses } from '../people.server';
import type { PageDeps } from '../shop-context.server';

/** To whom a campaign would go now, how many that are, and what stands against the rest. */
export interface AudiencePreview {
  people: number;
  reach: number;
  /** Of those it reaches: who was written to so lately that it may have to wait for them. */
  lately: number;
  against: { why: Standing; words: string; people: number }[];
  /** A few of them by name. */
  some: { profileId: string; name: string }[];
}

const WORDS: Record<Standing, string> = {
  'no-address': 'no email address is known',
  suppressed: 'their mailbox sent mail back, or they complained',
  'no-consent': 'they have not agreed to marketing mail, or unsubscribed',
  'address-impossible': 'their address cannot take mail',
  'paused-by-person': 'they asked for a pause',
  'topic-off': 'they do not want mail about this',
};

const LOOKED_AT = 40;
const NAMED = 5;

export async function previewAudience(
  { clock, vault }: Pick<PageDeps, 'clock' | 'vault'>,
  db: Db,
  shop: Shop,
  { audience, topicKey }: Pick<Campaign, 'audience' | 'topicKey'>,
): Promise<AudiencePreview> {
  const now = clock.now();
  const asked = { shopId: shop.id, audience, topicKey, at: now };
  const { frequencyCapMinutes } = await sendRules(db, shop.id, null);
  const { people, reach, lately, against } = await countAudience(db, asked, addMs(now, -minutes(frequencyCapMinutes)));
  const members = await audienceAfter(db, asked, null, LOOKED_AT);
  const reached = members.filter(({ why, isSomebody }) => why === null && isSomebody).slice(0, NAMED);
  const addressOf = await primaryAddresses(
    db,
    shop.id,
    reached.map(({ profileId }) => profileId),
  );
  const who = await openAddresses(vault, db, shop.id, [...addressOf.values()]);
  return {
    ...{ people, reach, lately },
    against: STANDINGS.flatMap((why) => (against[why] ? [{ why, words: WORDS[why], people: against[why] }] : [])),
    some: reached.flatMap(({ profileId }) => {
      const known = who.get(addressOf.get(profileId) ?? '');
      return known ? [{ profileId, name: known.name ?? known.email }] : [];
    }),
  };
}
