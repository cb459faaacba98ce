import { SaveBar } from '@shopify/app-bridge-react';
import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Card, Layout, Text, TextField } from '@shopify/polaris';
import { useEffect, useState, type ReactNode } from 'react';
import type { EditorPage } from '~/ops/segments/segment-page.server';
import { CountCard } from './count-card';
import { EditingProvider } from './editing';
import { GroupBox } from './group-box';
import { ruleSentence } from './said';
import './segments.css';
import { useSegmentDraft, type SavedSegment } from './use-segment-draft';
import { useSegmentSaving } from './use-segment-saving';

interface SegmentEditorProps {
  page: EditorPage;
  /** Absent: it is a new one. */
  saved?: SavedSegment;
  /** Below the rule. */
  children?: ReactNode;
}

/** A segment's name and rule, with whom it means beside it while it is typed. */
export function SegmentEditor({ page, saved, children }: SegmentEditorProps) {
  const navigate = useNavigate();
  const [madeId, setMadeId] = useState('');
  const [ownVersion, setOwnVersion] = useState(0);
  const address = saved ? `/app/segments/${saved.id}` : '/app/segments/new';
  const saving = useSegmentSaving(address, 'Segment saved', (done) => {
    if (done.kind !== 'saved') return;
    if (saved) setOwnVersion(done.version);
    else setMadeId(done.id);
  });
  // Once the bar is closed: while it is open one is asked whether to leave.
  useEffect(() => {
    if (madeId) navigate(`/app/segments/${madeId}`);
  }, [madeId, navigate]);
  const draft = useSegmentDraft(page, saved, saving);
  const { name, root, rule, isWhole, live, editing } = draft;
  const isBegun = !madeId && (name !== '' || root.parts.length > 0);
  const save = () =>
    saving.submit({
      ...{ intent: 'save', name, rule: JSON.stringify(rule) },
      ...(saved ? { id: saved.id, base: String(Math.max(saved.version, ownVersion)) } : {}),
    });
  const leave = () => (saved ? draft.reset() : navigate('/app/segments'));
  const problem = saving.problems.find(({ path }) => path[0] === 'name')?.message;
  return (
    <EditingProvider value={editing}>
      <SaveBar id="segment" open={saved ? draft.isChanged : isBegun}>
        <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
        <button onClick={leave} />
      </SaveBar>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {saving.isRefused && (
              <Banner tone="critical" title="It was not saved">
                <Text as="p">{saving.general ?? 'What is missing stands at its place below.'}</Text>
              </Banner>
            )}
            <Card>
              <BlockStack gap="400">
                <TextField
                  label="Name"
                  autoComplete="off"
                  maxLength={120}
                  value={name}
                  onChange={draft.setName}
                  {...(problem ? { error: problem } : {})}
                />
                <GroupBox group={root} />
              </BlockStack>
            </Card>
            {children}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="segment-aside">
            <CountCard
              words={isWhole ? ruleSentence(rule, draft.names, page.shop) : null}
              live={live}
              names={draft.names}
              shop={page.shop}
            />
          </div>
        </Layout.Section>
      </Layout>
    </EditingProvider>
  );
}
