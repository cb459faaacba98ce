import { describe, expect, test } from 'vitest';
import { inPostmark, type PostmarkBench } from '../../../tests/factories/postmark-bench';
import { createSendingDomains } from './sending-domains.server';

const domains = ({ account }: PostmarkBench) => createSendingDomains(account);

async function made(bench: PostmarkBench, name = 'oak.example') {
  const outcome = await domains(bench).make(name);
  if (outcome.kind !== 'made') throw new Error(`not made: ${outcome.kind}`);
  return outcome.domain;
}

describe('a shop’s domain at Postmark', () => {
  test('is made with the two records it is to have', () =>
    inPostmark(async (bench) => {
      const domain = await made(bench);
      expect(domain).toMatchObject({ isDkimVerified: false, isReturnPathVerified: false });
      expect(domain.records.dkim.host).toMatch(/pm\._domainkey\.oak\.example$/);
      expect(domain.records.dkim.value).toMatch(/^k=rsa;p=/);
      expect(domain.records.returnPath).toEqual({ host: 'pm-bounces.oak.example', value: 'pm.mtasv.net' });
    }));

  test('is verified when its records are there, and not any more when they are gone, under the same names', () =>
    inPostmark(async (bench) => {
      const { id, records } = await made(bench);
      expect(await domains(bench).verify(id)).toMatchObject({ isDkimVerified: false });
      bench.standIn.senders.publishDns('oak.example');
      const verified = { isDkimVerified: true, isReturnPathVerified: true };
      expect(await domains(bench).verify(id)).toEqual({ id, records, ...verified });
    }));

  test('whose making was not heard of is found again', () =>
    inPostmark(async (bench) => {
      const first = await made(bench);
      expect(await made(bench)).toEqual(first);
    }));

  test('that somebody sends from already is nobody else’s', () =>
    inPostmark(async (bench) => {
      expect(await domains(bench).make('shop.example')).toEqual({ kind: 'in-use' });
    }));

  test('is looked for on every page of the list', () =>
    inPostmark(async (bench) => {
      for (let nth = 0; nth < 600; nth++)
        bench.standIn.senders.addDomain({ name: `d${nth}.example`, isVerified: false });
      const last = await bench.account.createDomain({ Name: 'oak.example' });
      expect((await made(bench)).id).toBe(last.ID);
    }));

  test('is refused in Postmark’s words', () =>
    inPostmark(async (bench) => {
      expect(await domains(bench).make('not a domain')).toEqual({
        ...{ kind: 'refused', problem: 'Postmark says: Name format is invalid.' },
      });
    }));

  test('is let go of, twice, and is then unknown', () =>
    inPostmark(async (bench) => {
      const { id } = await made(bench);
      await domains(bench).remove(id);
      await domains(bench).remove(id);
      expect(await domains(bench).verify(id)).toBeNull();
    }));

  test('throws where Postmark cannot be asked', () =>
    inPostmark(async (bench) => {
      await bench.standIn.faults.outage(true);
      await expect(domains(bench).make('oak.example')).rejects.toThrow();
    }));
});
