export interface Address {
  email: string;
  name: string;
}

/** Splits at commas that stand outside quotes and angle brackets. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isInBrackets = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '\\' && isQuoted) {
      part += char + text.charAt((index += 1));
      continue;
    }
    if (char === '"' && !isInBrackets) isQuoted = !isQuoted;
    else if (!isQuoted && (char === '<' || char === '>')) isInBrackets = char === '<';
    if (char === ',' && !isQuoted && !isInBrackets) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
}

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Whether a bare address could exist on the internet: ASCII, RFC 5321 lengths, a domain with a dot. Quoted local parts are refused. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (at < 1 || text.length > 254 || local.length > 64 || labels.length < 2) return false;
  return (
    localPart.test(local) && labels.every((label) => domainLabel.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** `anna@example.com`, `Anna Muster <anna@example.com>` or `"Muster, Anna" <anna@example.com>`. */
function parseAddress(text: string): Address | null {
  const trimmed = text.trim();
  // A line break inside a name would end the header line it is written into.
  if (/[\r\n\0]/.test(trimmed)) return null;
  const open = trimmed.lastIndexOf('<');
  if (open === -1) return isEmail(trimmed) ? { email: trimmed, name: '' } : null;
  if (!trimmed.endsWith('>')) return null;
  const email = trimmed.slice(open + 1, -1).trim();
  const written = trimmed.slice(0, open).trim();
  const name = /^".*"$/s.test(written) ? written.slice(1, -1).replace(/\\(.)/gs, '$1') : written;
  return isEmail(email) ? { email, name } : null;
}

/** All addresses of a comma-separated list, or null when one of them is none. An empty text is an empty list. */
export function parseAddressList(text: string): Address[] | null {
  if (text.trim() === '') return [];
  const addresses = splitList(text).map(parseAddress);
  return addresses.every((address) => address !== null) ? addresses : null;
}

/** How the API shows an address: `"Anna Muster" <anna@example.com>`, or the bare address. */
export function formatAddress({ email, name }: Address): string {
  return name === '' ? email : `"${name.replace(/(["\\])/g, '\\$1')}" <${email}>`;
}
