import { z } from 'zod';
import { changeOffer, makeOffer, switchOffer } from '~/decisions/offers/offers.server';
import type { OfferInput } from '~/decisions/offers/offer';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { offerFormSchema, readOfferForm } from './offer-form';

type OffersDeps = Pick<PageDeps, 'db' | 'shops'> & ActivityDeps;

const id = z.uuid();
const asked = z.discriminatedUnion('intent', [
  offerFormSchema.extend({ intent: z.literal('make') }),
  offerFormSchema.extend({ intent: z.literal('change'), id }),
  z.object({ intent: z.literal('switch'), id, isOn: z.enum(['true', 'false']) }),
]);
type Asked = z.infer<typeof asked>;

const SAVED: SaveOutcome = { kind: 'saved' };
const refused = (field: string, message: string): SaveOutcome => ({
  kind: 'refused',
  problems: [{ field, message }],
});

/** Makes and changes offers, and switches them on and off. `actor`: Shopify's id of the user. */
export function changeOffers(deps: OffersDeps, shopDomain: string, actor: string, form: unknown): Promise<SaveOutcome> {
  const parsed = asked.safeParse(form);
  if (!parsed.success) return Promise.resolve(refused('name', 'It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (_db, { id: shopId, currency }) =>
    deps.db.transaction((tx) => carryOut({ deps, shopId, actor, currency }, tx, parsed.data)),
  );
}

interface By {
  deps: OffersDeps;
  shopId: string;
  actor: string;
  currency: string;
}

async function carryOut(by: By, tx: Db, told: Asked): Promise<SaveOutcome> {
  if (told.intent === 'switch') return turn(by, tx, told.id, told.isOn === 'true');
  const read = readOfferForm(told, by.currency);
  if (read.kind === 'refused') return read;
  return told.intent === 'make' ? make(by, tx, read.offer) : change(by, tx, told.id, read.offer);
}

async function make({ deps, shopId, actor }: By, tx: Db, offer: OfferInput): Promise<SaveOutcome> {
  const subject = await makeOffer(deps, tx, shopId, offer);
  await recordActivity(deps, tx, shopId, { kind: 'offer-made', subject, actor, details: { name: offer.name } });
  return SAVED;
}

async function change({ deps, shopId, actor }: By, tx: Db, subject: string, offer: OfferInput): Promise<SaveOutcome> {
  const outcome = await changeOffer(deps, tx, shopId, subject, offer);
  if (outcome.kind === 'missing') return refused('name', 'This offer is not there any more. Load the page again.');
  if (outcome.kind === 'terms-stand')
    return refused(
      'value',
      'Somebody has a code of it by now, and their mail says what it is worth. Switch this offer off, and make another.',
    );
  await recordActivity(deps, tx, shopId, { kind: 'offer-changed', subject, actor, details: { name: offer.name } });
  return SAVED;
}

async function turn({ deps, shopId, actor }: By, tx: Db, subject: string, isOn: boolean): Promise<SaveOutcome> {
  const offer = await tx.offer.findUnique({ where: { shopId_id: { shopId, id: subject } } });
  if (!offer || !(await switchOffer(deps, tx, shopId, subject, isOn))) return SAVED;
  await recordActivity(deps, tx, shopId, {
    ...{ kind: isOn ? 'offer-on' : 'offer-off', subject, actor, details: { name: offer.name } },
  });
  return SAVED;
}
