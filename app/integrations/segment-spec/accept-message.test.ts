import { describe, expect, it } from 'vitest';
import { after, TEST_START } from '../../../tests/factories/times';
import { apiScopes, type ApiScope } from '~/ops/api-scopes';
import { acceptMessage, type Accepted } from './accept-message';
import { messageTypes, type MessageType } from './message';
import { readEntry } from './told-entry';

const accept = (type: MessageType, raw: unknown, scopes: readonly ApiScope[] = apiScopes): Accepted =>
  acceptMessage(type, raw, { scopes: new Set(scopes), receivedAt: TEST_START, sentAt: null });

function entryOf(type: MessageType, raw: unknown) {
  const accepted = accept(type, raw);
  if (accepted.kind !== 'accepted') throw new Error(JSON.stringify(accepted));
  return accepted.entry;
}

describe('a message', () => {
  it('becomes whom it names and what happened, and comes back the same out of the inbox', () => {
    const entry = entryOf('track', {
      messageId: 'm1',
      userId: '42',
      anonymousId: 'a-1',
      event: 'Loyalty Joined',
      properties: { tier: 'gold', seats: [1, 2] },
      timestamp: after(-60_000).toISOString(),
      context: { locale: 'de-DE', ip: '203.0.113.7', userAgent: 'x', library: { name: 'y' } },
      integrations: { All: false },
      strange: 'is not kept',
    });
    expect(entry).toEqual({
      person: { externalId: 'user:42', visitorId: 'api:a-1', locale: 'de-DE', seenAt: after(-60_000) },
      fact: { kind: 'track', name: 'Loyalty Joined', properties: { tier: 'gold', seats: [1, 2] } },
    });
    expect(readEntry(JSON.stringify(entry))).toEqual(entry);
  });

  it('calls a person by a customer of Shopify’s, where it says so', () => {
    const userId = 'gid://shopify/Customer/7';
    expect(entryOf('identify', { userId, traits: { email: 'a@example.com' } })).toEqual({
      person: { customerId: userId, email: 'a@example.com', seenAt: TEST_START },
      fact: null,
    });
    expect(entryOf('identify', { userId: `${userId} x` }).person).toMatchObject({ externalId: `user:${userId} x` });
  });

  it('can never take a browser of the storefront for its own anonymous one', () => {
    const visitor = 'v'.repeat(32);
    expect(entryOf('track', { anonymousId: visitor, event: 'x' }).person.visitorId).not.toBe(visitor);
    expect(entryOf('track', { anonymousId: visitor, event: 'x' }).person.visitorId).not.toMatch(/^[A-Za-z0-9_-]*$/);
  });

  it('makes an anonymous id a person’s by alias', () => {
    expect(entryOf('alias', { userId: '42', previousId: 'a-1' }).person).toEqual({
      ...{ externalId: 'user:42', visitorId: 'api:a-1', seenAt: TEST_START },
    });
  });

  it('tells of a page with its address and campaign, wherever they stand', () => {
    const context = {
      page: { url: 'https://x.example/a', referrer: 'https://y.example' },
      campaign: { source: 'news' },
    };
    expect(entryOf('page', { userId: '42', name: 'Home', context, properties: { path: '/a' } }).fact).toEqual({
      kind: 'page',
      name: 'Home',
      properties: {
        url: 'https://x.example/a',
        referrer: 'https://y.example',
        campaign: { source: 'news' },
        path: '/a',
      },
    });
  });

  it('keeps no email address but in the vault, and says what it left out', () => {
    const accepted = accept('track', { userId: '42', event: 'Asked', properties: { to: 'b@example.com', n: 1 } });
    expect(accepted).toMatchObject({ kind: 'accepted', entry: { fact: { properties: { n: 1 } } } });
    expect(accepted).toMatchObject({ notes: [{ field: 'properties.to' }] });
    const page = { userId: '42', context: { page: { url: 'https://x.example/?m=b@example.com' } } };
    expect(entryOf('page', page).fact?.properties).toEqual({});
  });

  it('of a group is passed over, and says why', () => {
    expect(accept('group', { userId: '42', groupId: 'acme' })).toMatchObject({ kind: 'passed-over' });
  });

  it.each<[string, MessageType, unknown, string]>([
    ['nothing', 'track', undefined, ''],
    ['a list', 'track', [], ''],
    ['nobody', 'track', { event: 'x' }, 'userId'],
    ['an empty id', 'track', { event: 'x', userId: '' }, 'userId'],
    ['a number for an id', 'track', { event: 'x', userId: 42 }, 'userId'],
    ['an id without end', 'track', { event: 'x', userId: 'x'.repeat(256) }, 'userId'],
    ['no event', 'track', { userId: '1' }, 'event'],
    ['an event that is no text', 'track', { userId: '1', event: {} }, 'event'],
    ['a list for properties', 'track', { userId: '1', event: 'x', properties: [] }, 'properties'],
    ['text for traits', 'identify', { userId: '1', traits: 'x' }, 'traits'],
    ['a day for an instant', 'track', { userId: '1', event: 'x', timestamp: '2026-03-10' }, 'timestamp'],
    ['an instant that is none', 'track', { userId: '1', event: 'x', timestamp: '2026-02-30T00:00:00Z' }, 'timestamp'],
    ['a number for an instant', 'track', { userId: '1', event: 'x', timestamp: 1 }, 'timestamp'],
    ['long ago', 'track', { userId: '1', event: 'x', timestamp: '2010-01-01T00:00:00Z' }, 'timestamp'],
    ['half a character', 'track', { userId: '\ud800', event: 'x' }, 'userId'],
    ['NUL', 'identify', { userId: '1', traits: { a: '\0' } }, 'traits.a'],
    ['more than 32 KB', 'track', { userId: '1', event: 'x', properties: { a: 'x'.repeat(32_768) } }, ''],
    ['no previous id', 'alias', { userId: '1' }, 'previousId'],
    ['no group', 'group', { userId: '1' }, 'groupId'],
  ])('is refused by its field where it has %s', (_, type, raw, field) => {
    expect(accept(type, raw)).toMatchObject({ kind: 'refused', field });
  });

  it('is named in its refusal by the id it has', () => {
    expect(accept('track', { messageId: 'm1' })).toMatchObject({ kind: 'refused', messageId: 'm1' });
  });

  it.each(messageTypes)('of kind %s takes a key that may tell it', (type) => {
    const raw = { userId: '1', event: 'x', groupId: 'g', previousId: 'p' };
    const needed: ApiScope = ['track', 'page', 'screen'].includes(type) ? 'events:write' : 'profiles:write';
    expect(accept(type, raw, [needed]).kind).not.toBe('refused');
    const others = apiScopes.filter((scope) => scope !== needed);
    expect(accept(type, raw, others)).toMatchObject({ kind: 'refused', field: 'type' });
  });
});
