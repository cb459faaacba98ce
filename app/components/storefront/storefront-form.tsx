import { useState } from 'react';
import { SaveBar } from '@shopify/app-bridge-react';
import { BlockStack, Button, Layout } from '@shopify/polaris';
import type { StorefrontPage } from '~/ops/storefront/storefront-page.server';
import { LooseRow } from '../loose-row';
import { useSaving } from '../use-saving';
import { AskedFields } from './asked-fields';
import type { FormFieldsProps } from './form-fields';
import { FormPreview } from './form-preview';
import { NumbersCard } from './numbers-card';
import { PopupFields } from './popup-fields';
import { TextsFields } from './texts-fields';
import { ThemeCard, type LinkedBlock } from './theme-card';

const ADDRESS = '/app/settings/storefront';

/** What the forms say and do, with them beside it as they will be. */
export function StorefrontForm({ page, blocks }: { page: StorefrontPage; blocks: readonly LinkedBlock[] }) {
  const [settings, setSettings] = useState(page.settings);
  const [language, setLanguage] = useState(page.language);
  const isDirty = JSON.stringify(settings) !== JSON.stringify(page.settings);
  const saving = useSaving(ADDRESS, 'Saved: your store shows it so');
  const save = () => saving.submit({ settings: JSON.stringify(settings) });
  const fields: FormFieldsProps = {
    settings,
    change: (part) => setSettings((before) => ({ ...before, ...part })),
    problemOf: saving.problemOf,
  };
  return (
    <Layout>
      <SaveBar id="storefront" open={isDirty}>
        <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
        <button onClick={() => setSettings(page.settings)} />
      </SaveBar>
      <Layout.Section>
        <BlockStack gap="400">
          <ThemeCard theme={page.theme} blocks={blocks} />
          {page.theme.kind !== 'told' && !isDirty && (
            <LooseRow>
              <Button variant="primary" onClick={save} loading={saving.isSaving}>
                {page.theme.kind === 'unset' ? 'Save it as it stands' : 'Tell your store again'}
              </Button>
            </LooseRow>
          )}
          <TextsFields
            {...fields}
            language={language}
            setLanguage={setLanguage}
            usualConsent={page.usual[language].consent}
          />
          <AskedFields {...fields} />
          <PopupFields {...fields} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneHalf">
        <BlockStack gap="400">
          <FormPreview settings={settings} language={language} />
          <NumbersCard numbers={page.numbers} />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}
