const HEADINGS = [
  ...['Email', 'Klaviyo ID', 'First Name', 'Last Name', 'Phone Number', 'City', 'Country', 'Address'],
  ...['Email Marketing Consent', 'Email Marketing Consent Timestamp', 'Email Suppressions', 'Loyalty Tier'],
];
const SAID = [
  ...['SUBSCRIBED,2025-01-31T10:00:00Z,', 'SUBSCRIBED,2024-06-01T08:30:00Z,', 'NEVER_SUBSCRIBED,,'],
  ...['UNSUBSCRIBED,2025-03-01T10:00:00Z,', 'SUBSCRIBED,2025-02-01,"[""HARD_BOUNCE""]"'],
];
const TIERS = ['red', 'silver', 'gold'];
const FIRST = ['Anna', 'Bea', 'Carl', 'Dora', 'Emil', 'Frida', 'Gustav', 'Hanna'];

const LAST = ['Meier', 'Berg', 'Lund', 'Stein', 'Wald', 'Hoff', 'Brandt', 'Kamp', 'Thal', 'Ried', 'Busch'];

export interface ListSize {
  rows: number;
  /** Every row is made this long at least, by a column that nobody imports. */
  rowBytes: number;
}

/** A list as Klaviyo exports it, some at a time: every hundredth row has an address that is none. */
export function* listText({ rows, rowBytes }: ListSize): Generator<string> {
  yield `${HEADINGS.join(',')}\r\n`;
  for (let from = 0; from < rows; from += 1_000)
    yield Array.from({ length: Math.min(1_000, rows - from) }, (_, index) => rowOf(from + index, rowBytes)).join('');
}

export const badRowsOf = (rows: number): number => Math.ceil(rows / 100);

function rowOf(index: number, rowBytes: number): string {
  const isBad = index % 100 === 0;
  const email = isBad ? `nobody ${index}` : `person${index}@example-${index % 97}.com`;
  const name = `${FIRST[index % FIRST.length]},${LAST[index % LAST.length]}${LAST[(index * 7) % LAST.length]?.toLowerCase()}`;
  const phone = index % 3 === 0 && !isBad ? `+49301${String(1_000_000 + index)}` : '';
  const head = `${email},K${index},${name},${phone},Berlin,Germany,`;
  const tail = `,${SAID[index % SAID.length]},${TIERS[index % TIERS.length]}\r\n`;
  return head + 'x'.repeat(Math.max(0, rowBytes - head.length - tail.length)) + tail;
}
