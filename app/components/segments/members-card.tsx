import { useState } from 'react';
import { ActionList, Badge, BlockStack, Button, InlineStack, Link, Pagination, Popover, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import type { SegmentPage } from '~/ops/segments/segment-page.server';
import { useListAddress, type ListAddress } from '../list-address';
import { SearchField } from '../list-filters';
import { ConsentBadge } from '../state-badge';
import { TitledCard } from '../titled-card';
import { FileProblem } from '../file-problem';
import { useExport, type Export } from '../use-export';
import { When } from '../when';

/** The filters of the members, as they stand in the page's address. */
const FILTERS = ['who', 'mailable'];

/** Who is in a segment as it is kept, whoever came last first. */
export function MembersCard({ page }: { page: SegmentPage }) {
  const { people, entered, left, freshness, members, isBuilt, shop, id } = page;
  const address = useListAddress(FILTERS, { isPart: true });
  const say = (number: number) => numberWords(number, shop.locale);
  const size = people === 1 ? 'One person' : `${say(people)} people`;
  return (
    <TitledCard title="In it now" aside={isBuilt ? undefined : <Badge tone="info">Being built</Badge>}>
      <Text as="p">
        {isBuilt ? `${size}; in the last 7 days ${say(entered)} came and ${say(left)} left. ` : ''}
        {freshness}.
      </Text>
      {people > 0 && <Narrowing address={address} />}
      <div aria-live="polite" aria-busy={address.isLoading}>
        {members.members.length === 0 ? <Nobody page={page} address={address} /> : <Members page={page} />}
      </div>
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <InlineStack gap="300" blockAlign="center">
          {people > 0 && <ExportMembers id={id} />}
          <Button variant="plain" url={`/app/settings/audit?about=${id}`}>
            Who looked
          </Button>
        </InlineStack>
        <Pages page={page} address={address} />
      </InlineStack>
    </TitledCard>
  );
}

function Narrowing({ address }: { address: ListAddress }) {
  const isMailable = address.get('mailable') === 'yes';
  return (
    <BlockStack gap="200">
      <SearchField
        address={address}
        name="who"
        label="Who"
        helpText="A whole first or last name, email address, phone number with its country code, or number in Shopify."
      />
      <InlineStack>
        <Button pressed={isMailable} onClick={() => address.set('mailable', isMailable ? '' : 'yes')}>
          Only those who may be mailed
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function Members({ page: { members, shop } }: { page: SegmentPage }) {
  return (
    <BlockStack as="ul" gap="200">
      {members.members.map((member) => (
        <li key={member.id}>
          <InlineStack gap="200" blockAlign="center" align="space-between">
            <Link url={`/app/customers/${member.id}`}>{member.title ?? 'A visitor'}</Link>
            <InlineStack gap="200" blockAlign="center">
              <ConsentBadge mailability={member.mailability} />
              <Text as="span" tone="subdued">
                since <When at={member.since} shop={shop} />
              </Text>
            </InlineStack>
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  );
}

function Nobody({ page: { members, isBuilt }, address }: { page: SegmentPage; address: ListAddress }) {
  if (!address.hasFilters)
    return isBuilt ? <Subdued words="Nobody fits now. Whoever does from now on comes in by themselves." /> : null;
  if (members.isUnsearchable) return <Subdued words="That cannot be searched: there is no letter or digit in it." />;
  return (
    <Subdued words="Nobody in this segment is like that. Names are kept encrypted: only whole words find them, “Anna” and not “Ann”." />
  );
}

function Subdued({ words }: { words: string }) {
  return (
    <Text as="p" tone="subdued">
      {words}
    </Text>
  );
}

function Pages({ page: { members }, address }: { page: SegmentPage; address: ListAddress }) {
  const { newer, older } = members.links;
  if (!newer && !older) return null;
  return (
    <Pagination
      accessibilityLabel="Members"
      hasPrevious={newer !== null}
      onPrevious={() => newer && address.turn('newer', newer)}
      hasNext={older !== null}
      onNext={() => older && address.turn('older', older)}
      accessibilityLabels={{ previous: 'Who came later', next: 'Who came earlier' }}
    />
  );
}

/** All of them, or only those whom a mail may go to. */
function ExportMembers({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false);
  const all = useExport('segment-members', `?segment=${id}`);
  const mailable = useExport('segment-members', `?segment=${id}&mailable=yes`);
  const running = [all, mailable].find(({ isLoading }) => isLoading);
  const begin = (file: Export) => () => {
    setOpen(false);
    file.start();
  };
  const button = (
    <Button disclosure onClick={() => setOpen(!isOpen)} loading={running !== undefined}>
      Export members
    </Button>
  );
  return (
    <InlineStack gap="200" blockAlign="center">
      <Popover active={isOpen} activator={button} onClose={() => setOpen(false)}>
        <ActionList
          actionRole="menuitem"
          items={[
            { content: 'Everybody in it', onAction: begin(all) },
            { content: 'Only those who may be mailed', onAction: begin(mailable) },
          ]}
        />
      </Popover>
      {running?.progress && (
        <Text as="span" tone="subdued">
          {running.progress}
        </Text>
      )}
      {[all, mailable].map((file, at) => (
        <FileProblem key={at} file={file} />
      ))}
    </InlineStack>
  );
}
