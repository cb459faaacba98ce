import type { ReactNode } from 'react';
import { Button, Text } from '@shopify/polaris';
import type { SetupSteps } from '~/ops/setup-steps.server';
import type { PageShop } from '~/ops/shop-context.server';
import { useFlowSaving } from '../flows/use-flow-saving';
import { useActiveBlocks } from '../use-active-blocks';
import { useSaving } from '../use-saving';
import { When } from '../when';
import type { GuideStep } from './setup-step';
import { SyncLines } from './sync-lines';

export interface GuideProps {
  steps: SetupSteps;
  shop: PageShop;
  /** Opens the theme editor with Kindred's embed switched on, to be saved there. */
  themeEditorUrl: string;
}

export const PAST = 'past';
/** The theme extension's block that sees what people look at. */
export const EMBED = 'tracking';

/** What stands between installing and the first mail, in its order. What is done is looked at, not ticked off by hand. */
export function useGuideSteps({ steps, shop, themeEditorUrl }: GuideProps): GuideStep[] {
  const test = useTestStep(steps, shop);
  const flow = useFlowStep(steps);
  const embed = useEmbedStep(steps, shop, themeEditorUrl);
  const past = {
    ...{ key: PAST, isDone: steps.isSynced, title: 'Your store’s past is here' },
    words: <SyncLines steps={steps} />,
  };
  return [past, consentStep(steps), senderStep(steps), test, embed, flow, firstMailStep(steps, shop)];
}

const Words = ({ children }: { children: ReactNode }) => (
  <Text as="p" tone="subdued">
    {children}
  </Text>
);

function consentStep({ consent }: SetupSteps): GuideStep {
  const said = (count: number) => count.toLocaleString('en');
  return {
    ...{ key: 'consent', isDone: consent !== null, title: 'Who agreed to mail is known' },
    words: (
      <Words>
        {consent
          ? `${said(consent.mailable)} of ${said(consent.known)} addresses agreed to marketing mail. Kindred writes to nobody else.`
          : 'Read from Shopify with your customers. Kindred writes only to who agreed.'}
      </Words>
    ),
    action: consent && <Button url="/app/customers?consent=granted">See who</Button>,
  };
}

const senderStep = ({ hasSender }: SetupSteps): GuideStep => ({
  ...{ key: 'sender', isYours: true, isDone: hasSender, title: 'Who the mail is from' },
  words: <Words>Name, address and postal address. Postmark is asked whether it may send for you.</Words>,
  action: <Button url="/app/settings">{hasSender ? 'Change' : 'Say who'}</Button>,
});

function useTestStep({ hasSender, isSenderVerified, firstMailAt }: SetupSteps, { ownerEmail }: PageShop): GuideStep {
  const test = useSaving('/app/settings', 'Test mail sent: look in your inbox');
  const words =
    test.problemOf('test') ?? `Goes to ${ownerEmail || 'your store’s address'}, the way your customers’ mail will.`;
  return {
    ...{
      key: 'test',
      isYours: true,
      isDone: isSenderVerified || firstMailAt !== null,
      title: 'A test mail to yourself',
    },
    words: <Words>{hasSender ? words : 'As soon as it is said who the mail is from.'}</Words>,
    action: hasSender && (
      <Button loading={test.isSaving} onClick={() => test.submit({ intent: 'test' })}>
        {isSenderVerified ? 'Send another' : 'Send it'}
      </Button>
    ),
  };
}

function useEmbedStep({ lastVisitAt }: SetupSteps, shop: PageShop, themeEditorUrl: string): GuideStep {
  const isOn = useActiveBlocks()?.has(EMBED) ?? false;
  return {
    ...{ key: 'embed', isYours: true, isDone: isOn || lastVisitAt !== null, title: 'Kindred is on in your theme' },
    words: lastVisitAt ? (
      <Words>
        Last visit seen <When at={lastVisitAt} shop={shop} />.
      </Words>
    ) : (
      <Words>
        {isOn
          ? 'It is on. Visits are seen as soon as somebody comes who agrees to tracking and whom your store knows; what others look at stays in their browser.'
          : 'Switch Kindred on under “App embeds” and save. Then it is seen what people look at, if they agree.'}
      </Words>
    ),
    action: (
      <Button url={themeEditorUrl} target="_top">
        Open theme editor
      </Button>
    ),
  };
}

function useFlowStep({ isFlowOn, hasSender }: SetupSteps): GuideStep {
  const flow = useFlowSaving('/app/flows/abandoned-cart', 'Abandoned cart is on');
  const turnOn = (
    <Button
      variant="primary"
      disabled={!hasSender}
      loading={flow.isSaving}
      onClick={() => flow.submit({ intent: 'switch', isOn: 'true' })}
    >
      Turn on Abandoned cart
    </Button>
  );
  return {
    ...{ key: 'flow', isYours: true, isDone: isFlowOn, title: 'Your first flow is on' },
    words: (
      <Words>
        {flow.problems[0]?.message ??
          'Abandoned cart reminds people after 4 hours, and once more a day later; only who agreed, and never who bought.'}
      </Words>
    ),
    action: isFlowOn ? <Button url="/app/flows">See the flows</Button> : turnOn,
  };
}

const firstMailStep = ({ firstMailAt }: SetupSteps, shop: PageShop): GuideStep => ({
  ...{ key: 'first-mail', isDone: firstMailAt !== null, title: 'The first mail has left' },
  words: firstMailAt ? (
    <Words>
      It left <When at={firstMailAt} shop={shop} />.
    </Words>
  ) : (
    <Words>By itself, 4 hours after somebody who agreed leaves a cart. Nothing is to be done.</Words>
  ),
  action: <Button url="/app/messages">See messages</Button>,
});
