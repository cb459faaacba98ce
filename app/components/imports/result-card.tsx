import { BlockStack, Button, InlineStack, List, ProgressBar, Text } from '@shopify/polaris';
import type { ImportPage } from '~/ops/imports.server';
import { aboutWords } from '~/ops/sync-words';
import { TitledCard } from '../titled-card';
import { FileProblem } from '../file-problem';
import { useDownload } from '../use-download';
import { useSaving } from '../use-saving';
import { exactTime } from '../when';

/** How far an import is, or what came of it, and what can be done about it. */
export function ResultCard({ page: { run, remainingMs, undoUntil, shop } }: { page: ImportPage }) {
  const isRunning = ['reading', 'running', 'undoing'].includes(run.state);
  const title = isRunning ? 'So far' : 'What came of it';
  return (
    <TitledCard title={title}>
      {isRunning && <Progress run={run} remainingMs={remainingMs} />}
      {run.results.length > 0 && (
        <List>
          {run.results.map((words) => (
            <List.Item key={words}>{words}</List.Item>
          ))}
        </List>
      )}
      {run.problem && <Text as="p">{run.problem}</Text>}
      {run.problemRows > 0 && <Problems id={run.id} count={run.problemRows} />}
      {run.state === 'running' && <Cancel id={run.id} />}
      {undoUntil && <Undo id={run.id} until={exactTime(undoUntil, shop)} />}
    </TitledCard>
  );
}

function Progress({ run, remainingMs }: Pick<ImportPage, 'run' | 'remainingMs'>) {
  const { state, rowsDone, rowsTotal } = run;
  if (state !== 'running')
    return (
      <Text as="p">
        {state === 'reading' ? 'Kindred is looking at the file.' : 'What it made is being taken back.'}
      </Text>
    );
  const percent = rowsTotal ? Math.floor((rowsDone / rowsTotal) * 100) : 0;
  return (
    <BlockStack gap="200">
      <Text as="p" id="import-progress">
        {rowsDone.toLocaleString('en')} of {rowsTotal.toLocaleString('en')} rows, {percent} %
        {remainingMs !== null && `, ${aboutWords(remainingMs)} to go at the pace so far`}. You can leave this page; it
        goes on by itself.
      </Text>
      <ProgressBar progress={percent} size="small" ariaLabelledBy="import-progress" animated={false} />
    </BlockStack>
  );
}

function Problems({ id, count }: { id: string; count: number }) {
  const file = useDownload(`/app/data/imports/${id}/problems`, 'rows-to-correct.csv');
  return (
    <BlockStack gap="200">
      <Text as="p">
        {count === 1 ? 'One row has' : `${count.toLocaleString('en')} rows have`} something that was not taken as it
        stands. The file says for each what, and what to do; correct it, and import it again. It is kept for 30 days.
      </Text>
      <InlineStack>
        <Button onClick={file.start} loading={file.isLoading}>
          Download rows to correct
        </Button>
      </InlineStack>
      <FileProblem file={file} />
    </BlockStack>
  );
}

function Cancel({ id }: { id: string }) {
  const cancel = useSaving(`/app/data/imports/${id}`, 'The import is cancelled');
  return (
    <InlineStack>
      <Button tone="critical" loading={cancel.isSaving} onClick={() => cancel.submit({ intent: 'cancel' })}>
        Cancel: store no more rows
      </Button>
    </InlineStack>
  );
}

function Undo({ id, until }: { id: string; until: string }) {
  const undo = useSaving(`/app/data/imports/${id}`, 'The import is being undone');
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        Until {until} you can undo it: orders and events it added are removed, and customers whom only this file made
        and who did nothing since. What Shopify has told of meanwhile stays, and so do details that were added to
        customers you had before, and whoever said no.
      </Text>
      <InlineStack>
        <Button tone="critical" variant="plain" loading={undo.isSaving} onClick={() => undo.submit({ intent: 'undo' })}>
          Undo this import
        </Button>
      </InlineStack>
      {undo.problemOf('import') && (
        <Text as="p" tone="critical">
          {undo.problemOf('import')}
        </Text>
      )}
    </BlockStack>
  );
}
