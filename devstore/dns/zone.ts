import type { KeptFile } from '../kept/kept-file';

export interface ZoneRecord {
  type: 'TXT' | 'CNAME' | 'A';
  host: string;
  value: string;
}

/** What stands in the name system of this world, as merchants put it there at their providers. Names are in lower case, without a dot at the end. */
export interface Zone {
  publish(record: ZoneRecord): void;
  /** Takes away everything that stands under a name. */
  withdraw(host: string): void;
  find(host: string, type: ZoneRecord['type']): string[];
}

export function createZone(kept: KeptFile<ZoneRecord[]>): Zone {
  let records = kept.read() ?? [];
  const change = (changed: ZoneRecord[]) => {
    records = changed;
    kept.write(records);
  };
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  return {
    publish: (record) => change([...records, record]),
    withdraw: (host) => change(records.filter((each) => !same(each.host, host))),
    find: (host, type) =>
      records.filter((each) => each.type === type && same(each.host, host)).map(({ value }) => value),
  };
}
