import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, TEST_START } from '../../../tests/factories/times';
import { canonicalJson, chainText, FIRST_PREVIOUS_HASH, type ChainLink } from './chain';

const link: ChainLink = {
  shopId: '0190a000-0000-7000-8000-000000000001',
  seq: 1n,
  addressId: '0190a000-0000-7000-8000-000000000002',
  commitment: 'c'.repeat(64),
  purpose: 'marketing',
  state: 'granted',
  source: 'shopify-webhook',
  occurredAt: TEST_START,
  recordedAt: TEST_START,
  evidence: { event: 'e', optInLevel: null },
  dedupeKey: 'd',
  previousHash: FIRST_PREVIOUS_HASH,
  format: 2,
};

/** Each field in another way than in `link`. */
const changed: { [K in keyof ChainLink]: ChainLink[K] } = {
  shopId: '0190a000-0000-7000-8000-000000000009',
  seq: 2n,
  addressId: '0190a000-0000-7000-8000-000000000008',
  commitment: 'd'.repeat(64),
  purpose: 'other',
  state: 'withdrawn',
  source: 'postmark',
  occurredAt: after(1),
  recordedAt: after(1),
  evidence: { event: 'e', optInLevel: 'single_opt_in' },
  dedupeKey: 'e',
  previousHash: 'f'.repeat(64),
  format: 1,
};

describe('the text a link’s hash is taken over', () => {
  it.each(Object.keys(changed) as (keyof ChainLink)[])('changes with %s', (field) => {
    expect(chainText({ ...link, [field]: changed[field] })).not.toBe(chainText(link));
  });

  it('is the same whatever order anything was written in', () => {
    const backwards = Object.fromEntries(Object.entries(link).reverse()) as unknown as ChainLink;
    expect(chainText({ ...backwards, evidence: { optInLevel: null, event: 'e' } })).toBe(chainText(link));
  });

  it('of the first format stays what it is, or older ledgers would seem broken', () => {
    expect(chainText({ ...link, format: 1 })).toMatchInlineSnapshot(
      `"{"addressId":"0190a000-0000-7000-8000-000000000002","commitment":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","dedupeKey":"d","evidence":{"event":"e","optInLevel":null},"occurredAt":"2026-03-10T12:00:00.000Z","previousHash":"0000000000000000000000000000000000000000000000000000000000000000","purpose":"marketing","recordedAt":"2026-03-10T12:00:00.000Z","seq":"1","shopId":"0190a000-0000-7000-8000-000000000001","source":"shopify-webhook","state":"granted"}"`,
    );
  });

  it('of the second format stays what it is as well', () => {
    expect(chainText(link)).toBe(chainText({ ...link, format: 1 }).replace('"occurredAt"', '"format":2,"occurredAt"'));
  });
});

describe('canonical JSON', () => {
  const value = fc.jsonValue({ maxDepth: 3 });

  it('reads back to the same value', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });

  it('is the same for objects whose members come in another order, at any depth', () => {
    const reversed = (json: unknown): unknown => {
      if (Array.isArray(json)) return json.map(reversed);
      if (json === null || typeof json !== 'object') return json;
      const members = Object.entries(json).reverse();
      return Object.fromEntries(members.map(([key, member]) => [key, reversed(member)]));
    };
    fc.assert(
      fc.property(value, (json) => {
        expect(canonicalJson(reversed(json))).toBe(canonicalJson(json));
      }),
    );
  });

  it('is another one for another value', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [left, right] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))] as unknown[];
        fc.pre(JSON.stringify(left) !== JSON.stringify(right));
        const isEqual = canonicalJson(left) === canonicalJson(right);
        expect(isEqual).toBe(equal(left, right));
      }),
    );
  });

  it('leaves out what is not there, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1], a: undefined, c: null })).toBe('{"b":[2,1],"c":null}');
  });
});

function equal(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
