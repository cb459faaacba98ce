import { describe, expect, it } from 'vitest';
import { describeSearch } from './describe';
import { compileSearch, type SearchField } from './match';
import { parseSearch } from './parse';

interface Item {
  name: string;
  email: string | null;
  tags: string[];
  count: number;
  at: string;
  isTest: boolean;
}

const items: Item[] = [
  {
    name: 'Bob Norman',
    email: 'bob@example.com',
    tags: ['vip', 'b2b'],
    count: 3,
    at: '2026-01-10T10:30:00Z',
    isTest: false,
  },
  { name: 'Ada Green', email: 'ada@example.org', tags: [], count: 0, at: '2026-01-10T10:45:22Z', isTest: true },
  { name: 'Ed Norman-Hall', email: null, tags: ['vip'], count: 12, at: '2026-02-01T00:00:00Z', isTest: false },
];

const fields: Record<string, SearchField<Item>> = {
  name: { kind: 'text', of: (item) => [item.name] },
  email: { kind: 'text', of: (item) => [item.email] },
  tag: { kind: 'keyword', of: (item) => item.tags },
  tag_not: { kind: 'absent', of: (item) => item.tags },
  count: { kind: 'number', of: (item) => item.count },
  at: { kind: 'time', of: (item) => [item.at] },
  test: { kind: 'boolean', of: (item) => item.isTest },
};

function search(query: string) {
  const warned: string[] = [];
  const test = compileSearch(parseSearch(query), {
    listed: new Set([...Object.keys(fields), 'listed_only']),
    fields,
    defaultFields: (item) => [item.name, item.email],
    ianaTimezone: 'Europe/Berlin',
    now: new Date('2026-01-20T00:00:00Z'),
    warn: (field) => warned.push(field),
  });
  return { found: items.filter(test).map((item) => item.name.split(' ')[0]), warned };
}

describe('a search finds', () => {
  it.each([
    ['', ['Bob', 'Ada', 'Ed']],
    ['norman', ['Bob', 'Ed']],
    ['nor*', ['Bob', 'Ed']],
    ['nor', []],
    ['bob norman', ['Bob']],
    ['"bob norman"', ['Bob']],
    ['email:bob@example.com', ['Bob']],
    ['email:"bob@example.com"', ['Bob']],
    ['email:example.org', ['Ada']],
    ['email:*', ['Bob', 'Ada']],
    ['-email:*', ['Ed']],
    ['tag:vip', ['Bob', 'Ed']],
    ['tag:VIP tag:b2b', ['Bob']],
    ['tag:b2b,other', ['Bob']],
    ['tag_not:vip', ['Ada']],
    ['NOT tag:vip', ['Ada']],
    ['-(tag:b2b OR count:0)', ['Ed']],
    ['tag:b2b OR count:0', ['Bob', 'Ada']],
    ['count:>3', ['Ed']],
    ['count:>=3', ['Bob', 'Ed']],
    ['count:<3', ['Ada']],
    ['count:<=3 count:>0', ['Bob']],
    ['test:true', ['Ada']],
    ["at:>'2026-01-10T10:30:00Z'", ['Ada', 'Ed']],
    ["at:>='2026-01-10T10:30:00Z'", ['Bob', 'Ada', 'Ed']],
    ["at:<'2026-01-10T10:45:22Z'", ['Bob']],
    ["at:<='2026-01-10T10:45:22.999Z'", ['Bob', 'Ada']],
    ['at:2026-01-10', ['Bob', 'Ada']],
    ['at:>2026-01-10', ['Ed']],
    ['at:<=2026-01', ['Bob', 'Ada']],
    ['at:2026-02', ['Ed']],
    ['at:2026', ['Bob', 'Ada', 'Ed']],
    ['at:<now', ['Bob', 'Ada']],
  ])('by %s: %j', (query, expected) => {
    expect(search(query)).toEqual({ found: expected, warned: [] });
  });

  it('a day from its midnight in the shop’s zone on', () => {
    // 00:00 UTC is 01:00 in Berlin: still the first of February; 31 January ended an hour earlier.
    expect(search('at:2026-02-01').found).toEqual(['Ed']);
    expect(search("at:>='2026-01-31T23:00:00Z'").found).toEqual(['Ed']);
  });
});

describe('an unquoted time ends at its first colon', () => {
  it('so the rest becomes a field that does not exist, with a warning, and the hour alone is compared', () => {
    const { found, warned } = search('at:>2026-01-10T10:45:22Z');
    expect(warned).toEqual(['45']);
    expect(found).toEqual(['Bob', 'Ada', 'Ed']);
  });
});

describe('a field that is not searchable', () => {
  it('is ignored with a warning: the rest of the search alone counts', () => {
    expect(search('colour:red tag:b2b')).toEqual({ found: ['Bob'], warned: ['colour'] });
    expect(search('colour:red')).toEqual({ found: ['Bob', 'Ada', 'Ed'], warned: ['colour'] });
    expect(search('colour:red OR tag:b2b')).toEqual({ found: ['Bob'], warned: ['colour'] });
  });

  it('but listed by the schema is named as not modelled', () => {
    expect(() => search('listed_only:1')).toThrow('does not model the search field "listed_only"');
  });
});

describe('what Shopify says it understood', () => {
  it.each([
    ['email:grace@example.com', { field: 'email', match_all: 'grace@example.com' }],
    [
      'staff:"Kat Owens" fresh:true',
      {
        and: [
          { field: 'staff', match_phrase: 'Kat Owens' },
          { field: 'fresh', match_all: 'true' },
        ],
      },
    ],
    [
      'a:1 b:2 c:3',
      {
        and: [
          { field: 'a', match_all: '1' },
          { field: 'b', match_all: '2' },
          { field: 'c', match_all: '3' },
        ],
      },
    ],
    ['-a:1', { not: { field: 'a', match_all: '1' } }],
    ['count:>=2', { field: 'count', range: { gte: '2' } }],
  ])('%s', (query, expected) => {
    expect(describeSearch(parseSearch(query)!)).toEqual(expected);
  });
});

describe('odd input is read without a crash', () => {
  it.each(['(', ')', '((a:1', 'a:', ':', '-', 'NOT', 'OR', 'a:1 OR', '"open', "o'clock", 'a::b', '\\'])(
    '%s',
    (query) => {
      expect(() => parseSearch(query)).not.toThrow();
    },
  );
});
