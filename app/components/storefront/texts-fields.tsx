import { BlockStack, Button, FormLayout, InlineStack, Select, TextField } from '@shopify/polaris';
import { usualTexts, type FormTexts } from '~/ops/storefront/form-settings';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '~/ops/storefront/words';
import { TitledCard } from '../titled-card';
import type { FormFieldsProps } from './form-fields';

interface TextsFieldsProps extends FormFieldsProps {
  language: Language;
  setLanguage: (language: Language) => void;
  /** The sentence that stands where the merchant writes none. */
  usualConsent: string;
}

const LINES: readonly { name: keyof FormTexts; label: string; help?: string; most: number; lines?: number }[] = [
  { name: 'heading', label: 'Heading', most: 80 },
  { name: 'intro', label: 'Below it', most: 300, lines: 2 },
  {
    name: 'offer',
    label: 'Offer',
    most: 200,
    help: 'Such as “10% off your first order”. Left empty, nothing is offered.',
  },
  {
    name: 'promise',
    label: 'What people get, and how often',
    most: 300,
    lines: 2,
    help: 'Stands beside the button. Keep it true.',
  },
  { name: 'button', label: 'Button', most: 40 },
  { name: 'teaser', label: 'Small bar that opens the pop-up', most: 60 },
];

/** What the forms say, language by language. Pages in a language without texts get the shop's own. */
export function TextsFields({ settings, change, problemOf, language, setLanguage, usualConsent }: TextsFieldsProps) {
  const texts = settings.texts[language];
  const written = LANGUAGES.filter((each) => settings.texts[each]);
  const set = (part: Partial<FormTexts>) =>
    texts && change({ texts: { ...settings.texts, [language]: { ...texts, ...part } } });
  const field = (name: keyof FormTexts) => problemOf(`texts.${language}.${name}`);
  return (
    <TitledCard title="Words">
      <BlockStack gap="400">
        <Select
          label="Language"
          options={LANGUAGES.map((each) => ({
            value: each,
            label: settings.texts[each] ? LANGUAGE_NAMES[each] : `${LANGUAGE_NAMES[each]} (not written)`,
          }))}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
        />
        {!texts && (
          <InlineStack>
            <Button onClick={() => change({ texts: { ...settings.texts, [language]: usualTexts(language) } })}>
              {`Write it in ${LANGUAGE_NAMES[language]}, too`}
            </Button>
          </InlineStack>
        )}
        {texts && <Lines {...{ texts, usualConsent }} problemOf={field} set={set} />}
        {texts && written.length > 1 && (
          <InlineStack>
            <Button
              variant="plain"
              tone="critical"
              onClick={() => {
                const { [language]: _gone, ...others } = settings.texts;
                change({ texts: others });
              }}
            >
              {`Take ${LANGUAGE_NAMES[language]} away`}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </TitledCard>
  );
}

interface LinesProps {
  texts: FormTexts;
  usualConsent: string;
  set: (part: Partial<FormTexts>) => void;
  problemOf: (name: keyof FormTexts) => string | undefined;
}

/** Everything that is said in one language. */
function Lines({ texts, usualConsent, set, problemOf }: LinesProps) {
  return (
    <FormLayout>
      {LINES.map(({ name, label, help, most, lines }) => (
        <TextField
          key={name}
          label={label}
          helpText={help}
          autoComplete="off"
          maxLength={most}
          {...(lines ? { multiline: lines } : {})}
          value={texts[name]}
          onChange={(value) => set({ [name]: value })}
          error={problemOf(name)}
        />
      ))}
      <TextField
        label="What people agree to"
        helpText="Stands beside a box that is never ticked beforehand. Each version is kept for good, with who agreed to it."
        autoComplete="off"
        multiline={3}
        maxLength={1_000}
        placeholder={usualConsent}
        value={texts.consent}
        onChange={(consent) => set({ consent })}
        error={problemOf('consent')}
      />
    </FormLayout>
  );
}
