import { useState } from 'react';
import { BlockStack, Button, ButtonGroup, InlineStack, Modal, SkeletonBodyText, Text } from '@shopify/polaris';
import type { EmailDocument } from '~/delivery/documents/document';
import type { DraftSource } from '~/ops/emails/draft-source.server';
import { useCopy } from '../use-copy';
import { useQuestion } from '../use-question';
import type { Tried } from './use-tried';

interface MailSourceProps {
  draft: EmailDocument;
  tried: Tried;
}

/** Opens what leaves of the mail, for whoever wants to check it elsewhere: asked for when it is wanted, since it is as large as the mail. */
export function MailSource({ draft, tried }: MailSourceProps) {
  const [isOpen, setOpen] = useState(false);
  const { ask, answer, isAsking } = useQuestion<DraftSource>(`/app/emails/${draft.key}/source`);
  function open(): void {
    ask({ ...tried.asked, document: JSON.stringify(draft) });
    setOpen(true);
  }
  return (
    <>
      <Button variant="plain" onClick={open}>
        See what is sent
      </Button>
      <Modal open={isOpen} onClose={() => setOpen(false)} title="What is sent" size="large">
        <Modal.Section>
          {isAsking || !answer ? <SkeletonBodyText lines={12} /> : <Source source={answer} />}
        </Modal.Section>
      </Modal>
    </>
  );
}

function Source({ source }: { source: DraftSource }) {
  if (source.kind === 'unsound') return <Text as="p">Something in the blocks is to be mended first.</Text>;
  if (source.kind === 'failed') return <Text as="p">It could not be made: {source.problem}</Text>;
  return (
    <BlockStack gap="400">
      <dl className="email-head">
        {source.head.map(({ name, value }) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Written source={source} />
      <Text as="p" tone="subdued">
        Its links lead over Kindred, which counts who follows them. In a mail that goes to a customer, the ways to
        unsubscribe and to choose are that customer’s own.
      </Text>
    </BlockStack>
  );
}

const FORMS = { html: 'HTML', text: 'Plain text' } as const;
type Form = keyof typeof FORMS;

function Written({ source }: { source: Extract<DraftSource, { kind: 'made' }> }) {
  const [form, setForm] = useState<Form>('html');
  const { copy, problem } = useCopy();
  const written = source[form];
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <ButtonGroup variant="segmented">
          {(Object.keys(FORMS) as Form[]).map((each) => (
            <Button key={each} size="slim" pressed={each === form} onClick={() => setForm(each)}>
              {FORMS[each]}
            </Button>
          ))}
        </ButtonGroup>
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" tone="subdued">
            {kilobytes(source.bytes[form])}
          </Text>
          <Button size="slim" onClick={() => copy(written, `${FORMS[form]} copied`)}>
            {`Copy the ${form === 'html' ? 'HTML' : 'plain text'}`}
          </Button>
        </InlineStack>
      </InlineStack>
      {problem && <Text as="p">{problem}</Text>}
      <pre className="email-text email-source" tabIndex={0} aria-label={`${FORMS[form]} of the mail`}>
        {written}
      </pre>
    </BlockStack>
  );
}

/** `13.4 KB` */
const kilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KB`;
