import { Badge, BlockStack, Link, Text } from '@shopify/polaris';
import type { ToldDecisions } from '~/ops/message-decisions.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import './what-decided.css';
import { When } from './when';

/** Each time it was decided about a message: what came of it and, of the last time, what each rule saw. */
export function WhatDecidedCard({ decisions: { told, keptDays }, shop }: { decisions: ToldDecisions; shop: PageShop }) {
  const [newest] = told;
  if (!newest) return keptDays === null ? null : <GoneCard keptDays={keptDays} />;
  return (
    <TitledCard title="What was looked at">
      <BlockStack as="ol" gap="200">
        {told.map((decision) => (
          <li key={decision.at}>
            <Text as="p">
              <When at={decision.at} shop={shop} />: {decision.says}
              {decision.times > 1 && ` ${repeated(decision.times)}`}
            </Text>
          </li>
        ))}
      </BlockStack>
      <table className="what-decided">
        <caption>
          <Text as="span" tone="subdued">
            What each rule saw, <When at={newest.lastAt} shop={shop} />
          </Text>
        </caption>
        <tbody>
          {newest.answers.map(({ rule, saw, verdict }) => (
            <tr key={rule}>
              <th scope="row">{rule}</th>
              <td>{saw}</td>
              <td>
                <Badge {...VERDICTS[verdict].badge}>{VERDICTS[verdict].words}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TitledCard>
  );
}

function GoneCard({ keptDays }: { keptDays: number }) {
  return (
    <TitledCard title="What was looked at">
      <Text as="p">
        What each rule saw is kept for {keptDays} days, as <Link url="/app/settings/privacy">Privacy</Link> says. This
        mail is older; what became of it stays.
      </Text>
    </TitledCard>
  );
}

const VERDICTS = {
  passes: { words: 'Fine', badge: {} },
  skip: { words: 'Against it', badge: { tone: 'critical' } },
  defer: { words: 'Not yet', badge: { tone: 'attention' } },
} as const;

const repeated = (times: number): string => `It was asked ${times} times, with the same answer.`;
