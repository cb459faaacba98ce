import { useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { Badge, Banner, BlockStack, Button, InlineStack, Page, Text } from '@shopify/polaris';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import { useListAddress } from '../list-address';
import { FileProblem } from '../file-problem';
import { useDownload } from '../use-download';
import { When } from '../when';
import { FlowEditingProvider } from './flow-editing';
import { FlowEditor } from './flow-editor';
import { FlowFigures } from './flow-figures';
import { ArchiveModal } from './flow-row-actions';
import { FlowStateBadge } from './flow-state-badge';
import { PublishModal } from './publish-modal';
import { useFlowDraft, type FlowDrafting } from './use-flow-draft';
import { useFlowSaving } from './use-flow-saving';

/** One flow: whether it runs, what it does, what came of it, and everything to change it. */
export function FlowPageView({ page }: { page: FlowPage }) {
  const drafting = useFlowDraft(page);
  const address = `/app/flows/${page.key}`;
  const list = useListAddress(['days', 'version'], { isPart: true });
  const turning = useFlowSaving(address, page.isOn ? 'Turned off' : 'Turned on');
  const { draft, isNews, problems } = drafting;
  const { isOn, isArchived, looksAt } = page;
  const menu = useMenu(page, drafting);
  const isUsable = !isArchived && looksAt === null;
  return (
    <FlowEditingProvider value={drafting.editing}>
      <Page
        fullWidth
        title={draft.name || 'Flow'}
        titleMetadata={<States page={page} isNews={isNews} />}
        backAction={{ content: 'Flows', url: '/app/flows' }}
        actionGroups={[{ title: 'More', actions: menu.actions }]}
        {...(isUsable
          ? {
              primaryAction: (
                <InlineStack gap="200" wrap={false}>
                  <Button
                    loading={turning.isSaving}
                    disabled={!isOn && !page.hasSender}
                    {...(isOn || isNews ? {} : { variant: 'primary' as const })}
                    onClick={() => turning.submit({ intent: 'switch', isOn: String(!isOn) })}
                  >
                    {isOn ? 'Turn off' : 'Turn on'}
                  </Button>
                  {isNews && (
                    <Button variant="primary" disabled={problems.length > 0} onClick={menu.publish}>
                      Publish
                    </Button>
                  )}
                </InlineStack>
              ),
            }
          : {})}
      >
        <FileProblem file={menu.download} isAbove />
        <BlockStack gap="400">
          <Notes page={page} drafting={drafting} problems={turning.problems.map(({ message }) => message)} />
          <FlowFigures page={page} address={list} />
          <FlowEditor drafting={drafting} />
        </BlockStack>
        {menu.modal}
      </Page>
    </FlowEditingProvider>
  );
}

function States({ page, isNews }: { page: FlowPage; isNews: boolean }) {
  return (
    <InlineStack gap="100">
      <FlowStateBadge page={page} />
      {isNews && page.looksAt === null && <Badge tone="attention">Not published</Badge>}
    </InlineStack>
  );
}

type Asked = 'publish' | 'archive' | null;

/** What else can be done, and what is asked before. */
function useMenu(page: FlowPage, drafting: FlowDrafting) {
  const { draft, revision, isDirty, isNews, reset } = drafting;
  const [asked, setAsked] = useState<Asked>(null);
  const navigate = useNavigate();
  const address = `/app/flows/${page.key}`;
  const close = (): void => setAsked(null);
  const publishing = useFlowSaving(address, 'Published', (done, submitted) => {
    drafting.keep(done, submitted);
    close();
  });
  const discarding = useFlowSaving(address, 'Draft discarded');
  const archiving = useFlowSaving(address, page.isArchived ? 'Taken back, turned off' : 'Taken out of use');
  const copying = useFlowSaving('/app/flows/new', 'Copied', (done) => {
    if (done.kind === 'created') navigate(`/app/flows/${done.key}`);
  });
  const download = useDownload(`${address}/file`, `${page.key}.json`);
  function discard(): void {
    reset();
    discarding.submit({ intent: 'discard' });
  }
  const actions = [
    { content: 'People in it', url: `${address}/runs` },
    { content: 'Who did not enter, and why', url: `${address}/turned-away` },
    { content: 'What it would have done', url: `/app/flows/replay/${page.key}` },
    { content: 'Copy', onAction: () => copying.submit({ intent: 'create', from: 'copy', of: page.key }) },
    { content: 'Download as a file', onAction: download.start },
    ...(isNews && page.looksAt === null
      ? [{ content: 'Discard the draft', destructive: true, onAction: discard }]
      : []),
    page.isArchived
      ? { content: 'Take it back', onAction: () => archiving.submit({ intent: 'restore' }) }
      : { content: 'Take out of use', destructive: true, onAction: () => setAsked('archive') },
  ];
  const unsaved: Record<string, string> = isDirty ? { flow: JSON.stringify(draft) } : {};
  const modal =
    asked === 'publish' ? (
      <PublishModal
        saving={publishing}
        onClose={close}
        onPublish={(people) => publishing.submit({ intent: 'publish', base: String(revision), people, ...unsaved })}
      />
    ) : asked === 'archive' ? (
      <ArchiveModal name={draft.name} onClose={close} onAgreed={() => archiving.submit({ intent: 'archive' })} />
    ) : null;
  return { actions, modal, download, publish: () => setAsked('publish') };
}

interface NotesProps {
  page: FlowPage;
  drafting: FlowDrafting;
  problems: string[];
}

/** What stands in the way, or must be known before one goes on. */
function Notes({ page, drafting, problems }: NotesProps) {
  const address = `/app/flows/${page.key}`;
  return (
    <>
      {problems.length > 0 && (
        <Banner tone="critical" title="It was not turned on">
          {problems.map((problem) => (
            <Text as="p" key={problem}>
              {problem}
            </Text>
          ))}
        </Banner>
      )}
      {!page.hasSender && (
        <Banner
          tone="info"
          title="Say first who the mail is from"
          action={{ content: 'Settings', url: '/app/settings' }}
        >
          <Text as="p">Until then the flow cannot be turned on.</Text>
        </Banner>
      )}
      {page.looksAt !== null && (
        <Banner title={`This is version ${page.looksAt}`} action={{ content: 'Back to the draft', url: address }}>
          <Text as="p">It can be looked at, and taken as the draft.</Text>
        </Banner>
      )}
      {page.looksAt === null && page.draftedAt !== null && !drafting.isDirty && drafting.isNews && (
        <Banner tone="info" title="A draft waits to be published">
          <Text as="p">
            Saved <When at={page.draftedAt} shop={page.shop} />.{' '}
            {page.live
              ? `What runs is version ${page.liveVersion}, until you publish.`
              : `Version ${page.liveVersion}, which is live, cannot be read by this release: nobody comes in until you publish.`}
          </Text>
        </Banner>
      )}
    </>
  );
}
