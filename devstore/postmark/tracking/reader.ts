/** Who opened or clicked, as far as the User-Agent tells. */
export interface Reader {
  userAgent: string;
  client: { Name: string; Company: string; Family: string };
  os: { Name: string; Company: string; Family: string };
  platform: 'Desktop' | 'Mobile' | 'WebMail' | 'Unknown';
}

const program = (Name: string, Company: string) => ({ Name, Company, Family: Name });
const unknown = program('Unknown', 'Unknown');

/** First match wins: Gmail's image proxy and Edge also name other programs. */
const clients: [RegExp, Reader['client']][] = [
  [/GoogleImageProxy/, program('Gmail', 'Google')],
  [/YahooMailProxy/, program('Yahoo Mail', 'Yahoo')],
  [/Edg\//, program('Edge', 'Microsoft')],
  [/Firefox\//, program('Firefox', 'Mozilla')],
  [/Chrome\//, program('Chrome', 'Google')],
  [/Safari\//, program('Safari', 'Apple Computer, Inc.')],
  [/AppleWebKit\//, program('Apple Mail', 'Apple Computer, Inc.')],
];

const systems: [RegExp, Reader['os'], Reader['platform']][] = [
  [/iPhone|iPad/, program('iOS', 'Apple Computer, Inc.'), 'Mobile'],
  [/Android/, program('Android', 'Google'), 'Mobile'],
  [/Mac OS X/, program('macOS', 'Apple Computer, Inc.'), 'Desktop'],
  [/Windows/, program('Windows', 'Microsoft'), 'Desktop'],
  [/Linux/, program('Linux', 'Linux'), 'Desktop'],
];

/** Coarse on purpose: what the application may rely on is the User-Agent itself. */
export function readerFrom(userAgent: string): Reader {
  const client = clients.find(([pattern]) => pattern.test(userAgent))?.[1] ?? unknown;
  const [, os, platform] = systems.find(([pattern]) => pattern.test(userAgent)) ?? [null, unknown, 'Unknown' as const];
  const isProxy = client.Name === 'Gmail' || client.Name === 'Yahoo Mail';
  return { userAgent, client, os, platform: isProxy ? 'WebMail' : platform };
}
