import { useState } from 'react';
import type { OutputsPage } from '~/ops/segment-outputs/outputs-page.server';
import type { NameFieldProps } from './tag-card';

type Field = Omit<NameFieldProps, 'error'>;

/** What is being written: each name with whether it is used at all. */
export function useOutputForm({ output, proposed }: OutputsPage): {
  tag: Field;
  list: Field;
  form: Record<string, string>;
  isChanged: boolean;
} {
  const [isTag, setIsTag] = useState(output.tag !== null);
  const [tag, setTag] = useState(output.tag ?? proposed.tag);
  const [isList, setIsList] = useState(output.handle !== null);
  const [handle, setHandle] = useState(output.handle ?? proposed.handle);
  const form = { intent: 'call', ...(isTag ? { tag } : {}), ...(isList ? { handle } : {}) };
  return {
    tag: { isOn: isTag, onSwitch: setIsTag, value: tag, onChange: setTag },
    list: { isOn: isList, onSwitch: setIsList, value: handle, onChange: setHandle },
    form,
    isChanged: (isTag ? tag : null) !== output.tag || (isList ? handle : null) !== output.handle,
  };
}
