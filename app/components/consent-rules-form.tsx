import { useState } from 'react';
import { Banner, BlockStack, Card, FormLayout, Link, Select, Text, TextField } from '@shopify/polaris';
import { SaveBar } from '@shopify/app-bridge-react';
import type { ConsentRules } from '~/ops/consent-rules.server';
import { TopicsFields } from './topics-fields';
import { useSaving } from './use-saving';

const MODES = [
  { label: 'Nobody: their yes counts at once', value: 'off' },
  { label: 'Everybody', value: 'everywhere' },
  { label: 'People of these countries', value: 'countries' },
];

const valuesOf = ({ doubleOptIn, countries, transactionalStream, topics, wording }: ConsentRules) => ({
  ...{ doubleOptIn, countries, topics, wording },
  transactionalStream: transactionalStream ?? '',
});

/** How the shop asks for consent, and what its readers can choose. */
export function ConsentRulesForm({ rules }: { rules: ConsentRules }) {
  const saved = valuesOf(rules);
  const [values, setValues] = useState(saved);
  const isDirty = JSON.stringify(values) !== JSON.stringify(saved);
  const saving = useSaving('/app/settings', 'Consent saved');
  const set = (changes: Partial<typeof saved>) => setValues({ ...values, ...changes });
  const save = () => saving.submit({ intent: 'consent', ...values, topics: JSON.stringify(values.topics) });
  return (
    <Card>
      <BlockStack gap="400">
        <NoStream rules={rules} />
        <FormLayout>
          <Select
            label="Who confirms by mail that they want your news"
            options={MODES}
            value={values.doubleOptIn}
            onChange={(mode) => set({ doubleOptIn: mode as ConsentRules['doubleOptIn'] })}
            helpText="In Germany, Austria and some other countries courts ask for it. Who unsubscribed and comes back through a form is asked in any case."
          />
          {values.doubleOptIn === 'countries' && (
            <TextField
              label="Countries"
              autoComplete="off"
              value={values.countries}
              onChange={(countries) => set({ countries })}
              error={saving.problemOf('countries')}
              helpText="Codes of two letters. Of whom no country is known, they are asked too."
            />
          )}
          <TextField
            label="Stream for mails without advertising"
            autoComplete="off"
            placeholder="outbound"
            value={values.transactionalStream}
            onChange={(transactionalStream) => set({ transactionalStream })}
            error={saving.problemOf('transactionalStream')}
            helpText="The id of a transactional stream of your Postmark server. Requests to confirm leave through it."
          />
          <TextField
            label="What people agree to when they sign up"
            autoComplete="off"
            multiline={3}
            maxLength={1_000}
            value={values.wording}
            onChange={(wording) => set({ wording })}
            error={saving.problemOf('wording')}
            helpText="Each wording is kept for good, with who agreed to it: it proves their consent."
          />
        </FormLayout>
        <TopicsFields
          topics={values.topics}
          flows={rules.flows}
          onChange={(topics) => set({ topics })}
          error={saving.problemOf('topics')}
        />
        <Link url="/app/settings/consent">Who agreed to what, and the proof of it</Link>
        <SaveBar id="consent-rules" open={isDirty}>
          <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
          <button onClick={() => setValues(saved)} />
        </SaveBar>
      </BlockStack>
    </Card>
  );
}

function NoStream({ rules: { transactionalStream, hasSender } }: { rules: ConsentRules }) {
  if (transactionalStream) return null;
  return (
    <Banner tone="warning" title="Nobody can be asked to confirm anything yet">
      <Text as="p">
        Requests to confirm, and requests for one’s own data, wait until a stream for mails without advertising is
        named.{' '}
        {hasSender
          ? 'Every Postmark server has one: enter “outbound” below, or the id it has at yours.'
          : 'Say who the mail is from first, then enter “outbound” below.'}
      </Text>
    </Banner>
  );
}
