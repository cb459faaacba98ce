import type { ReactNode } from 'react';
import { Card } from '@shopify/polaris';
import { whenWords } from '~/decisions/explanations/spoken-shop';
import type { GroupsPage } from '~/ops/groups/groups-page.server';
import { EmptyNote } from '../empty-note';

/** Why no groups are shown, and when there may be some. */
export function NoGroups({ page: { found, nextAt, shop } }: { page: GroupsPage }) {
  const next = nextAt ? `Kindred looks again ${whenWords(nextAt, shop)}.` : 'Kindred looks within the hour.';
  if (found.kind === 'never-looked')
    return (
      <Note heading="Nobody has looked yet">
        Groups are looked for once your store’s past is read and it is worked out what people are like. {next}
      </Note>
    );
  if (found.kind === 'too-few')
    return (
      <Note heading="Too few people to find groups among">
        {found.people} people were here or bought within a year. From {found.needed} on Kindred looks which groups they
        fall into; fewer are seen at a glance. {next}
      </Note>
    );
  return (
    <Note heading="Nothing stands apart">
      Among {found.people} people no way of looking found groups of which none is nearly everybody: your people differ
      by degrees. Segments by rules of your own say more now. {next}
    </Note>
  );
}

function Note({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Card padding="0">
      <EmptyNote heading={heading} action={{ content: 'See the segments', url: '/app/segments' }}>
        {children}
      </EmptyNote>
    </Card>
  );
}
