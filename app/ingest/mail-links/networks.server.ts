import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';

/** Networks in which machines stand, and people do not. */
export interface Networks {
  has(address: string): boolean;
}

/**
 * Reads networks, one a line as `203.0.113.0/24` or `2001:db8::/32`; `#` begins a comment. Providers of servers publish theirs and change them weekly, so
 * the list is the operator's. Throws at a line that is no network, naming it.
 */
export function readNetworks(text: string): Networks {
  const list = new BlockList();
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/#.*$/, '').trim();
    if (line) add(list, line, at + 1);
  }
  return {
    has(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
      const version = isIP(plain);
      return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/** Those of a file, read once when the process starts; none where no file is named. */
export const loadNetworks = (file: string | undefined): Networks =>
  readNetworks(file ? readFileSync(file, 'utf8') : '');

function add(list: BlockList, line: string, number: number): void {
  const [address = '', bits = '', more] = line.split('/');
  const version = isIP(address);
  const isBits = /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32);
  if (version === 0 || !isBits || more !== undefined)
    throw new Error(`line ${number} of the file of networks is none: "${line}"; it must look like 203.0.113.0/24`);
  list.addSubnet(address, Number(bits), version === 6 ? 'ipv6' : 'ipv4');
}
