import { useEffect, useState } from 'react';
import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Layout, Text } from '@shopify/polaris';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { checkKit } from '~/delivery/quality/check-looks';
import { MailPreview } from '../mail-preview';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { ColourFields } from './colour-fields';
import type { KitFieldsProps } from './kit-fields';
import { LogoFields } from './logo-fields';
import { ShapeFields } from './shape-fields';
import { TakeFromStore } from './take-from-store';
import { SocialFields } from './social-fields';
import { VoiceFields } from './voice-fields';

const ADDRESS = '/app/settings/brand';
/** The kit is shown once nothing was typed for so long. */
const SHOWN_AFTER_MS = 500;

/** How mails look and speak, with one of them beside it as it would be. */
export function BrandForm({ kit: saved }: { kit: BrandKit }) {
  const [kit, setKit] = useState(saved);
  const isDirty = JSON.stringify(kit) !== JSON.stringify(saved);
  const saving = useSaving(ADDRESS, 'Saved: all mails look so from now on');
  const shown = useRested(kit);
  const fields: KitFieldsProps = {
    kit,
    change: (part) => setKit((before) => ({ ...before, ...part })),
    problemOf: saving.problemOf,
  };
  const source = `${ADDRESS}/preview?${new URLSearchParams({ template: 'abandoned-cart-first', kit: JSON.stringify(shown) }).toString()}`;
  return (
    <Layout>
      <SaveBar id="brand" open={isDirty}>
        <button
          variant="primary"
          onClick={() => saving.submit({ kit: JSON.stringify(kit) })}
          loading={saving.isSaving ? '' : undefined}
        />
        <button onClick={() => setKit(saved)} />
      </SaveBar>
      <Layout.Section>
        <BlockStack gap="400">
          <TakeFromStore kit={kit} take={setKit} />
          <Faint kit={kit} />
          <LogoFields {...fields} />
          <ColourFields {...fields} />
          <ShapeFields {...fields} />
          <VoiceFields {...fields} />
          <SocialFields {...fields} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneHalf">
        <TitledCard title="A mail in it">
          <MailPreview source={source} />
        </TitledCard>
      </Layout.Section>
    </Layout>
  );
}

/** Colours that are hard to read on each other, said while they are chosen. */
function Faint({ kit }: { kit: BrandKit }) {
  const faint = checkKit(kit);
  if (faint.length === 0) return null;
  return (
    <Banner tone="warning" title="Some of it is hard to read">
      <BlockStack gap="100">
        {faint.map(({ message }) => (
          <Text as="p" key={message}>
            {message}
          </Text>
        ))}
      </BlockStack>
    </Banner>
  );
}

/** What is typed, once it rests. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
    // A kit is made anew with each letter: only what it says sets this off.
  }, [text]);
  return rested;
}
