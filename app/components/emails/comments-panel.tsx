import { useState } from 'react';
import { Badge, BlockStack, Button, InlineStack, SkeletonBodyText, Text, TextField } from '@shopify/polaris';
import type { CommentsPage, Thread } from '~/ops/emails/comments.server';
import { useSaving } from '../use-saving';
import { CommentThread } from './comment-thread';
import { useOwnData } from './use-own-data';

interface CommentsPanelProps {
  emailKey: string;
  /** Key of the block or section that is chosen; what is written is about it. Null: about the whole mail. */
  part?: string | null;
  /** What a part is called; absent, it is called by its key. */
  partWords?: ((key: string) => string) | undefined;
  /** Shows the part that a comment is about. */
  onShowPart?: ((key: string) => void) | undefined;
}

/** What those who make a mail say to each other of it. It asks for what is said itself. */
export function CommentsPanel({ emailKey, part = null, partWords = wordsOfKey, onShowPart }: CommentsPanelProps) {
  const source = `/app/emails/${encodeURIComponent(emailKey)}/comments`;
  const page = useOwnData<CommentsPage>(source);
  if (!page) return <SkeletonBodyText lines={6} />;
  return (
    <BlockStack gap="400">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h2" variant="headingMd">
          Comments
        </Text>
        {page.open > 0 && <Badge tone="attention">{`${page.open} open`}</Badge>}
      </InlineStack>
      <NewComment source={source} part={part} about={part === null ? 'the whole mail' : partWords(part)} />
      <Threads page={page} source={source} partWords={partWords} onShowPart={onShowPart} />
    </BlockStack>
  );
}

const wordsOfKey = (key: string): string => key.replaceAll('-', ' ');

function NewComment({ source, part, about }: { source: string; part: string | null; about: string }) {
  const [words, setWords] = useState('');
  const saving = useSaving(source, 'Comment written', () => setWords(''));
  const write = () => saving.submit({ intent: 'write', words, part: part ?? '' });
  return (
    <BlockStack gap="200">
      <TextField
        label={`Say something about ${about}`}
        autoComplete="off"
        multiline={2}
        maxLength={2_000}
        value={words}
        onChange={setWords}
        error={saving.problemOf('words') ?? saving.problemOf('')}
      />
      <InlineStack>
        <Button onClick={write} loading={saving.isSaving} disabled={words.trim() === ''}>
          Comment
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

interface ThreadsProps {
  page: CommentsPage;
  source: string;
  partWords(key: string): string;
  onShowPart: ((key: string) => void) | undefined;
}

function Threads({ page: { threads, shop }, source, partWords, onShowPart }: ThreadsProps) {
  const [areSettledShown, setSettledShown] = useState(false);
  const settled = threads.filter(({ resolved }) => resolved !== null);
  const shown = (thread: Thread) => (
    <CommentThread
      key={thread.id}
      {...{ thread, shop, source, onShowPart }}
      about={thread.part === null ? null : partWords(thread.part)}
    />
  );
  if (threads.length === 0)
    return (
      <Text as="p" tone="subdued">
        Nothing was said yet. What you write here is seen by those who work on your mails, and by no reader.
      </Text>
    );
  return (
    <BlockStack gap="400">
      {threads.filter(({ resolved }) => resolved === null).map(shown)}
      {settled.length > 0 && (
        <InlineStack>
          <Button variant="plain" onClick={() => setSettledShown(!areSettledShown)} ariaExpanded={areSettledShown}>
            {areSettledShown ? 'Hide what is settled' : `Show what is settled (${settled.length})`}
          </Button>
        </InlineStack>
      )}
      {areSettledShown && settled.map(shown)}
    </BlockStack>
  );
}
