import { useFetcher, useRevalidator } from '@remix-run/react';
import { BlockStack, Button, InlineStack } from '@shopify/polaris';
import type { PrivacyRequestRow } from '~/ops/privacy-requests.server';
import { FileProblem } from '../file-problem';
import { bytesOf, useFetchedFile, type FetchedFile } from '../use-fetched-file';

/** What a merchant can do about a request: take the copy, and say that the person has it. */
export function RequestActions({ request: { id, state, until, who } }: { request: PrivacyRequestRow }) {
  const isOwed = state === 'ready' || state === 'making';
  const copy = useCopyOf(id);
  if (!until && !isOwed) return null;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        {until && <TakeCopy copy={copy} who={who} isAgain={!isOwed} />}
        {isOwed && <HandedOver id={id} />}
      </InlineStack>
      <FileProblem file={copy} />
    </BlockStack>
  );
}

interface TakeCopyProps {
  copy: FetchedFile;
  who: string | null;
  isAgain: boolean;
}

const TakeCopy = ({ copy, who, isAgain }: TakeCopyProps) => (
  <Button
    variant={isAgain ? 'secondary' : 'primary'}
    onClick={copy.start}
    loading={copy.isLoading}
    accessibilityLabel={`Download the copy for ${who ?? 'this person'}`}
  >
    {isAgain ? 'Download again' : 'Download the copy'}
  </Button>
);

/** A post, not a get: nothing that looks ahead may take it. */
function useCopyOf(id: string): FetchedFile {
  const { revalidate } = useRevalidator();
  async function take(): Promise<Blob> {
    const copy = await bytesOf(await fetch(`/app/settings/privacy/requests/${id}`, { method: 'POST' }));
    revalidate();
    return copy;
  }
  return useFetchedFile(`personal-data-${id}.json`, take, 'Please try again.');
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
