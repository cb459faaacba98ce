import { useState } from 'react';
import { Badge, BlockStack, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import type { ParkedReason } from '~/ops/activity.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';
import { DiscardForm } from './discard-form';
import { SaidBox } from './said-box';

interface ParkedCardProps {
  parked: ParkedReason[];
  /** Counted from the machine's time. */
  shop: { now: string; timezone: string; locale: string };
}

/** What was put aside, one paragraph a reason, with what can be done about it. */
export function ParkedCard({ parked, shop }: ParkedCardProps) {
  return (
    <TitledCard title="Put aside">
      <Text as="p" tone="subdued">
        Nothing waits for these: each stands here until somebody looks at it. Reading it again does no harm, because
        what is known already stays as it is.
      </Text>
      {parked.map((reason) => (
        <BlockStack key={reason.id} gap="300">
          <Divider />
          <Reason reason={reason} shop={shop} />
        </BlockStack>
      ))}
    </TitledCard>
  );
}

function Reason({ reason, shop }: { reason: ParkedReason; shop: ParkedCardProps['shop'] }) {
  const { id, name, source, problem, count, tries, lastAt } = reason;
  const [open, setOpen] = useState<'nothing' | 'said' | 'discard'>('nothing');
  const close = () => setOpen('nothing');
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {name}
        </Text>
        <Badge>{source}</Badge>
        {count > 1 && <Badge tone="warning">{`${count} alike`}</Badge>}
      </InlineStack>
      <Text as="p" breakWord>
        {problem}
      </Text>
      <Text as="p" tone="subdued">
        {count > 1 ? 'The newest came ' : 'Came '}
        <When at={lastAt} shop={shop} />, tried {tries} {tries === 1 ? 'time' : 'times'}.
      </Text>
      <Choices
        {...{ id, count }}
        onShow={() => setOpen(open === 'said' ? 'nothing' : 'said')}
        isShown={open === 'said'}
        onDiscard={() => setOpen('discard')}
      />
      {open === 'said' && <SaidBox id={id} />}
      {open === 'discard' && <DiscardForm {...{ id, count }} onDone={close} />}
    </BlockStack>
  );
}

interface ChoicesProps {
  id: string;
  count: number;
  isShown: boolean;
  onShow(): void;
  onDiscard(): void;
}

function Choices({ id, count, isShown, onShow, onDiscard }: ChoicesProps) {
  const replay = useSaving('/app/activity', 'It is read again');
  const read = (isAllOfReason: boolean) =>
    replay.submit({ intent: 'replay', id, isAllOfReason: String(isAllOfReason) });
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Button loading={replay.isSaving} onClick={() => read(count > 1)}>
          {count > 1 ? `Read all ${count} again` : 'Read it again'}
        </Button>
        {count > 1 && (
          <Button disabled={replay.isSaving} onClick={() => read(false)}>
            Only the newest
          </Button>
        )}
        <Button onClick={onShow} ariaExpanded={isShown}>
          {isShown ? 'Hide what it said' : 'Show what it said'}
        </Button>
        <Button tone="critical" variant="tertiary" onClick={onDiscard}>
          Discard
        </Button>
      </InlineStack>
      {replay.problemOf('id') && (
        <Text as="p" tone="critical">
          {replay.problemOf('id')}
        </Text>
      )}
    </BlockStack>
  );
}
