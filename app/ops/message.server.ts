import type { Message } from '@prisma/client';
import { z } from 'zod';
import { messageSentence, messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { reasonValues, type ReasonValue } from '~/decisions/explanations/reason-words';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Db } from '~/platform/db/db.server';
import type { Services } from '~/services.server';
import { consentProof, type ConsentProof } from './consent-proof.server';
import { keptMail, type KeptMail } from './kept-mail.server';
import { openAddresses, primaryAddresses, type Who } from './people.server';
import { runStory, type RunStory } from './run-story.server';
import { inShop, pageShop, type PageShop } from './shop-context.server';
import { shownRecommendations, type ShownRecommendation } from './shown-products.server';
import { toldMessage } from './told-message';

export interface MessagePage {
  kind: 'found';
  shop: PageShop;
  status: MessageStatus;
  sentence: string;
  values: ReasonValue[];
  person: { profileId: string; who: Who | null };
  step: string;
  /** In the order they come; instants as ISO 8601. */
  times: { label: string; at: string }[];
  /** As it left; null where it has not left, and once it is no longer kept. */
  mail: KeptMail | null;
  run: RunStory | null;
  consent: ConsentProof | null;
  recommendations: ShownRecommendation[];
}

type MessageServices = Pick<Services, 'db' | 'shops' | 'vault' | 'clock'>;

/** One message: what became of it and why. `missing` for one that is not this shop's. */
export function messagePage(
  services: MessageServices,
  shopDomain: string,
  rawId: string | undefined,
): Promise<MessagePage | { kind: 'missing' }> {
  return inShop(services, shopDomain, async (db, shop) => {
    const id = z.uuid().safeParse(rawId);
    const message = id.success
      ? await db.message.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } })
      : null;
    return message ? foundPage(services, db, pageShop(services, shop), message) : { kind: 'missing' };
  });
}

async function foundPage({ vault }: MessageServices, db: Db, shop: PageShop, message: Message): Promise<MessagePage> {
  const { shopId, profileId } = message;
  const told = toldMessage(message);
  const addressId = message.addressId ?? (await primaryAddresses(db, shopId, [profileId])).get(profileId) ?? '';
  const who = (await openAddresses(vault, db, shopId, [addressId])).get(addressId) ?? null;
  const [mail, run, consent, recommendations] = await Promise.all([
    keptMail(vault, db, shopId, message.id),
    message.sourceKind === 'flow-run' ? runStory(db, shop, shopId, message.sourceId) : null,
    message.consentSeq ? consentProof(db, shopId, message.consentSeq) : null,
    shownRecommendations(db, shopId, (message.recommendations ?? []) as unknown as Recommendation[]),
  ]);
  return {
    ...{ kind: 'found', shop, mail, run, consent, recommendations },
    status: messageStatus(told, shop),
    sentence: messageSentence(told, shop),
    values: told.reason ? reasonValues(told.reason, shop) : [],
    person: { profileId, who },
    step: message.stepKey,
    times: timesOf(message),
  };
}

/** When what happened to it; what has not happened is left out. */
function timesOf(message: Message): MessagePage['times'] {
  const isOpen = message.state === 'planned' || message.state === 'claimed';
  const times: [string, Date | null][] = [
    ['Planned', message.plannedAt],
    [isOpen ? 'Goes' : 'Was due', message.dueAt],
    ['Worth sending until', message.sentAt ? null : message.expiresAt],
    ['Sent', message.sentAt],
    ['Delivered', message.deliveredAt],
    ['Opened', message.openedAt],
    ['Clicked', message.clickedAt],
    ['Bounced', message.bouncedAt],
    ['Marked as spam', message.complainedAt],
  ];
  return times.flatMap(([label, at]) => (at ? [{ label, at: at.toISOString() }] : []));
}
