import { Badge, BlockStack, Button, ButtonGroup, SkeletonBodyText, Text } from '@shopify/polaris';
import type { ApprovalPage } from '~/ops/emails/approval.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';
import { useOwnData } from './use-own-data';

interface ApprovalCardProps {
  emailKey: string;
  /** What is changed is not saved yet: what is asked for or approved would be something else. */
  isDirty?: boolean;
}

/** How far a mail's newest version is, what goes out meanwhile, and the next step. It asks for that itself. */
export function ApprovalCard({ emailKey, isDirty = false }: ApprovalCardProps) {
  const source = `/app/emails/${encodeURIComponent(emailKey)}/approval`;
  const page = useOwnData<ApprovalPage>(source);
  return (
    <TitledCard title="What goes out" aside={page && <StateBadge page={page} />}>
      {page ? <Told page={page} source={source} isDirty={isDirty} /> : <SkeletonBodyText lines={3} />}
    </TitledCard>
  );
}

function StateBadge({ page: { newest, goesOut } }: { page: ApprovalPage }) {
  if (!newest) return <Badge>{goesOut === null ? 'Not saved yet' : 'As every shop begins'}</Badge>;
  if (newest.state === 'approved') return <Badge tone="success">Goes out</Badge>;
  return newest.state === 'in-review' ? <Badge tone="attention">In review</Badge> : <Badge>Draft</Badge>;
}

function goesOutWords(goesOut: number | null): string {
  if (goesOut === null) return 'Nothing goes out: no version was approved yet.';
  return goesOut === 0 ? 'The mail goes out as every shop begins with it.' : `Version ${goesOut} goes out.`;
}

function Told({ page, source, isDirty }: { page: ApprovalPage; source: string; isDirty: boolean }) {
  const { newest, goesOut, shop } = page;
  const by = (done: { who: string; at: string }) => (
    <>
      by {done.who === 'You' ? 'you' : done.who}, <When at={done.at} shop={shop} />
    </>
  );
  return (
    <BlockStack gap="300">
      <Text as="p">{goesOutWords(goesOut)}</Text>
      {newest && (
        <BlockStack gap="100">
          <Text as="p" tone="subdued">
            Version {newest.version} was saved {by(newest.saved)}.
          </Text>
          {newest.state === 'in-review' && newest.asked && (
            <Text as="p" tone="subdued">
              Approval was asked for {by(newest.asked)}.
            </Text>
          )}
          {newest.decided && newest.state !== 'in-review' && (
            <Text as="p" tone="subdued">
              It was {newest.state === 'approved' ? 'approved' : 'sent back'} {by(newest.decided)}.
            </Text>
          )}
        </BlockStack>
      )}
      {newest && newest.state !== 'approved' && <NextStep newest={newest} source={source} isDirty={isDirty} />}
    </BlockStack>
  );
}

interface NextStepProps {
  newest: NonNullable<ApprovalPage['newest']>;
  source: string;
  isDirty: boolean;
}

const SAID = { ask: 'Asked for approval', approve: 'Approved: it goes out', 'send-back': 'Sent back' } as const;

function NextStep({ newest: { version, state, isMine }, source, isDirty }: NextStepProps) {
  const asking = useSaving(source, SAID.ask);
  const approving = useSaving(source, SAID.approve);
  const returning = useSaving(source, SAID['send-back']);
  const form = (intent: keyof typeof SAID) => ({ intent, version: String(version), state });
  const problem = asking.problemOf('') ?? approving.problemOf('') ?? returning.problemOf('');
  const note = isDirty
    ? 'Save first: what is decided on is what was saved.'
    : isMine && 'Somebody else approves what you saved.';
  return (
    <BlockStack gap="200">
      <ButtonGroup>
        {state === 'draft' && (
          <Button disabled={isDirty} loading={asking.isSaving} onClick={() => asking.submit(form('ask'))}>
            Ask for approval
          </Button>
        )}
        {!isMine && (
          <Button
            variant="primary"
            disabled={isDirty}
            loading={approving.isSaving}
            onClick={() => approving.submit(form('approve'))}
          >
            {`Approve version ${version}`}
          </Button>
        )}
        {state === 'in-review' && (
          <Button disabled={isDirty} loading={returning.isSaving} onClick={() => returning.submit(form('send-back'))}>
            Send back
          </Button>
        )}
      </ButtonGroup>
      {note && (
        <Text as="p" tone="subdued">
          {note}
        </Text>
      )}
      {problem && (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      )}
    </BlockStack>
  );
}
