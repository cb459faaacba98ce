import type { FromWorker } from './worker-protocol';

/** Does for a pixel what its worker cannot: reads and writes the page's storage and cookies, sends beacons. */
export async function answerCall({ target, method, given }: FromWorker): Promise<unknown> {
  const [first, second] = given.map((each) => (isAbsent(each) ? undefined : asText(each)));
  if (target === 'beacon') return navigator.sendBeacon(first ?? '', second);
  if (target === 'cookie') return method === 'get' ? readCookie(first) : writeCookie(first ?? '', second);
  return callStorage(window[target], method, first, second);
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Storage, cookies and beacons take anything and keep its text, as Web IDL turns any value into a `DOMString`. */
const asText = (value: unknown): string => String(value);

function callStorage(storage: Storage, method: string, first = '', second = ''): unknown {
  switch (method) {
    case 'getItem':
      return storage.getItem(first);
    case 'setItem':
      return storage.setItem(first, second);
    case 'removeItem':
      return storage.removeItem(first);
    case 'key':
      return storage.key(Number(first));
    case 'length':
      return storage.length;
    case 'clear':
      return storage.clear();
    default:
      throw new Error(`browser storage has no method "${method}"`);
  }
}

/** One cookie's value, or all of them as `document.cookie` gives them. */
function readCookie(name: string | undefined): string {
  if (!name) return document.cookie;
  const pair = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : '';
}

function writeCookie(cookieOrName: string, value: string | undefined): string {
  document.cookie = value === undefined ? cookieOrName : `${cookieOrName}=${encodeURIComponent(value)}; path=/`;
  return document.cookie;
}
