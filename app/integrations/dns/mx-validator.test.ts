import { afterAll, describe, expect, it } from 'vitest';
import { startNameServer } from '../../../tests/factories/name-server';
import { testTimes } from '../../../tests/factories/times';
import { createMxValidator } from './mx-validator.server';

const server = await startNameServer();
afterAll(() => server.stop());
const DAY_MS = 86_400_000;
const open = () => {
  const times = testTimes();
  return { times, validator: createMxValidator({ ...times, server: server.address, timeoutMs: 500 }) };
};

describe('a domain', () => {
  it.each([
    ['takes mail where it names an exchange', 'shop.example', 'takes-mail'],
    ['takes mail at its own address where it names none', 'a.onlyaddress.example', 'takes-mail'],
    ['refuses mail where it says so', 'a.nomail.example', 'refuses-mail'],
    ['refuses mail where there is none', 'nobody.invalid', 'refuses-mail'],
    ['is not known where its name server fails', 'a.failing.example', 'unknown'],
  ])('%s', async (_, domain, answer) => expect(await open().validator.ask(domain)).toBe(answer));

  it('is asked about once a day, however many ask at once', async () => {
    const { times, validator } = open();
    const asked = () => server.asked.filter((name) => name === 'once.example').length;
    await Promise.all(Array.from({ length: 20 }, () => validator.ask('once.example')));
    expect(asked()).toBe(1);
    times.advance(DAY_MS);
    await validator.ask('once.example');
    expect(asked()).toBe(2);
  });

  it('of which nobody could say is asked about again after a minute', async () => {
    const { times, validator } = open();
    await validator.ask('again.failing.example');
    const before = server.asked.length;
    times.advance(59_000);
    await validator.ask('again.failing.example');
    expect(server.asked).toHaveLength(before);
    times.advance(1_000);
    await validator.ask('again.failing.example');
    expect(server.asked.length).toBeGreaterThan(before);
  });

  it('is answered even where many are asked about at once', async () => {
    const { validator } = open();
    const many = Array.from({ length: 50 }, (_, index) => validator.ask(`many${index}.example`));
    expect(new Set(await Promise.all(many))).toEqual(new Set(['takes-mail']));
  });

  it('is not known where no name server answers', async () => {
    const silent = createMxValidator({ ...testTimes(), server: '127.0.0.1:9', timeoutMs: 100 });
    expect(await silent.ask('shop.example')).toBe('unknown');
  });
});
