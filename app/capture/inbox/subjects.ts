import { VISITOR_ATTRIBUTE } from '../events/visitor-attribute';

/** Whom a payload names, by whatever it names them; `token` is that of a cart or a checkout. */
export interface Subject {
  kind: 'customer' | 'external' | 'email' | 'phone' | 'visitor' | 'order' | 'token';
  value: string;
}

const ADDRESS = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+\.[^\s@"'<>(),;:]+/g;
const CUSTOMER_GID = /gid:\/\/shopify\/Customer\/(\d+)/g;
const PHONE_DIGITS = 9;

/**
 * One form for each way of naming somebody, whoever wrote it down: addresses in small letters, customers by their number, phones by their last
 * nine digits, which are the same with and without a country's code. Null where nothing is named. Two people may share the last digits; what is
 * kept about one of them is then let go of with the other.
 */
export function subjectKey({ kind, value }: Subject): string | null {
  switch (kind) {
    case 'email':
      return value.trim() ? `email ${value.trim().toLowerCase()}` : null;
    case 'customer':
    case 'order': {
      const number = /(\d+)$/.exec(value)?.[1];
      return number ? `${kind} ${number}` : null;
    }
    case 'phone': {
      const digits = value.replace(/\D/g, '');
      return digits.length >= PHONE_DIGITS ? `phone ${digits.slice(-PHONE_DIGITS)}` : null;
    }
    case 'token':
      return value ? `token ${value.split('?')[0]}` : null;
    case 'visitor':
    case 'external':
      return value ? `${kind} ${value}` : null;
  }
}

/**
 * Everybody a payload names, as keys, wherever in it they are named: not only the fields that are read count, since all of it is kept. What is no
 * JSON is searched as text.
 */
export function subjectsIn(topic: string, body: string): string[] {
  const found: Subject[] = [];
  const payload = parsed(body);
  if (payload === undefined) findInText(body, found);
  else walk(payload, ABOUT[topic.split('/')[0] ?? ''] ?? '', found);
  return [...new Set(found.flatMap((subject) => subjectKey(subject) ?? []))].sort();
}

/** What a payload of such topics is itself. */
const ABOUT: Record<string, string> = { customers: 'customer', orders: 'order' };

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** `name` is that of the field the value stands in. */
function walk(value: unknown, name: string, found: Subject[]): void {
  if (typeof value === 'string') return findInField(name, value, found);
  if (typeof value === 'number') findInNumber(name, value, found);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) walk(each, name, found);
    return;
  }
  walkFields(value as Record<string, unknown>, name, found);
}

function walkFields(fields: Record<string, unknown>, name: string, found: Subject[]): void {
  if ((name === 'customer' || name === 'order') && (typeof fields.id === 'number' || typeof fields.id === 'string'))
    found.push({ kind: name, value: String(fields.id) });
  if (fields.name === VISITOR_ATTRIBUTE && typeof fields.value === 'string')
    found.push({ kind: 'visitor', value: fields.value });
  for (const [key, each] of Object.entries(fields)) walk(each, key, found);
}

const isCustomerField = (name: string): boolean => /^customer_?id$/i.test(name);
const isOrderField = (name: string): boolean => /^order_?id$/i.test(name);
const isTokenField = (name: string): boolean => /^((cart|checkout)_?)?token$/i.test(name);

function findInNumber(name: string, value: number, found: Subject[]): void {
  if (isCustomerField(name)) found.push({ kind: 'customer', value: String(value) });
  if (isOrderField(name)) found.push({ kind: 'order', value: String(value) });
}

function findInField(name: string, text: string, found: Subject[]): void {
  if (isCustomerField(name)) found.push({ kind: 'customer', value: text });
  if (isOrderField(name)) found.push({ kind: 'order', value: text });
  if (isTokenField(name)) found.push({ kind: 'token', value: text });
  if (/phone/i.test(name)) found.push({ kind: 'phone', value: text });
  if (name === 'visitorId' || name === VISITOR_ATTRIBUTE) found.push({ kind: 'visitor', value: text });
  if (name === 'externalId') found.push({ kind: 'external', value: text });
  findInText(text, found);
}

function findInText(text: string, found: Subject[]): void {
  if (text.includes('@')) for (const [value] of text.matchAll(ADDRESS)) found.push({ kind: 'email', value });
  for (const [, value] of text.matchAll(CUSTOMER_GID)) if (value) found.push({ kind: 'customer', value });
}
