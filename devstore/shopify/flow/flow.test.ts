import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHmac } from 'node:crypto';
import { apiSecret } from '../testing/app-toml';
import { startTestWorld, type TestWorld } from '../testing/test-world';
import type { Receiver } from '../testing/receiver';
import { readFlowExtensions } from './flow-extensions';

interface Heard {
  url: string;
  body: string;
  signature: string;
}

let app: Server;
let heard: Heard[];
let answer: { status: number; body?: string };
let world: TestWorld;

beforeEach(async () => {
  [heard, answer] = [[], { status: 200 }];
  app = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const signature = String(request.headers['x-shopify-hmac-sha256']);
      heard.push({ url: request.url ?? '', body: Buffer.concat(pieces).toString(), signature });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  world = await startTestWorld({ receiver: { url } as Receiver });
});
afterEach(async () => {
  await world.standIn.stop();
  await new Promise((resolve) => app.close(resolve));
});

const flow = () => world.standIn.flow;
const tell = async (handle: string, payload: unknown): Promise<string | undefined> => {
  const answered = await world.graphql(
    'mutation($handle: String!, $payload: JSON!) { flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { message } } }',
    { handle, payload },
  );
  const told = answered.data.flowTriggerReceive as { userErrors: { message: string }[] };
  return told.userErrors[0]?.message;
};

describe('a trigger that the app tells', () => {
  const CLICK = { customer_id: 3001, Link: 'https://shop.example/', 'Mail from': 'welcome' };

  it('is noted, with whether a workflow began', async () => {
    expect(await tell('kindred-mail-clicked', CLICK)).toBeUndefined();
    await flow().turn('kindred-mail-clicked', true);
    expect(await tell('kindred-mail-clicked', CLICK)).toBeUndefined();
    expect(flow().received()).toMatchObject([{ isUsed: false }, { isUsed: true, payload: CLICK }]);
  });

  it.each([
    ['an unknown handle', 'kindred-nothing', CLICK],
    ['a field too many', 'kindred-mail-clicked', { ...CLICK, more: 'x' }],
    ['a field too few', 'kindred-mail-clicked', { customer_id: 3001, Link: 'x' }],
    ['a customer who is not there', 'kindred-mail-clicked', { ...CLICK, customer_id: 1 }],
    ['an id in words', 'kindred-mail-clicked', { ...CLICK, customer_id: 'gid://shopify/Customer/3001' }],
    ['no text', 'kindred-mail-clicked', { ...CLICK, Link: 5 }],
    ['too much', 'kindred-mail-clicked', { ...CLICK, Link: 'x'.repeat(50_001) }],
  ])('is refused for %s', async (_what, handle, payload) => {
    expect(await tell(handle, payload)).toBeTruthy();
    expect(flow().received()).toEqual([]);
  });
});

describe('an action', () => {
  it('is asked for at its address, signed over the bytes, under its run’s id', async () => {
    await flow().run('kindred-set-property', { customer_id: 3001 }, { runId: 'r' });
    const [request] = heard;
    expect(request?.url).toBe('/flow/actions/set-property');
    expect(request?.signature).toBe(
      createHmac('sha256', apiSecret)
        .update(request?.body ?? '')
        .digest('base64'),
    );
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      ...{ action_run_id: 'r', handle: 'kindred-set-property', properties: { customer_id: 3001 } },
      shopify_domain: world.store.data.shop.domain,
    });
  });

  it.each([
    [200, false],
    [204, true],
    [422, false],
    [429, true],
    [500, true],
  ])('answered by %i is tried again: %s', async (status, isTriedAgain) => {
    answer = { status, ...(status === 422 ? { body: '{"message":"no such flow"}' } : {}) };
    const tried = await flow().run('kindred-set-property', {});
    expect(tried).toMatchObject({ status, isTriedAgain, message: status === 422 ? 'no such flow' : null });
  });
});

it('a workflow is turned on only where the app answers well', async () => {
  answer = { status: 500 };
  expect(await flow().turn('kindred-unsubscribed', true)).toBe(false);
  answer = { status: 200 };
  expect(await flow().turn('kindred-unsubscribed', true)).toBe(true);
  expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({
    ...{ flow_trigger_definition_id: 'kindred-unsubscribed', has_enabled_flow: true },
  });
});

describe('an extension’s file', () => {
  const trigger = (more: string) =>
    `[[extensions]]\nname = "N"\ntype = "flow_trigger"\nhandle = "h"\ndescription = "d"\n${more}`;
  const field = (text: string) => `[settings]\n[[settings.fields]]\n${text}`;

  it.each([
    ['digits in a trigger’s key', trigger(field('type = "single_line_text_field"\nkey = "line 2"'))],
    ['a key of a reference', trigger(field('type = "customer_reference"\nkey = "x"'))],
    ['a type that Flow has not', trigger(field('type = "colour"\nkey = "x"'))],
    ['a handle that is too long', trigger('').replace('"h"', `"${'h'.repeat(31)}"`)],
    ['an action without an address', trigger('').replace('flow_trigger', 'flow_action')],
  ])('is refused for %s', (_what, toml) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'flow-extensions-'));
    try {
      mkdirSync(path.join(folder, 'one'));
      writeFileSync(path.join(folder, 'one', 'shopify.extension.toml'), toml);
      expect(() => readFlowExtensions(folder)).toThrow(/shopify\.extension\.toml/);
      writeFileSync(path.join(folder, 'one', 'shopify.extension.toml'), trigger(''));
      expect(readFlowExtensions(folder).triggers).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
