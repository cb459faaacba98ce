import { useEffect, useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { BlockStack, Box, ButtonGroup, Button, SkeletonBodyText } from '@shopify/polaris';
import type { FormSettings } from '~/ops/storefront/form-settings';
import type { PreviewKind } from '~/ops/storefront/preview-form';
import type { FormPreview as Preview } from '~/ops/storefront/preview-storefront.server';
import type { Language } from '~/ops/storefront/words';
import { TitledCard } from '../titled-card';

const KINDS: readonly { kind: PreviewKind; name: string; title: string; widthPx?: number }[] = [
  { kind: 'form', name: 'Form', title: 'Preview: the form' },
  { kind: 'popup', name: 'Pop-up', title: 'Preview: the pop-up on wide screens' },
  { kind: 'bar', name: 'On phones', title: 'Preview: the bar on phones', widthPx: 360 },
];
const SHOWN_AFTER_MS = 400;
const HEIGHT_PX = 720;

/** The theme's own blocks with what is typed, in a frame that runs nothing. */
export function FormPreview({ settings, language }: { settings: FormSettings; language: Language }) {
  const [at, setAt] = useState(0);
  const shown = KINDS[at] ?? KINDS[0]!;
  const { load, data } = useFetcher<Preview>();
  const alone = { ...settings, texts: { [language]: settings.texts[language] } };
  const query = new URLSearchParams({ settings: JSON.stringify(alone), language, kind: shown.kind }).toString();
  const [html, setHtml] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => load(`/app/settings/storefront/preview?${query}`), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [load, query]);
  // What cannot be saved as it is leaves what was shown.
  useEffect(() => {
    if (data?.kind === 'shown') setHtml(data.html);
  }, [data]);
  return (
    <TitledCard title="As it will be">
      <BlockStack gap="300">
        <ButtonGroup variant="segmented">
          {KINDS.map(({ name, kind }, place) => (
            <Button key={kind} pressed={place === at} onClick={() => setAt(place)}>
              {name}
            </Button>
          ))}
        </ButtonGroup>
        <Box minHeight={`${HEIGHT_PX + 2}px`}>
          {html ? (
            <Box borderColor="border" borderWidth="025">
              <iframe
                title={shown.title}
                srcDoc={html}
                sandbox=""
                style={{
                  ...{ display: 'block', height: HEIGHT_PX, border: 0, background: '#fff', margin: '0 auto' },
                  ...{ width: shown.widthPx ?? '100%', maxWidth: '100%' },
                }}
              />
            </Box>
          ) : (
            <SkeletonBodyText lines={12} />
          )}
        </Box>
      </BlockStack>
    </TitledCard>
  );
}
