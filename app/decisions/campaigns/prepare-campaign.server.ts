import { timeZoneOf } from '~/customers/profiles/time-zone';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { planMessages, type MessagePlan } from '../send-policy/plan-message.server';
import type { CampaignDeps } from './campaign-deps';
import { audienceAfter, unreadAfter, type Member } from './audience.server';
import { dueAt, type Course } from './due';
import type { StoredCampaign } from './stored-campaign';

/** People of one step: enough that statements are shared, few enough that nobody waits for it. */
const AT_ONCE = 500;
const HOUR_MS = 3_600_000;

/**
 * Plans the mails of the next people of a campaign, each once whoever does it. Only who can be written to has a turn; of all others the ledger keeps at once
 * why they get nothing, so that they leave no gaps in what goes by the hour.
 */
export async function prepareSome(deps: CampaignDeps, tx: Db, stored: StoredCampaign): Promise<void> {
  const { shopId, id } = stored;
  const members = await nextMembers(tx, stored);
  const people = members.filter(({ isSomebody }) => isSomebody);
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  await planMessages(deps, tx, shopId, plansOf(stored, people, shop.timezone));
  const isDone = members.length < AT_ONCE;
  const now = deps.clock.now();
  await tx.campaign.update({
    where: { shopId_id: { shopId, id } },
    data: {
      turns: stored.turns + people.filter(hasTurn).length,
      // Where it is done, nobody is named here any more.
      preparedUpTo: isDone ? null : (members.at(-1)?.profileId ?? null),
      ...(isDone ? { preparedAt: now, lookAt: now } : {}),
    },
  });
}

const hasTurn = ({ why }: Member): boolean => why === null;

function nextMembers(tx: Db, stored: StoredCampaign): Promise<Member[]> {
  const { shopId, id, step, campaign, preparedUpTo } = stored;
  const asked = { shopId, topicKey: campaign.topicKey, at: startedAtOf(stored) };
  if (step === 'resend') return unreadAfter(tx, { ...asked, campaignId: id }, preparedUpTo, AT_ONCE);
  return audienceAfter(tx, { ...asked, audience: campaign.audience }, preparedUpTo, AT_ONCE);
}

function startedAtOf({ startedAt, id }: StoredCampaign): Date {
  if (!startedAt) throw new Error(`campaign ${id} is prepared and has not begun`);
  return startedAt;
}

function plansOf(stored: StoredCampaign, people: readonly Member[], shopZone: string): MessagePlan[] {
  const { shopId, id, step, campaign } = stored;
  const startedAt = startedAtOf(stored);
  const course = courseOf(stored);
  const subject = { cartToken: null, ...(campaign.offerId ? { offerId: campaign.offerId } : {}) };
  let nth = stored.turns;
  return people.map((member) => {
    const zone = timeZoneOf(member) ?? shopZone;
    const due = hasTurn(member) ? dueAt(course, { nth: nth++, zone }) : startedAt;
    return {
      ...{ shopId, sourceKind: 'campaign', sourceId: id, stepKey: step, flowKey: null, profileId: member.profileId },
      ...{ templateKey: campaign.templateKey, priority: campaign.priority, subject },
      ...{ dueAt: due, expiresAt: addMs(due, campaign.worthHours * HOUR_MS) },
    };
  });
}

/** What was paused goes on as much later; a time of the clock does not. */
function courseOf(stored: StoredCampaign): Course {
  const { id, step, campaign, pausedMs, reachCount } = stored;
  const startedAt = startedAtOf(stored);
  const isByTheClock = campaign.schedule.kind === 'local' && step === 'mail';
  return {
    campaign: step === 'mail' ? campaign : { ...campaign, schedule: { kind: 'now' } },
    key: `${id} ${step}`,
    startedAt: isByTheClock ? startedAt : addMs(startedAt, Number(pausedMs)),
    count: reachCount ?? 0,
  };
}
