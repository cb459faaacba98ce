import { useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { Modal, Text } from '@shopify/polaris';
import type { FlowRow } from '~/ops/flows/flow-list.server';
import { RowMenu } from '../row-menu';
import { notComeWords } from '../file-problem';
import { useDownload } from '../use-download';
import { useFlowSaving } from './use-flow-saving';

/** What can be done with a flow from the list. */
export function FlowRowActions({ flow: { key, name, state } }: { flow: FlowRow }) {
  const [isLeaving, setLeaving] = useState(false);
  const navigate = useNavigate();
  const address = `/app/flows/${key}`;
  const saving = useFlowSaving(address, 'Done');
  const making = useFlowSaving('/app/flows/new', 'Copied', (done) => {
    if (done.kind === 'created') navigate(`/app/flows/${done.key}`);
  });
  const download = useDownload(`${address}/file`, `${key}.json`);
  const isOut = state === 'out-of-use';
  const items = [
    ...(isOut
      ? [{ content: 'Take it back', onAction: () => saving.submit({ intent: 'restore' }) }]
      : [
          {
            content: state === 'on' ? 'Turn off' : 'Turn on',
            onAction: () => saving.submit({ intent: 'switch', isOn: String(state !== 'on') }),
          },
        ]),
    { content: 'Copy', onAction: () => making.submit({ intent: 'create', from: 'copy', of: key }) },
    { content: 'Download as a file', onAction: download.start },
    ...(isOut ? [] : [{ content: 'Take out of use', destructive: true, onAction: () => setLeaving(true) }]),
  ];
  const refused = [
    ...[...saving.problems, ...making.problems].map(({ message }) => message),
    ...notComeWords(download),
  ];
  return (
    <RowMenu {...{ name, items, refused }} isBusy={saving.isSaving || making.isSaving || download.isLoading}>
      {isLeaving && (
        <ArchiveModal
          name={name}
          onClose={() => setLeaving(false)}
          onAgreed={() => saving.submit({ intent: 'archive' })}
        />
      )}
    </RowMenu>
  );
}

interface ArchiveModalProps {
  name: string;
  onClose: () => void;
  onAgreed: () => void;
}

/** What will be lost, before a flow is taken out of use. */
export function ArchiveModal({ name, onClose, onAgreed }: ArchiveModalProps) {
  const agree = (): void => {
    onAgreed();
    onClose();
  };
  return (
    <Modal
      open
      onClose={onClose}
      title={`Take “${name}” out of use?`}
      primaryAction={{ content: 'Take it out of use', destructive: true, onAction: agree }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">
          Nobody enters it any more, who is in it leaves, and their mails that have not left are not sent. Its numbers
          and versions stay, and it can be taken back.
        </Text>
      </Modal.Section>
    </Modal>
  );
}
