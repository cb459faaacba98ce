import { useState } from 'react';
import { DropZone, Text } from '@shopify/polaris';
import { TitledCard } from './titled-card';

interface FileDropProps {
  /** What is chosen, for those who do not see it. */
  label: string;
  /** What becomes of it. */
  words: string;
  onRead(file: { name: string; text: string }): void;
}

/** Takes one file of JSON, chosen or dropped, and gives what stands in it. */
export function FileDrop({ label, words, onRead }: FileDropProps) {
  const [isRefused, setRefused] = useState(false);
  async function take([file]: File[]): Promise<void> {
    setRefused(!file);
    if (file) onRead({ name: file.name, text: await file.text() });
  }
  return (
    <TitledCard title="From a file">
      <Text as="p" tone="subdued">
        {words}
      </Text>
      <DropZone
        label={label}
        labelHidden
        type="file"
        accept=".json,application/json"
        allowMultiple={false}
        onDropAccepted={(files) => void take(files)}
        {...(isRefused ? { error: true } : {})}
      >
        <DropZone.FileUpload actionTitle="Choose a file" actionHint="or drop one here" />
      </DropZone>
    </TitledCard>
  );
}
