import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import type { AskPage, PageAnswer } from '~/delivery/quality/linked-pages';
import { checkedAddress, onlyTo, within, type ReachRules } from '~/platform/net/checked-address.server';
import { isLoopback, isOutside } from '~/platform/net/web-host';

export interface AskOptions extends ReachRules {
  /** For all of it, whatever it is led to. */
  timeoutMs?: number;
  /** Further settings of the connection, such as whom to trust. */
  tls?: Pick<RequestOptions, 'ca'>;
}

const TIMEOUT_MS = 8_000;
const MOST_REDIRECTS = 5;

/**
 * Asks a page by HEAD, and where its server does not like that, by GET, of which not one byte of the body is read. Each place it is led to is checked anew: none
 * inside is ever asked. No cookies are kept, and no proxy of the environment is asked.
 */
export function createPageAsker(options: AskOptions): AskPage {
  const { timeoutMs = TIMEOUT_MS } = options;
  return async (text) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await follow(new URL(text), options, signal);
    } catch (error) {
      const problem = signal.aborted ? `it does not answer within ${timeoutMs / 1_000} seconds` : wordsOf(error);
      return { kind: 'unreachable', problem };
    }
  };
}

async function follow(from: URL, options: AskOptions, signal: AbortSignal): Promise<PageAnswer> {
  let url = from;
  let isForGood = true;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const address = mayAsk(url, options) ? await within(checkedAddress(url, options), signal) : null;
    if (!address) return { kind: 'unreachable', problem: 'its name leads to no server on the internet' };
    const { status, location } = await askOnce(url, address, { signal, tls: options.tls ?? {} });
    if (!isRedirect(status) || location === undefined) return answerOf(status, from, url, isForGood);
    isForGood &&= status === 301 || status === 308;
    url = new URL(location, url);
  }
  return { kind: 'unreachable', problem: 'it leads from one address to the next without end' };
}

const mayAsk = (url: URL, { mayBeLoopback }: AskOptions): boolean =>
  (mayBeLoopback && isLoopback(url)) || (/^https?:$/.test(url.protocol) && isOutside(url));

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

function answerOf(status: number, from: URL, url: URL, isForGood: boolean): PageAnswer {
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status >= 500) return { kind: 'unreachable', problem: `its server answers with an error (${status})` };
  if (status >= 400) return { kind: 'untold' };
  return isForGood && !isSamePlace(from, url) ? { kind: 'moved', to: url.href } : { kind: 'there' };
}

/** A page that is only spelled otherwise: by https, with or without “www.” or a stroke at the end. */
const isSamePlace = (one: URL, other: URL): boolean => plain(one) === plain(other);
const plain = ({ host, pathname, search }: URL): string =>
  `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`;

interface Told {
  status: number;
  location: string | undefined;
}

interface Asking {
  signal: AbortSignal;
  tls: Pick<RequestOptions, 'ca'>;
}

/** What a server says of a page to HEAD is believed where it says that it is there, or where it is. */
async function askOnce(url: URL, address: string, asking: Asking): Promise<Told> {
  const told = await ask('HEAD', url, address, asking).catch(() => null);
  asking.signal.throwIfAborted();
  return told && told.status < 400 ? told : ask('GET', url, address, asking);
}

function ask(method: 'HEAD' | 'GET', url: URL, address: string, { signal, tls }: Asking): Promise<Told> {
  const request = url.protocol === 'http:' ? requestHttp : requestHttps;
  const headers = { 'user-agent': 'Kindred-Links/1', accept: 'text/html,*/*;q=0.8' };
  const settings = { method, agent: false, lookup: onlyTo(address), signal, headers, ...tls };
  return new Promise((resolve, reject) => {
    const sending = request(url, settings, (answer: IncomingMessage) => {
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      answer.destroy();
    });
    sending.on('error', reject);
    sending.end();
  });
}

const WORDS: Partial<Record<string, string>> = {
  ENOTFOUND: 'there is no server of this name',
  EAI_AGAIN: 'its server’s name cannot be looked up',
  ECONNREFUSED: 'its server refuses the connection',
  ECONNRESET: 'its server ends the connection',
  CERT_HAS_EXPIRED: 'its certificate is out of date, and browsers warn of it',
};

function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return (code && WORDS[code]) ?? message.slice(0, 120);
}
