import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FLOW_TRIGGERS, handleOf, triggerCalled, TRIGGER_NAMES } from '~/integrations/shopify-flow/triggers';
import { readAction } from '~/integrations/shopify-flow/actions';
import { readFlowExtensions } from '../../devstore/shopify/flow/flow-extensions';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const extensions = readFlowExtensions(FOLDER);

it('each trigger that is told has its extension, by its handle and its name, and there is no other', () => {
  expect(extensions.triggers.map(({ handle }) => handle).sort()).toEqual(FLOW_TRIGGERS.map(handleOf).sort());
  for (const { handle, name } of extensions.triggers) {
    expect(triggerCalled(handle), handle).toBe(triggerCalled(name));
    expect(Object.values(TRIGGER_NAMES)).toContain(name);
  }
  expect(triggerCalled('something else')).toBeUndefined();
});

it('each action leads to an address that reads it, and needs every field that its extension says is required', () => {
  expect(extensions.actions.map(({ handle }) => handle)).toEqual([
    ...['kindred-record-event', 'kindred-remove-property', 'kindred-send-into-flow', 'kindred-set-property'],
  ]);
  for (const { runtimeUrl, fields } of extensions.actions) {
    const name = runtimeUrl.replace('/flow/actions/', '');
    const properties: Record<string, unknown> = Object.fromEntries(
      fields.map(({ key, type }) => [
        key,
        type === 'customer_reference' ? 7 : key === 'details' ? '{"a":1}' : 'some.text',
      ]),
    );
    const body = (sent: Record<string, unknown>) =>
      JSON.stringify({ shopify_domain: 'a-shop.myshopify.com', action_run_id: 'run', properties: sent });
    expect(readAction(name, body(properties)), name).toMatchObject({ kind: 'read' });
    for (const { key, required } of fields) {
      const { [key]: _left, ...rest } = properties;
      expect(readAction(name, body(rest)).kind, `${name} without ${key}`).toBe(required ? 'refused' : 'read');
    }
  }
});

it('Flow tells which triggers are used, and folders are called as their extensions', () => {
  expect(extensions.lifecycleUrl).toBe('/flow/lifecycle');
  const handles = [...extensions.triggers, ...extensions.actions].map(({ handle }) => handle);
  expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(handles));
});
