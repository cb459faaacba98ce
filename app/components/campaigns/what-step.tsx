import { FormLayout, Link, Select, TextField } from '@shopify/polaris';
import type { EditPage } from '~/ops/campaigns/edit-page.server';
import { TitledCard } from '../titled-card';
import type { StepProps } from './step-props';

/** What is sent: the mail, its subject, and what it is about. */
export function WhatStep({ page: { mails, topics, offers }, form, change, problemOf }: StepProps) {
  const mail = mails.find(({ key }) => key === form.templateKey);
  return (
    <TitledCard title="What is sent">
      <FormLayout>
        <TextField
          label="Name"
          helpText="Only you see it."
          autoComplete="off"
          maxLength={80}
          value={form.name}
          onChange={(name) => change({ name })}
          error={problemOf('name')}
        />
        <Select
          label="Mail"
          helpText={
            <>
              Mails that speak of a cart or an order are sent by flows, and are not among these.{' '}
              {mail && <Link url={`/app/emails/${mail.key}`}>Change this email</Link>}
            </>
          }
          options={[{ label: 'Choose one', value: '' }, ...mails.map(({ key, name }) => ({ label: name, value: key }))]}
          value={form.templateKey}
          onChange={(templateKey) => change({ templateKey })}
        />
        <TextField
          label="Subject"
          helpText={mail ? `Empty: “${mail.subject}”` : 'Empty: the mail’s own.'}
          autoComplete="off"
          maxLength={200}
          value={form.subjectLine ?? ''}
          onChange={(subjectLine) => change({ subjectLine: subjectLine || null })}
          error={problemOf('subjectLine')}
        />
        {(mail?.hasCodePlace || form.offerId !== null) && (
          <Select
            label="A code of"
            helpText={
              <>
                Each person gets a code of their own, which works once. Offers are made in{' '}
                <Link url="/app/settings/offers">Settings</Link>.
              </>
            }
            options={offerOptions(offers, form.offerId)}
            value={form.offerId ?? ''}
            onChange={(offerId) => change({ offerId: offerId || null })}
          />
        )}
        <Select
          label="Topic"
          helpText="Whoever turned it off at the preference centre does not get it. Topics stand in Consent."
          options={[
            { label: 'Nothing in particular', value: '' },
            ...topics.map(({ key, name }) => ({ label: name, value: key })),
          ]}
          value={form.topicKey ?? ''}
          onChange={(topicKey) => change({ topicKey: topicKey || null })}
        />
      </FormLayout>
    </TitledCard>
  );
}

/** Those that are on, and the one that was chosen, whatever became of it. */
function offerOptions(offers: EditPage['offers'], chosen: string | null) {
  const shown = offers.filter(({ id, isOn }) => isOn || id === chosen);
  const isGone = chosen !== null && !shown.some(({ id }) => id === chosen);
  return [
    { label: 'No code', value: '' },
    ...(isGone ? [{ label: 'One that is gone', value: chosen }] : []),
    ...shown.map(({ id, name, isOn }) => ({ label: isOn ? name : `${name} (switched off)`, value: id })),
  ];
}
