import { expect, test } from 'vitest';
import { agentKind } from './mail-signal';

test.each([
  [
    'browser',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ],
  ['browser', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'],
  ['picture-proxy', 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'],
  ['picture-proxy', 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html'],
  ['apple-privacy', 'Mozilla/5.0'],
  ['apple-privacy', ' Mozilla/5.0 '],
  ['program', 'curl/8.5.0'],
  ['program', 'python-requests/2.32.3'],
  ['program', 'Go-http-client/2.0'],
  [
    'program',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36',
  ],
  ['program', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'],
  ['nameless', ''],
  ['nameless', undefined],
])('a %s says that it is %j', (kind, words) => expect(agentKind(words)).toBe(kind));
