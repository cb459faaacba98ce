import type { Campaign } from './campaign';
import { startOf } from './due';

/** What a shop has that a campaign can name. */
export interface CampaignSurroundings {
  templateKeys: ReadonlySet<string>;
  /** Those in use. */
  segmentIds: ReadonlySet<string>;
  topicKeys: ReadonlySet<string>;
  now: Date;
}

/** What stands against scheduling, with the field it is about and the remedy. */
export interface CampaignProblem {
  field: 'templateKey' | 'segmentIds' | 'excludedSegmentIds' | 'topicKey' | 'schedule' | 'ramp';
  message: string;
}

/** Why a campaign cannot be scheduled in this shop as it is; empty: it can. */
export function campaignProblems(campaign: Campaign, shop: CampaignSurroundings): CampaignProblem[] {
  return [...whatProblems(campaign, shop), ...whomProblems(campaign, shop), ...whenProblems(campaign, shop)];
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
