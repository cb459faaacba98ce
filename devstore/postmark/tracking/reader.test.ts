import { expect, test } from 'vitest';
import { readerFrom } from './reader';

test.each([
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Chrome',
    'macOS',
    'Desktop',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge',
    'Windows',
    'Desktop',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    'Apple Mail',
    'iOS',
    'Mobile',
  ],
  [
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'Gmail',
    'Windows',
    'WebMail',
  ],
  ['Mozilla/5.0', 'Unknown', 'Unknown', 'Unknown'],
])('%s', (userAgent, client, os, platform) => {
  const reader = readerFrom(userAgent);
  expect([reader.client.Name, reader.os.Name, reader.platform, reader.userAgent]).toEqual([
    client,
    os,
    platform,
    userAgent,
  ]);
});
