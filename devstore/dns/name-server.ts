import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import type { Zone } from './zone';

/** What the world's name server says of a domain: it does not exist, it takes no mail (RFC 7505), it fails, or it takes mail. */
export type Domain = 'missing' | 'null-mx' | 'failing' | 'address-only' | 'mail';

export interface NameServer {
  /** `127.0.0.1:PORT` */
  address: string;
  /** Names that were asked for, in order. */
  asked: string[];
  stop(): void;
}

const MX = 15;
const A = 1;
const CNAME = 5;
const TXT = 16;
const ENDINGS: [string, Domain][] = [
  ['.invalid', 'missing'],
  ['.nomail.example', 'null-mx'],
  ['.failing.example', 'failing'],
  ['.onlyaddress.example', 'address-only'],
];

/** By its ending; every other domain takes mail. `.invalid` is nobody's (RFC 2606). */
export const domainOf = (name: string): Domain => ENDINGS.find(([ending]) => name.endsWith(ending))?.[1] ?? 'mail';

/** A name server on this machine, over UDP: answers questions for MX, A, TXT and CNAME as RFC 1035 has them. */
export async function startNameServer(zone?: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (question: Buffer, from: RemoteInfo) => {
    const answer = answerTo(question, asked, zone);
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.unref();
  return { address: `127.0.0.1:${socket.address().port}`, asked, stop: () => void socket.close() };
}

function answerTo(question: Buffer, asked: string[], zone: Zone | undefined): Buffer | null {
  const { name, type, end } = readQuestion(question);
  asked.push(name);
  const domain = domainOf(name);
  const rcode = domain === 'missing' ? 3 : domain === 'failing' ? 2 : 0;
  const records = rcode ? [] : [...recordsOf(domain, type), ...zoneRecords(zone, name, type)];
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question.subarray(12, end), ...records]);
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('ascii'));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function recordsOf(domain: Domain, type: number): Buffer[] {
  if (type === MX && domain === 'mail') return [record(MX, Buffer.from('\0\x0a\x02mx\xc0\x0c', 'latin1'))];
  if (type === MX && domain === 'null-mx') return [record(MX, Buffer.from('\0\0\0', 'latin1'))];
  if (type === A && domain === 'address-only') return [record(A, Buffer.from([127, 0, 0, 1]))];
  return [];
}

function zoneRecords(zone: Zone | undefined, name: string, type: number): Buffer[] {
  if (type === TXT) return (zone?.find(name, 'TXT') ?? []).map((text) => record(TXT, strings(text)));
  if (type === CNAME) return (zone?.find(name, 'CNAME') ?? []).map((target) => record(CNAME, labels(target)));
  if (type === A) return (zone?.find(name, 'A') ?? []).map((at) => record(A, Buffer.from(at.split('.').map(Number))));
  return [];
}

/** A text in strings of 255 bytes at most (RFC 1035, 3.3.14): a DKIM key takes two. */
function strings(text: string): Buffer {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / 255));
  const parts = Array.from({ length: count }, (_, nth) => bytes.subarray(nth * 255, (nth + 1) * 255));
  return Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), part]));
}

const labels = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);

/** Its name is that of the question, at byte 12. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
