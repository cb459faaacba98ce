import { useState } from 'react';
import { useFetcher, useRevalidator } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Button, InlineStack } from '@shopify/polaris';
import type { PrivacyRequestRow } from '~/ops/privacy-requests.server';
import { saveAs } from '../save-as';

/** What a merchant can do about a request: take the copy, and say that the person has it. */
export function RequestActions({ request: { id, state, until, who } }: { request: PrivacyRequestRow }) {
  const isOwed = state === 'ready' || state === 'making';
  if (!until && !isOwed) return null;
  return (
    <InlineStack gap="200">
      {until && <TakeCopy id={id} who={who} isAgain={!isOwed} />}
      {isOwed && <HandedOver id={id} />}
    </InlineStack>
  );
}

function TakeCopy({ id, who, isAgain }: { id: string; who: string | null; isAgain: boolean }) {
  const [isLoading, setLoading] = useState(false);
  const { revalidate } = useRevalidator();
  const bridge = useAppBridge();
  async function take(): Promise<void> {
    setLoading(true);
    try {
      // A post, not a get: nothing that looks ahead may take it.
      const answer = await fetch(`/app/settings/privacy/requests/${id}`, { method: 'POST' });
      if (!answer.ok) throw new Error(`the copy answered ${answer.status}`);
      saveAs(await answer.blob(), `personal-data-${id}.json`);
      revalidate();
    } catch {
      bridge.toast.show('The copy did not come. Please try again.', { isError: true });
    } finally {
      setLoading(false);
    }
  }
  return (
    <Button
      variant={isAgain ? 'secondary' : 'primary'}
      onClick={() => void take()}
      loading={isLoading}
      accessibilityLabel={`Download the copy for ${who ?? 'this person'}`}
    >
      {isAgain ? 'Download again' : 'Download the copy'}
    </Button>
  );
}

function HandedOver({ id }: { id: string }) {
  const fetcher = useFetcher();
  return (
    <Button
      onClick={() =>
        fetcher.submit({ intent: 'handed-over', id }, { method: 'post', action: '/app/settings/privacy/requests' })
      }
      loading={fetcher.state !== 'idle'}
    >
      I answered in another way
    </Button>
  );
}
