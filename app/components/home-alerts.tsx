import type { ReactNode } from 'react';
import { Banner, Text, type BannerProps } from '@shopify/polaris';
import type { Health } from '~/ops/home.server';
import type { PageShop } from '~/ops/shop-context.server';
import { StoppedBanner } from './stopped-banner';
import { When } from './when';

interface HomeAlertsProps {
  health: Health;
  shop: PageShop;
}

const DATA = { content: 'Data', url: '/app/data' };
const PRIVACY = { content: 'Answer', url: '/app/privacy' };
const DOMAIN = { content: 'Domain', url: '/app/settings/domain' };
const OFFERS = { content: 'Offers', url: '/app/settings/offers' };
const SETTINGS = { content: 'Settings', url: '/app/settings' };

const WAYS = {
  shared: 'Your mail leaves from a shared address, with a limit',
  'only-shop': 'Your mail goes to nobody but you yet',
  nowhere: 'Your mail has no address to leave from yet',
} as const;

const URGENCY = { calm: 'info', pressing: 'warning', overdue: 'critical' } as const;

/** What needs the merchant, worst first. */
export function HomeAlerts({ health, shop }: HomeAlertsProps) {
  const { isPaused, stop, sendingProblem, failingDomain, wayBeforeDomain, parked, otherMail, requestsDue, shopify } =
    health;
  return (
    <>
      {shopify.map(({ what, remedy }) => (
        <Alert key={what} tone="warning" title={what} action={DATA}>
          {remedy}
        </Alert>
      ))}
      {stop && <StoppedBanner stop={stop} shop={shop} />}
      {sendingProblem && (
        <Alert tone="critical" title="Postmark takes no mail at the moment" action={SETTINGS}>
          It says: {sendingProblem}. What waits is tried again by itself, up to twenty times.
        </Alert>
      )}
      {failingDomain && (
        <Alert tone="critical" title={`The records of ${failingDomain} are not found any more`} action={DOMAIN}>
          Receivers can no longer tell that mail from it is yours. The page shows what to put back into DNS.
        </Alert>
      )}
      {wayBeforeDomain && (
        <Alert tone={wayBeforeDomain === 'shared' ? 'info' : 'warning'} title={WAYS[wayBeforeDomain]} action={DOMAIN}>
          As soon as your own domain is verified, it leaves from there, to everybody.
        </Alert>
      )}
      {health.offersInTrouble.map((name) => (
        <Alert key={name} tone="warning" title={`“${name}” has no codes to give`} action={OFFERS}>
          Mails that are to carry one wait until there are more. The page says what is in the way.
        </Alert>
      ))}
      {parked > 0 && (
        <Alert tone="critical" title={`${parked} ${parked === 1 ? 'report' : 'reports'} could not be read`}>
          What they tell is kept. Somebody who runs Kindred finds the reason in the inbox table.
        </Alert>
      )}
      {requestsDue && (
        <Alert
          tone={URGENCY[requestsDue.urgency]}
          title={
            requestsDue.count === 1
              ? 'Somebody waits for their data'
              : `${requestsDue.count} people wait for their data`
          }
          action={PRIVACY}
        >
          The law gives 30 days to answer. The nearest answer{' '}
          {requestsDue.urgency === 'overdue' ? 'was owed ' : 'is owed '}
          <When at={requestsDue.dueAt} shop={shop} />.
        </Alert>
      )}
      {isPaused && (
        <Alert tone="warning" title="All sending is paused" action={SETTINGS}>
          Messages wait. Those whose time passes meanwhile are not sent late.
        </Alert>
      )}
      {otherMail && (
        <Alert tone="warning" title="Somebody else writes to people who leave their checkout, too">
          About {otherMail.mailed} of the {otherMail.examined} newest left checkouts a mail went out
          {otherMail.lastAt && (
            <>
              , the last one <When at={otherMail.lastAt} shop={shop} />
            </>
          )}
          : Shopify’s own, or another app’s. So that nobody is reminded twice, switch one of them off: in Shopify under
          Marketing, Automations, or here under Flows.
        </Alert>
      )}
    </>
  );
}

interface AlertProps extends Pick<BannerProps, 'tone' | 'title' | 'action'> {
  children: ReactNode;
}

function Alert({ children, ...banner }: AlertProps) {
  return (
    <Banner {...banner}>
      <Text as="p">{children}</Text>
    </Banner>
  );
}
