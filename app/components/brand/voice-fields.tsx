import { useState } from 'react';
import { FormLayout, TextField } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { KitFieldsProps } from './kit-fields';

/** Words for whoever writes, and words that are not to stand in a mail: those are pointed at, sentence by sentence. */
export function VoiceFields({ kit, change, problemOf }: KitFieldsProps) {
  return (
    <TitledCard title="Voice">
      <FormLayout>
        <WordsField
          label="How you want to sound"
          help="For whoever writes your mails. Separate words with commas: warm, plain, never in a hurry."
          words={kit.tone}
          onChange={(tone) => change({ tone })}
          error={problemIn(problemOf, 'tone', kit.tone)}
        />
        <WordsField
          label="Words you do not use"
          help="A mail that holds one of them is not turned on, and you are shown the sentence."
          words={kit.forbidden}
          onChange={(forbidden) => change({ forbidden })}
          error={problemIn(problemOf, 'forbidden', kit.forbidden)}
        />
      </FormLayout>
    </TitledCard>
  );
}

/** A problem may be about one of the words. */
const problemIn = (
  problemOf: KitFieldsProps['problemOf'],
  field: string,
  words: readonly string[],
): string | undefined =>
  [problemOf(field), ...words.map((_word, at) => problemOf(`${field}.${at}`))].find((each) => each !== undefined);

interface WordsFieldProps {
  label: string;
  help: string;
  words: string[];
  onChange: (words: string[]) => void;
  error: string | undefined;
}

function WordsField({ label, help, words, onChange, error }: WordsFieldProps) {
  // What is typed is kept as it is: a comma at its end would be gone as soon as it was there.
  const [text, setText] = useState(words.join(', '));
  return (
    <TextField
      label={label}
      helpText={help}
      autoComplete="off"
      multiline={2}
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(
          typed
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean),
        );
      }}
      error={error}
    />
  );
}
