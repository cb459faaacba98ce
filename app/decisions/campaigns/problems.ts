import type { Campaign } from './campaign';
import { startOf } from './due';

/** What a shop has that a campaign can name. */
export interface CampaignSurroundings {
  templateKeys: ReadonlySet<string>;
  /** Those in use. */
  segmentIds: ReadonlySet<string>;
  topicKeys: ReadonlySet<string>;
  /** Mails with a place for a discount code. */
  couponKeys: ReadonlySet<string>;
  offers: ReadonlyMap<string, OfferNow>;
  now: Date;
}

/** An offer as far as a campaign depends on it. */
export interface OfferNow {
  name: string;
  isOn: boolean;
  /** Why Shopify does not take it, in its words; null: it does. */
  problem: string | null;
  validDays: number;
}

/** What stands against scheduling, with the field it is about and the remedy. */
export interface CampaignProblem {
  field: 'templateKey' | 'segmentIds' | 'excludedSegmentIds' | 'topicKey' | 'offerId' | 'schedule' | 'ramp' | 'resend';
  message: string;
}

/** Why a campaign cannot be scheduled in this shop as it is; empty: it can. */
export function campaignProblems(campaign: Campaign, shop: CampaignSurroundings): CampaignProblem[] {
  return [
    ...whatProblems(campaign, shop),
    ...codeProblems(campaign, shop),
    ...whomProblems(campaign, shop),
    ...whenProblems(campaign, shop),
  ];
}

function whatProblems({ templateKey, topicKey }: Campaign, shop: CampaignSurroundings): CampaignProblem[] {
  const problems: CampaignProblem[] = [];
  if (!templateKey) problems.push({ field: 'templateKey', message: 'Choose which mail is sent.' });
  else if (!shop.templateKeys.has(templateKey))
    problems.push({ field: 'templateKey', message: 'This mail is not there any more. Choose another.' });
  if (topicKey !== null && !shop.topicKeys.has(topicKey))
    problems.push({ field: 'topicKey', message: 'This topic is not there any more. Choose another, or none.' });
  return problems;
}

/** A mail that promises a code has one to give, and what is given is seen. */
function codeProblems({ templateKey, offerId, resend }: Campaign, shop: CampaignSurroundings): CampaignProblem[] {
  const hasPlace = shop.couponKeys.has(templateKey);
  if (offerId === null) return hasPlace ? [{ field: 'offerId', message: NO_OFFER }] : [];
  const offer = shop.offers.get(offerId);
  if (!offer) return [{ field: 'offerId', message: 'This offer is not there any more. Choose another.' }];
  const problems: CampaignProblem[] = [];
  const against = againstOffer(offer);
  if (against) problems.push({ field: 'offerId', message: against });
  if (!hasPlace && shop.templateKeys.has(templateKey)) problems.push({ field: 'offerId', message: NO_PLACE });
  const late = resend && againstResend(offer, resend.afterDays);
  if (late) problems.push({ field: 'resend', message: late });
  return problems;
}

const NO_OFFER =
  'This mail has a place for a discount code. Choose the offer whose codes it gives, or choose another mail.';
const NO_PLACE =
  'This mail has no place for a discount code, so that nobody would see theirs. Add one to the mail, or choose “No code”.';

function againstOffer({ name, isOn, problem }: OfferNow): string | null {
  if (!isOn) return `The offer “${name}” is switched off. Switch it on in Settings, or choose another.`;
  if (problem !== null)
    return `Shopify does not take the discount of “${name}” (“${problem}”). Change the offer in Settings, or choose another.`;
  return null;
}

/** A mail that goes once more shows the code of the first: it must be good by then. */
export const againstResend = ({ name, validDays }: OfferNow, afterDays: number): string | null =>
  afterDays > validDays
    ? `Codes of “${name}” are over after ${validDays === 1 ? 'a day' : `${validDays} days`}, before it is sent once more. Send it sooner, or let codes be good for longer.`
    : null;

function whomProblems({ audience }: Campaign, shop: CampaignSurroundings): CampaignProblem[] {
  const { segmentIds, excludedSegmentIds } = audience;
  const problems: CampaignProblem[] = [];
  const isGone = (id: string): boolean => !shop.segmentIds.has(id);
  if (segmentIds.length === 0) problems.push({ field: 'segmentIds', message: 'Choose whom it goes to.' });
  if (segmentIds.some(isGone))
    problems.push({ field: 'segmentIds', message: 'A segment was taken out of use. Choose again.' });
  if (excludedSegmentIds.some(isGone))
    problems.push({ field: 'excludedSegmentIds', message: 'A segment was taken out of use. Choose again.' });
  if (segmentIds.length > 0 && segmentIds.every((id) => excludedSegmentIds.includes(id)))
    problems.push({ field: 'excludedSegmentIds', message: 'Everybody it goes to is left out. Leave out fewer.' });
  return problems;
}

/** A local time may have passed in most of the world; once a whole day has, nobody can have meant it. */
function whenProblems({ schedule, ramp }: Campaign, { now }: CampaignSurroundings): CampaignProblem[] {
  const problems: CampaignProblem[] = [];
  if (schedule.kind === 'at' && new Date(schedule.at) < now)
    problems.push({ field: 'schedule', message: 'This time has passed. Choose a later one, or send now.' });
  if (schedule.kind === 'local' && isOverEverywhere(schedule, now))
    problems.push({ field: 'schedule', message: 'This time has passed everywhere. Choose a later day.' });
  if (schedule.kind === 'local' && ramp.kind !== 'all')
    problems.push({
      field: 'ramp',
      message:
        'A campaign by each person’s clock goes as the day goes round. Send all at their time, or choose one time.',
    });
  return problems;
}

/** From the first zone to the last it is 26 hours. */
const ALL_ZONES_MS = 26 * 3_600_000;

const isOverEverywhere = (schedule: Campaign['schedule'], now: Date): boolean =>
  startOf(schedule, new Date(0)).getTime() + ALL_ZONES_MS < now.getTime();
