import { useState } from 'react';
import { Banner, BlockStack, FormLayout, Modal, Text, TextField, type PageProps } from '@shopify/polaris';
import type { CampaignPage } from '~/ops/campaigns/campaign-page.server';
import { useCampaignSaving, type CampaignSaving } from './use-campaign-saving';

interface Actions {
  asking: 'cancel' | 'send-again' | null;
  ask(what: Actions['asking']): void;
  saving: CampaignSaving;
  buttons: Pick<PageProps, 'primaryAction' | 'secondaryActions'>;
}

/** What can be done with a campaign as it is now. */
export function useCampaignActions({ id, may, step }: CampaignPage): Actions {
  const [asking, ask] = useState<Actions['asking']>(null);
  const saving = useCampaignSaving(`/app/campaigns/${id}`, undefined, () => ask(null));
  const plain = (intent: string) => () => saving.submit({ intent, id });
  const { isSaving: loading } = saving;
  const primary = may.resume
    ? { content: 'Go on', onAction: plain('resume'), loading }
    : may.sendAgain
      ? { content: 'Send once more', onAction: () => ask('send-again') }
      : undefined;
  const secondaryActions = [
    ...(may.takeBack ? [{ content: 'Take back and change', onAction: plain('take-back'), loading }] : []),
    ...(may.pause ? [{ content: 'Pause', onAction: plain('pause'), loading }] : []),
    ...(may.cancel
      ? [
          {
            content: step === 'resend' ? 'Do not send again' : 'Cancel',
            destructive: true,
            onAction: () => ask('cancel'),
          },
        ]
      : []),
  ];
  return { asking, ask, saving, buttons: { ...(primary ? { primaryAction: primary } : {}), secondaryActions } };
}

/** Says what a change does before it does it. */
export function CampaignActions({ page, actions }: { page: CampaignPage; actions: Actions }) {
  const { asking, ask, saving } = actions;
  return (
    <>
      {asking === 'cancel' && <CancelModal page={page} saving={saving} onClose={() => ask(null)} />}
      {asking === 'send-again' && <AgainModal page={page} saving={saving} onClose={() => ask(null)} />}
    </>
  );
}

interface ModalProps {
  page: CampaignPage;
  saving: CampaignSaving;
  onClose: () => void;
}

function CancelModal({ page: { id, name, figures, shop }, saving, onClose }: ModalProps) {
  const waiting = (figures?.waiting ?? 0).toLocaleString(shop.locale);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Cancel “${name}”?`}
      primaryAction={{
        ...{ content: 'Cancel the rest', destructive: true, loading: saving.isSaving },
        onAction: () => saving.submit({ intent: 'cancel', id }),
      }}
      secondaryActions={[{ content: 'Keep it', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Refused saving={saving} />
          <Text as="p">
            What has left has left. {waiting} mails that wait do not go, and that cannot be undone: to send them, make a
            new campaign. To hold them for a while, pause it.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function AgainModal({ page: { id, name, said }, saving, onClose }: ModalProps) {
  const [values, setValues] = useState({ afterDays: '3', subjectLine: '' });
  return (
    <Modal
      open
      onClose={onClose}
      title={`Send “${name}” once more`}
      primaryAction={{
        ...{ content: 'Plan it', loading: saving.isSaving },
        onAction: () => saving.submit({ intent: 'send-again', id, ...values }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          <Refused saving={saving} />
          <Text as="p">
            To those who neither opened it nor clicked in it. Whoever ordered since, or unsubscribed, is left alone.
          </Text>
          <TextField
            label="Days after the first mails had left"
            type="number"
            min={1}
            max={30}
            autoComplete="off"
            value={values.afterDays}
            onChange={(afterDays) => setValues({ ...values, afterDays })}
            error={saving.problemOf('afterDays')}
          />
          <TextField
            label="Another subject"
            helpText={`Empty: “${said.subject}”, as before.`}
            autoComplete="off"
            maxLength={200}
            value={values.subjectLine}
            onChange={(subjectLine) => setValues({ ...values, subjectLine })}
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}

function Refused({ saving }: { saving: CampaignSaving }) {
  const words = saving.problemOf('');
  return words ? <Banner tone="critical">{words}</Banner> : null;
}
