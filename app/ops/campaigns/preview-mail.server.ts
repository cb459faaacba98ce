import { z } from 'zod';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import { audienceAfter } from '~/decisions/campaigns/audience.server';
import { storedCampaign, type StoredCampaign } from '~/decisions/campaigns/stored-campaign';
import { termsOf } from '~/decisions/offers/offers.server';
import { previewMail } from '~/delivery/sending/preview-mail.server';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { documentToShow } from '../mails/document-to-show.server';
import { mailFindings } from '../mails/mail-findings.server';
import type { Preview, PreviewDeps } from '../preview.server';
import { inShop } from '../shop-context.server';

const LOOKED_AT = 40;

/** A campaign's mail as somebody whom it reaches would get it now, made as for sending; where it reaches nobody yet, as nobody in particular would. */
export function previewCampaign(deps: PreviewDeps, shopDomain: string, rawId: string): Promise<Preview> {
  const id = z.uuid().safeParse(rawId);
  return inShop(deps, shopDomain, async (db, shop) => {
    const row = id.success
      ? await db.campaign.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } })
      : null;
    if (!row) return { kind: 'failed', problem: 'there is no such campaign' };
    const stored = storedCampaign(row);
    const profileId = await somebody(deps, db, stored);
    const { templateKey, subjectLine, offerId } = stored.campaign;
    const offer = offerId
      ? await db.offer.findUnique({ where: { shopId_id: { shopId: shop.id, id: offerId } } })
      : null;
    const { document, isDraft } = await documentToShow(db, shop.id, templateKey);
    const input = {
      ...(document ? { document } : {}),
      ...{ shop, sender: await loadSender(deps.vault, db, shop.id), campaign: templateKey },
      ...{ templateKey, subjectLine },
      ...(offer ? { offer: { terms: termsOf(offer), validDays: offer.validDays } } : {}),
      subject: { profileId, lines: [], checkoutUrl: null, about: [] },
    };
    const made = await previewMail(deps, db, input);
    if (made.kind === 'failed') return made;
    const who = await nameOf(deps, db, shop.id, profileId);
    const findings = await mailFindings(deps, db, input, made.mail);
    return { kind: 'shown', ...made.mail, who, profileId, isDraft, findings };
  });
}

async function somebody({ clock }: PreviewDeps, db: Db, { shopId, campaign }: StoredCampaign): Promise<string | null> {
  const { audience, topicKey } = campaign;
  const members = await audienceAfter(db, { shopId, audience, topicKey, at: clock.now() }, null, LOOKED_AT);
  return members.find(({ why, isSomebody }) => why === null && isSomebody)?.profileId ?? null;
}

async function nameOf({ vault }: PreviewDeps, db: Db, shopId: string, profileId: string | null): Promise<string> {
  const profile = profileId ? await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } }) : null;
  const person = profile?.primaryAddressId ? await openRecipient(vault, db, shopId, profile.primaryAddressId) : null;
  return person ? recipientName(person) : 'nobody in particular';
}
