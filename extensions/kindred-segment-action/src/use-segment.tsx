/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { action } from './action';
import { appPage, segmentIdOf } from './app-page';
import { readName } from './read-name';

const say = (key: string, values?: Record<string, string>): string => action().i18n.translate(key, values);

/** Says what will happen with the segment that is open, and leads to the app's page that takes it over. */
export function UseSegment() {
  const id = segmentIdOf(action().data.selected);
  return id === null ? <Missing /> : <HandOver id={id} />;
}

/** Undefined: not known yet; null: not told. */
type Name = string | null | undefined;

function HandOver({ id }: { id: string }) {
  const [name, setName] = useState<Name>(undefined);
  useEffect(() => void readName(id).then(setName), [id]);
  return (
    <s-admin-action heading={say('heading')} loading={name === undefined}>
      <s-stack direction="block" gap="base">
        {name && <s-heading>{say('named', { name })}</s-heading>}
        {name === null && <s-banner tone="info">{say('unnamed')}</s-banner>}
        <s-paragraph>{say('what')}</s-paragraph>
        <s-paragraph>{say('nothing')}</s-paragraph>
      </s-stack>
      <s-button slot="primary-action" variant="primary" href={appPage(id)}>
        {say('open')}
      </s-button>
      <Cancel />
    </s-admin-action>
  );
}

function Missing() {
  return (
    <s-admin-action heading={say('heading')}>
      <s-banner tone="critical">{say('missing')}</s-banner>
      <Cancel />
    </s-admin-action>
  );
}

function Cancel() {
  return (
    <s-button slot="secondary-actions" onClick={() => action().close()}>
      {say('cancel')}
    </s-button>
  );
}
