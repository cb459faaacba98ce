import { Banner, BlockStack, DropZone, ProgressBar, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { useUpload } from './use-upload';

/** Where a file is dropped or chosen. */
export function UploadCard() {
  const { start, share, problem } = useUpload();
  return (
    <TitledCard title="Import a file">
      <Text as="p">
        People with their consent, orders from before Kindred, or things that happened: CSV files as Klaviyo, Omnisend,
        Mailchimp and Shopify export them, or one of your own. You say what its columns mean before anything is stored.
      </Text>
      {problem && (
        <Banner tone="critical">
          <Text as="p">{problem}</Text>
        </Banner>
      )}
      {share === null ? (
        <DropZone
          label="CSV file, up to 200 MB"
          type="file"
          allowMultiple={false}
          accept=".csv,.tsv,.txt,.gz,text/csv"
          onDropAccepted={([file]: File[]) => file && start(file)}
        >
          <DropZone.FileUpload
            actionTitle="Choose a file"
            actionHint="or drop it here; plain or compressed with gzip"
          />
        </DropZone>
      ) : (
        <BlockStack gap="200">
          <Text as="p" id="upload-progress">
            Uploading, {Math.floor(share * 100)} % done. Please stay on this page.
          </Text>
          <ProgressBar progress={share * 100} size="small" ariaLabelledBy="upload-progress" animated={false} />
        </BlockStack>
      )}
      <Text as="p" tone="subdued">
        Coming from another tool? Import who unsubscribed or bounced there first, and the others after that.
      </Text>
    </TitledCard>
  );
}
