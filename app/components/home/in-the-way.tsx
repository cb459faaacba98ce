import type { Health } from '~/ops/home-health.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';
import type { ToLookAt } from './to-look-at';

interface InTheWay extends ToLookAt {
  tone: 'critical' | 'warning' | 'info';
}

const DATA = { content: 'Data', url: '/app/data' };
const DOMAIN = { content: 'Domain', url: '/app/settings/domain' };
const SETTINGS = { content: 'Settings', url: '/app/settings' };

/** What keeps mail from leaving or Kindred from knowing, and what is overdue by law, worst first. */
export const inTheWay = (health: Health, shop: PageShop): InTheWay[] => [
  ...refusal(health),
  ...failingDomain(health),
  ...heldMails(health),
  ...overdue(health, shop),
  ...health.shopify.map(({ what, remedy }) => ({ tone: 'warning', title: what, words: remedy, action: DATA }) as const),
  ...wayBeforeDomain(health),
  ...paused(health),
];

const refusal = ({ sendingProblem }: Health): InTheWay[] =>
  sendingProblem === null
    ? []
    : [
        {
          tone: 'critical',
          title: 'Postmark takes no mail at the moment',
          action: SETTINGS,
          words: `It says: ${sendingProblem}. What waits is tried again by itself, up to twenty times.`,
        },
      ];

const failingDomain = ({ failingDomain: name }: Health): InTheWay[] =>
  name === null
    ? []
    : [
        {
          tone: 'critical',
          title: `The records of ${name} are not found any more`,
          action: DOMAIN,
          words: 'Receivers can no longer tell that mail from it is yours. The page shows what to put back into DNS.',
        },
      ];

const heldMails = ({ heldMails: held }: Health): InTheWay[] =>
  held.map(({ key, name, kilobytes, waiting }) => ({
    tone: 'critical',
    title: `“${name}” is too large to be sent`,
    action: { content: 'Change the email', url: `/app/emails/${key}` },
    words: `It is ${kilobytes} KB large; above 102 KB Gmail cuts off the way to unsubscribe. ${waiting === 1 ? 'One message waits' : `${waiting} messages wait`} until it is smaller.`,
  }));

/** An answer the law asks for whose time is over. */
function overdue({ requestsDue }: Health, shop: PageShop): InTheWay[] {
  if (requestsDue?.urgency !== 'overdue') return [];
  const { count, dueAt } = requestsDue;
  const title = count === 1 ? 'Somebody waits for their data' : `${count} people wait for their data`;
  const words = (
    <>
      The law gives 30 days to answer. The nearest answer was owed <When at={dueAt} shop={shop} />.
    </>
  );
  return [{ tone: 'critical', title, words, action: { content: 'Answer', url: '/app/settings/privacy' } }];
}

const WAYS = {
  shared: 'Your mail leaves from a shared address, with a limit',
  'only-shop': 'Your mail goes to nobody but you yet',
  nowhere: 'Your mail has no address to leave from yet',
} as const;

const wayBeforeDomain = ({ wayBeforeDomain: way }: Health): InTheWay[] =>
  way === null
    ? []
    : [
        {
          tone: way === 'shared' ? 'info' : 'warning',
          title: WAYS[way],
          action: DOMAIN,
          words: 'As soon as your own domain is verified, it leaves from there, to everybody.',
        },
      ];

const paused = ({ isPaused }: Health): InTheWay[] =>
  isPaused
    ? [
        {
          tone: 'warning',
          title: 'All sending is paused',
          action: SETTINGS,
          words: 'Messages wait. Those whose time passes meanwhile are not sent late.',
        },
      ]
    : [];
