import { useState } from 'react';
import { Badge, BlockStack, Box, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import type { CommentsPage, Thread } from '~/ops/emails/comments.server';
import { useSaving } from '../use-saving';
import { When } from '../when';

interface CommentThreadProps {
  thread: Thread;
  shop: CommentsPage['shop'];
  /** Where it is changed. */
  source: string;
  /** What it is about, in words; null: the whole mail. */
  about: string | null;
  onShowPart: ((key: string) => void) | undefined;
}

/** A comment with what was answered. */
export function CommentThread({ thread, shop, source, about, onShowPart }: CommentThreadProps) {
  const { id, part, resolved, answers } = thread;
  return (
    <Box borderInlineStartWidth="050" borderColor={resolved ? 'border-secondary' : 'border'} paddingInlineStart="300">
      <BlockStack gap="200">
        {about !== null && part !== null && (
          <InlineStack gap="200" blockAlign="center">
            {onShowPart ? (
              <Button variant="plain" onClick={() => onShowPart(part)}>
                {`On ${about}`}
              </Button>
            ) : (
              <Text as="span" tone="subdued">{`On ${about}`}</Text>
            )}
          </InlineStack>
        )}
        {[thread, ...answers].map((each) => (
          <Said key={each.id} said={each} shop={shop} source={source} />
        ))}
        {resolved && (
          <InlineStack gap="200" blockAlign="center">
            <Badge tone="success">Settled</Badge>
            <Text as="span" tone="subdued">
              by {resolved.who}, <When at={resolved.at} shop={shop} />
            </Text>
          </InlineStack>
        )}
        <ThreadActions id={id} source={source} isSettled={resolved !== null} />
      </BlockStack>
    </Box>
  );
}

type SaidProps = Pick<CommentThreadProps, 'shop' | 'source'> & { said: Thread['answers'][number] };

function Said({ said: { id, words, who, at, isMine }, shop, source }: SaidProps) {
  const removing = useSaving(source, 'Comment removed');
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {who}
        </Text>
        <Text as="span" tone="subdued">
          <When at={at} shop={shop} />
        </Text>
        {isMine && (
          <Button
            variant="plain"
            tone="critical"
            loading={removing.isSaving}
            accessibilityLabel={`Remove your comment “${words.slice(0, 40)}”`}
            onClick={() => removing.submit({ intent: 'remove', id })}
          >
            Remove
          </Button>
        )}
      </InlineStack>
      <Text as="p" breakWord>
        <span style={{ whiteSpace: 'pre-line' }}>{words}</span>
      </Text>
    </BlockStack>
  );
}

function ThreadActions({ id, source, isSettled }: { id: string; source: string; isSettled: boolean }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const answering = useSaving(source, 'Answered', () => setAnswer(null));
  const settling = useSaving(source, isSettled ? 'Open again' : 'Settled');
  const problem = answering.problemOf('words') ?? answering.problemOf('') ?? settling.problemOf('');
  return (
    <BlockStack gap="200">
      {answer !== null && (
        <TextField
          label="Your answer"
          autoComplete="off"
          autoFocus
          multiline={2}
          maxLength={2_000}
          value={answer}
          onChange={setAnswer}
        />
      )}
      {problem && (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      )}
      <InlineStack gap="300">
        <Button
          variant="plain"
          loading={answering.isSaving}
          onClick={() => (answer?.trim() ? answering.submit({ intent: 'answer', id, words: answer }) : setAnswer(''))}
        >
          Answer
        </Button>
        <Button
          variant="plain"
          loading={settling.isSaving}
          onClick={() => settling.submit({ intent: isSettled ? 'reopen' : 'settle', id })}
        >
          {isSettled ? 'Open again' : 'Settle'}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
