import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { END } from '~/decisions/flows/language/ways';
import type { FlowNode } from '~/decisions/flows/language/node';
import type { MailNumbers } from '~/ops/flows/flow-numbers.server';
import { numberWords, percentWords } from '~/ops/recommendations/number-words';
import { WINDOW_WORDS } from '~/ops/flows/window';
import { moneyWords } from '../money-words';
import { useFlowEditing } from './flow-editing';

/** What came of a step, in a sentence or two; nothing where nobody came to it. */
export function StepNumbersLines({ node }: { node: FlowNode }) {
  const { page } = useFlowEditing();
  const numbers = page.numbers.steps[node.key];
  if (!numbers) return null;
  const { locale } = page.shop;
  const passed = Object.values(numbers.ways).reduce((sum, times) => sum + times, 0);
  const people = numbers.here === 1 ? '1 person stands' : `${numberWords(numbers.here, locale)} people stand`;
  return (
    <BlockStack gap="100">
      <Text as="p">
        {numbers.here > 0 ? (
          <Link url={`/app/flows/${page.key}/runs?state=inside&node=${node.key}`}>{people} here now</Link>
        ) : (
          'Nobody stands here now'
        )}
        . {WINDOW_WORDS[page.numbers.window]}: {numberWords(passed, locale)}{' '}
        {node.kind === 'exit' ? 'came to this end' : 'went on'}
        {numbers.left > 0 && `, ${numberWords(numbers.left, locale)} left early from here`}.
      </Text>
      {numbers.mails && <MailsLine mails={numbers.mails} />}
    </BlockStack>
  );
}

function MailsLine({ mails }: { mails: MailNumbers }) {
  const { page } = useFlowEditing();
  const { locale } = page.shop;
  const say = (number: number) => numberWords(number, locale);
  const withShare = (number: number) =>
    mails.sent > 0 ? `${say(number)} (${percentWords(number / mails.sent, locale)})` : say(number);
  return (
    <Text as="p" tone="subdued">
      {say(mails.sent)} sent, {say(mails.skipped)} not sent, {say(mails.waiting)} waiting; of those sent people opened{' '}
      {withShare(mails.opened)} and clicked {withShare(mails.clicked)}; {say(mails.orders)}{' '}
      {mails.orders === 1 ? 'order' : 'orders'}, {moneyWords(mails.revenueMinor, page.shop)}.
    </Text>
  );
}

/** In the fewest words, for a card: who is there now, how many went on, what its mails brought. */
export function StepNumbersShort({ node }: { node: FlowNode }) {
  const { page } = useFlowEditing();
  const numbers = page.numbers.steps[node.key];
  if (!numbers) return null;
  const { locale } = page.shop;
  const { mails, here, ways } = numbers;
  const parts = [
    ...(here > 0 ? [`${numberWords(here, locale)} here now`] : []),
    ...(node.kind === 'exit' && ways[END] ? [`${numberWords(ways[END], locale)} came here`] : []),
    ...(mails
      ? [
          `${numberWords(mails.sent, locale)} sent`,
          `${numberWords(mails.opened, locale)} opened`,
          `${numberWords(mails.clicked, locale)} clicked`,
        ]
      : []),
    ...(mails && mails.orders > 0
      ? [`${numberWords(mails.orders, locale)} ${mails.orders === 1 ? 'order' : 'orders'}`]
      : []),
    ...(mails && mails.revenueMinor > 0 ? [moneyWords(mails.revenueMinor, page.shop)] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <InlineStack gap="100">
      <Text as="span" variant="bodySm" tone="subdued">
        {parts.join(' · ')}
      </Text>
    </InlineStack>
  );
}
