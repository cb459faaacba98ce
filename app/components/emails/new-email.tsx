import { useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { BlockStack, Button, Card, InlineGrid, InlineStack, Modal, Text, TextField } from '@shopify/polaris';
import type { NewEmailPage } from '~/ops/emails/new-email-page.server';
import { FileDrop } from '../file-drop';
import { TitledCard } from '../titled-card';
import { EmailSketch } from './email-sketch';
import { useEmailsSaving } from './use-emails-saving';

/** What a new mail is made of, before it has a name. */
interface Begun {
  from: 'blank' | 'copy' | 'file';
  of: string;
  name: string;
}

/** What a new mail can begin with. */
export function NewEmail({ page: { beginnings, chosen } }: { page: NewEmailPage }) {
  const [begun, setBegun] = useState<Begun | null>(chosen && copyOf(chosen));
  return (
    <BlockStack gap="400">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        <TitledCard title="From nothing">
          <Text as="p" tone="subdued">
            Your logo, a heading, a text and the footer that the law asks for.
          </Text>
          <InlineStack>
            <Button onClick={() => setBegun({ from: 'blank', of: '', name: '' })}>Begin with an empty email</Button>
          </InlineStack>
        </TitledCard>
        <FileDrop
          label="An email’s file"
          words="An email that was downloaded here or in another store. It is read before anything is made of it."
          onRead={({ name, text }) => setBegun({ from: 'file', of: text, name: name.replace(/\.json$/i, '') })}
        />
      </InlineGrid>
      <InlineGrid columns={{ xs: 1, sm: 2, md: 3, lg: 4 }} gap="400">
        {beginnings.map((each) => (
          <BeginningCard key={each.key} beginning={each} onChosen={() => setBegun(copyOf(each))} />
        ))}
      </InlineGrid>
      {begun && <NameModal begun={begun} onClose={() => setBegun(null)} />}
    </BlockStack>
  );
}

const copyOf = ({ key, name }: { key: string; name: string }): Begun => ({
  from: 'copy',
  of: key,
  name: `${name}, own`,
});

interface BeginningCardProps {
  beginning: NewEmailPage['beginnings'][number];
  onChosen(): void;
}

function BeginningCard({ beginning: { name, subject, isOwn, sketch }, onChosen }: BeginningCardProps) {
  return (
    <Card>
      <InlineStack gap="300" wrap={false}>
        <EmailSketch sketch={sketch} widthPx={96} />
        <BlockStack gap="200" inlineAlign="start">
          <Text as="h2" variant="headingSm" breakWord>
            {name}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued" breakWord>
            {isOwn ? `Your own. ${subject}` : subject}
          </Text>
          <Button accessibilityLabel={`Use it: ${name}`} onClick={onChosen}>
            Use it
          </Button>
        </BlockStack>
      </InlineStack>
    </Card>
  );
}

function NameModal({ begun, onClose }: { begun: Begun; onClose(): void }) {
  const navigate = useNavigate();
  const [name, setName] = useState(begun.name);
  const saving = useEmailsSaving('Email made', (done) => {
    if (done.kind === 'made') navigate(`/app/emails/${done.key}`);
  });
  return (
    <Modal
      open
      onClose={onClose}
      title="What is it called?"
      primaryAction={{
        content: 'Make it',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'make', name, from: begun.from, of: begun.of }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <TextField
          label="Name"
          helpText="Only you see it."
          autoComplete="off"
          maxLength={80}
          value={name}
          onChange={setName}
          error={saving.problems.join(' ') || undefined}
        />
      </Modal.Section>
    </Modal>
  );
}
