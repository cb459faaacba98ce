import type { ReactNode } from 'react';
import type { Health } from '~/ops/home-health.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';

export interface ToLookAt {
  title: string;
  words: ReactNode;
  /** Where it is done. */
  action: { content: string; url: string };
}

/** What waits for somebody, and keeps no mail from leaving meanwhile. */
export function toLookAt(health: Health, shop: PageShop): ToLookAt[] {
  return [
    ...parked(health),
    ...health.offersInTrouble.map((name) => ({
      title: `“${name}” has no codes to give`,
      words: 'Mails that are to carry one wait until there are more. The page says what is in the way.',
      action: { content: 'Offers', url: '/app/settings/offers' },
    })),
    ...health.flowsNotUnderstood.map(notUnderstood),
    ...owed(health, shop),
    ...reviews(health),
    ...health.heldCampaigns.map(({ id, name }) => ({
      title: `“${name}” stands still`,
      words: 'Nothing of this campaign leaves until you let it go on.',
      action: { content: 'Look at it', url: `/app/campaigns/${id}` },
    })),
    ...otherMail(health, shop),
  ];
}

const parked = ({ parked: count }: Health): ToLookAt[] =>
  count === 0
    ? []
    : [
        {
          title: `${count} ${count === 1 ? 'report' : 'reports'} could not be read`,
          words: 'What they tell is kept. The page says why, and has them read again.',
          action: { content: 'Look at why', url: '/app/activity' },
        },
      ];

function notUnderstood({ key, name, waiting }: Health['flowsNotUnderstood'][number]): ToLookAt {
  const people =
    waiting === 1 ? 'One person who is in it waits' : `${waiting.toLocaleString('en')} people who are in it wait`;
  return {
    title: `A version of “${name}” cannot be read`,
    words: `${waiting > 0 ? `${people} where they are. ` : 'Nobody comes in by it. '}It is tried again each hour.`,
    action: { content: 'Look at it', url: `/app/flows/${key}` },
  };
}

function owed({ requestsDue }: Health, shop: PageShop): ToLookAt[] {
  if (!requestsDue || requestsDue.urgency === 'overdue') return [];
  const { count, dueAt } = requestsDue;
  return [
    {
      title: count === 1 ? 'Somebody waits for their data' : `${count} people wait for their data`,
      words: (
        <>
          The law gives 30 days to answer. The nearest answer is owed <When at={dueAt} shop={shop} />.
        </>
      ),
      action: { content: 'Answer', url: '/app/settings/privacy' },
    },
  ];
}

const reviews = ({ reviews: count }: Health): ToLookAt[] =>
  count === 0
    ? []
    : [
        {
          title: count === 1 ? 'An email waits for approval' : `${count} emails wait for approval`,
          words: 'Until somebody approves what was changed, the version before goes out.',
          action: { content: 'See which', url: '/app/emails?state=in-review' },
        },
      ];

function otherMail({ otherMail: other }: Health, shop: PageShop): ToLookAt[] {
  if (!other) return [];
  const { mailed, examined, lastAt } = other;
  return [
    {
      title: 'Somebody else writes to people who leave their checkout, too',
      words: (
        <>
          About {mailed} of the {examined} newest left checkouts a mail went out
          {lastAt && (
            <>
              , the last one <When at={lastAt} shop={shop} />
            </>
          )}
          : Shopify’s own, or another app’s. So that nobody is reminded twice, switch one of them off: in Shopify under
          Marketing, Automations, or here under Flows.
        </>
      ),
      action: { content: 'Flows', url: '/app/flows' },
    },
  ];
}
