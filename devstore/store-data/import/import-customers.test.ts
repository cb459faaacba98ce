import { describe, expect, it } from 'vitest';
import { csv, exportFolder } from '../testing/export-files';
import { importCustomers } from './import-customers';
import { newFileReport } from './report';

const { write } = exportFolder();

async function read(rows: Parameters<typeof csv>[0]) {
  const report = newFileReport(write('customers.csv', csv(rows)), 'customers');
  return { customers: await importCustomers(report, 'en'), report };
}

describe('importCustomers', () => {
  it('reads today’s headers, apostrophes and all', async () => {
    const { customers } = await read([
      {
        'Customer ID': "'7301884772566",
        'First Name': 'Ada',
        'Last Name': 'Example',
        Email: 'Ada@Example.com',
        'Accepts Email Marketing': 'yes',
        'Default Address Address1': 'Lindenweg 3',
        'Default Address City': 'Leipzig',
        'Default Address Country Code': 'DE',
        'Default Address Zip': "'04103",
        Phone: "'+493023125001",
        Note: 'likes, commas',
        Tags: 'vip, trade',
      },
    ]);
    expect(customers).toEqual([
      {
        id: 'gid://shopify/Customer/7301884772566',
        firstName: 'Ada',
        lastName: 'Example',
        email: 'ada@example.com',
        phone: '+493023125001',
        locale: 'en',
        createdAt: '',
        updatedAt: '',
        tags: ['vip', 'trade'],
        note: 'likes, commas',
        address: { address1: 'Lindenweg 3', city: 'Leipzig', zip: '04103', countryCode: 'DE' },
        emailMarketing: { state: 'SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null },
      },
    ]);
  });

  it('reads the headers of older exports, which have no ids', async () => {
    const { customers } = await read([
      {
        'First Name': 'Bo',
        'Last Name': '',
        Email: 'bo@example.com',
        'Accepts Marketing': 'no',
        Address1: 'Mill Road 1',
        City: 'York',
        'Country Code': 'gb',
        Zip: 'YO1',
      },
      {
        'First Name': 'Cy',
        'Last Name': '',
        Email: 'cy@example.com',
        'Accepts Marketing': 'yes',
        Address1: '',
        City: '',
        'Country Code': '',
        Zip: '',
      },
    ]);
    expect(customers.map(({ emailMarketing }) => emailMarketing.state)).toEqual(['NOT_SUBSCRIBED', 'SUBSCRIBED']);
    expect(customers.map(({ address }) => address?.countryCode ?? null)).toEqual(['GB', null]);
    expect(new Set(customers.map(({ id }) => id)).size).toBe(2);
    expect(customers[0]?.lastName).toBeNull();
  });

  it('understands states as well, and makes no one a subscriber who is not plainly one', async () => {
    const { customers, report } = await read(
      ['UNSUBSCRIBED', 'pending', 'not_subscribed', '', 'perhaps'].map((state, i) => ({
        Email: `p${i}@example.com`,
        'Accepts Email Marketing': state,
      })),
    );
    expect(customers.map(({ emailMarketing }) => emailMarketing.state)).toEqual([
      'UNSUBSCRIBED',
      'PENDING',
      'NOT_SUBSCRIBED',
      'NOT_SUBSCRIBED',
    ]);
    expect(report.skipped.map(({ line, field }) => [line, field])).toEqual([[6, 'Accepts Email Marketing']]);
  });

  it('names what is twice, wrong or empty', async () => {
    const { customers, report } = await read([
      { 'Customer ID': '1', Email: 'ada@example.com', Phone: '' },
      { 'Customer ID': '2', Email: 'ADA@example.com', Phone: '' },
      { 'Customer ID': '1', Email: 'bo@example.com', Phone: '' },
      { 'Customer ID': '3', Email: 'not an address', Phone: '' },
      { 'Customer ID': 'x7', Email: 'cy@example.com', Phone: '' },
      { 'Customer ID': '4', Email: '', Phone: '' },
      { 'Customer ID': '5', Email: '', Phone: '+493023125001' },
    ]);
    expect(customers.map(({ id }) => id)).toEqual(['gid://shopify/Customer/1', 'gid://shopify/Customer/5']);
    expect(report.skipped.map(({ line, field, problem }) => [line, field, problem])).toEqual([
      [3, 'Email', '"ada@example.com" is there twice'],
      [4, 'Customer ID', '"1" is there twice'],
      [5, 'Email', '"not an address" is no email address'],
      [6, 'Customer ID', '"x7" is no number'],
      [7, 'Email', 'is empty, as are telephone and name'],
    ]);
  });
});
