import { useState } from 'react';
import { Badge, BlockStack, Button, InlineStack, Select, Text } from '@shopify/polaris';
import { sayingsOf, type EmailDocument, type Saying } from '~/delivery/documents/document';
import { SPOKEN } from '~/delivery/documents/words';
import { useEmailEditing } from './email-editing';
import { languageName } from './language-names';
import { placeName } from './quality-panel';
import { SaidField } from './said-field';
import { missingIn, withLanguage, withoutLanguage, withSaid } from './translations';

/** What the mail says in other languages, beside what it says in its own. */
export function LanguagesPanel({ onLook }: { onLook: (language: string) => void }) {
  const { draft, page, change } = useEmailEditing();
  const spoken = Object.keys(draft.translations ?? {});
  const [open, setOpen] = useState(spoken[0] ?? '');
  const toAdd = SPOKEN.filter((each) => each !== page.language && !spoken.includes(each));
  function add(language: string): void {
    change((before) => withLanguage(before, language, page.language), null);
    setOpen(language);
  }
  return (
    <BlockStack gap="400">
      <Text as="p">
        Written in {languageName(page.language)}. Readers whose language stands here get the mail in it, with figures
        and Kindred’s own words as well.
      </Text>
      {toAdd.length > 0 && (
        <Select
          label="Add a language"
          options={[
            { value: '', label: 'Choose one' },
            ...toAdd.map((value) => ({ value, label: languageName(value) })),
          ]}
          value=""
          onChange={(language) => language && add(language)}
        />
      )}
      <InlineStack gap="200">
        {spoken.map((language) => (
          <Button key={language} pressed={language === open} onClick={() => setOpen(language)}>
            {`${languageName(language)}${missingWords(missingIn(draft, language))}`}
          </Button>
        ))}
      </InlineStack>
      {spoken.includes(open) && (
        <Translation
          key={open}
          language={open}
          onLook={() => onLook(open)}
          onRemove={() => change((before) => withoutLanguage(before, open), null)}
        />
      )}
    </BlockStack>
  );
}

const missingWords = (count: number): string => (count === 0 ? '' : `, ${count} missing`);

interface TranslationProps {
  language: string;
  onLook: () => void;
  onRemove: () => void;
}

function Translation({ language, onLook, onRemove }: TranslationProps) {
  const { draft } = useEmailEditing();
  const missing = missingIn(draft, language);
  const sayings = sayingsOf(draft).filter(({ text }) => text.trim() !== '');
  return (
    <BlockStack gap="400">
      <InlineStack gap="200" blockAlign="center">
        <Badge {...(missing === 0 ? { tone: 'success' as const } : { tone: 'attention' as const })}>
          {missing === 0 ? 'All is translated' : `${missing} of ${sayings.length} missing`}
        </Badge>
        <Button variant="plain" onClick={onLook}>
          See the mail in it
        </Button>
        <Button variant="plain" tone="critical" onClick={onRemove}>
          Take it out
        </Button>
      </InlineStack>
      {sayings.map((saying) => (
        <Translated key={saying.place} language={language} saying={saying} draft={draft} />
      ))}
    </BlockStack>
  );
}

function Translated({ language, saying, draft }: { language: string; saying: Saying; draft: EmailDocument }) {
  const { change } = useEmailEditing();
  const { place, text } = saying;
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued" breakWord>
        {text}
      </Text>
      <div dir={language === 'he' ? 'rtl' : 'ltr'}>
        <SaidField
          label={`${placeName(draft, place)} in ${languageName(language)}`}
          place={`${language}:${place}`}
          value={draft.translations?.[language]?.[place] ?? ''}
          onChange={(said) => change((before) => withSaid(before, language, place, said), `${language} ${place}`)}
          isLong={text.length > 60}
          hasMarks={text.length > 60}
        />
      </div>
    </BlockStack>
  );
}
