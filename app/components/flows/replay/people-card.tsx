import { BlockStack, Button, Card, Select, Text } from '@shopify/polaris';
import { useSearchParams } from '@remix-run/react';
import type { ReplayPage, ShownReplay } from '~/ops/replay/replay-page.server';
import type { ReplayedPersonRow } from '~/ops/replay/replayed-people.server';
import { AdaptiveList, type ListRow } from '../../adaptive-list';
import { exactTime } from '../../when';

interface PeopleCardProps {
  replay: ShownReplay;
  shop: ReplayPage['shop'];
  /** Of the page, without its query. */
  address: string;
}

const ALWAYS = [
  { value: 'mailed', label: 'Would have got a mail' },
  { value: 'not-sent', label: 'A mail would not have gone' },
  { value: 'turned-away', label: 'Would not have come in' },
  { value: 'collides', label: 'Another mail would have waited' },
];

const ofTwo = ([first = '', second = '']: string[]) => [
  { value: 'only-first', label: `Mail by “${first}” alone` },
  { value: 'only-second', label: `Mail by “${second}” alone` },
  { value: 'earlier', label: `Earlier by “${second}”` },
  { value: 'later', label: `Later by “${second}”` },
];

/** Who it would have been, worked out anew for each look: each leads to what would have happened to them. */
export function PeopleCard({ replay, shop, address }: PeopleCardProps) {
  const [, setSearch] = useSearchParams();
  const { found, whom, sides } = replay;
  if (!found) return null;
  const go = (query: Record<string, string>) =>
    setSearch({ replay: replay.id, whom, ...query }, { preventScrollReset: true });
  const headings = [{ title: 'Who' }, ...sides.map((title) => ({ title }))] as [
    { title: string },
    ...{ title: string }[],
  ];
  return (
    <Card padding="0">
      <BlockStack>
        <div style={{ padding: 'var(--p-space-400)' }}>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              Who
            </Text>
            <Select
              label="Show those who"
              options={sides.length === 2 ? [...ALWAYS, ...ofTwo(sides)] : ALWAYS}
              value={whom}
              onChange={(value) => go({ whom: value })}
            />
            {found.rows.length === 0 && (
              <Text as="p" tone="subdued">
                {found.next === null ? 'There is nobody.' : 'There is nobody among those who were looked at so far.'}
              </Text>
            )}
          </BlockStack>
        </div>
        {found.rows.length > 0 && (
          <AdaptiveList
            resourceName={{ singular: 'person', plural: 'people' }}
            headings={headings}
            rows={found.rows.map((row) => rowOf(row, { replay, shop, address }))}
          />
        )}
        {found.next !== null && (
          <div style={{ padding: 'var(--p-space-400)' }}>
            <Button onClick={() => go({ after: found.next ?? '' })}>Show others</Button>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

function rowOf({ profileId, who, sentAt }: ReplayedPersonRow, { replay, shop, address }: PeopleCardProps): ListRow {
  const title = who ?? 'A visitor';
  const times = sentAt.map((own) => (own.length > 0 ? own.map((at) => exactTime(at, shop)).join('; ') : 'No mail'));
  return {
    ...{ id: profileId, title, url: `${address}/person?replay=${replay.id}&who=${profileId}` },
    cells: [title, ...times],
    summary: times.map((words, nth) => (
      <Text key={replay.sides[nth]} as="p" tone="subdued">
        {times.length > 1 ? `${replay.sides[nth]}: ${words}` : words}
      </Text>
    )),
  };
}
