import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGES, wallBetween } from '../stage-walls.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Offences, one for each wall: a file that must not pass, and the rule that must stop it. */
const OFFENCES: { name: string; file: string; code: string; rule: string }[] = [
  ...STAGES.slice(0, -1).map((stage, index) => ({
    name: `${stage}/ imports its right neighbour ${STAGES[index + 1]}/`,
    file: `app/${stage}/zz-offence.ts`,
    code: `export * from '~/${STAGES[index + 1]}/anything';\n`,
    rule: 'house/walls',
  })),
  {
    name: 'a stage imports an edge',
    file: 'app/capture/zz-edge.ts',
    code: `export * from '~/integrations/shopify/api-version';\n`,
    rule: 'house/walls',
  },
  {
    name: 'a stage imports the composition root',
    file: 'app/delivery/zz-root.ts',
    code: `export type { Services } from '~/services.server';\n`,
    rule: 'house/walls',
  },
  {
    name: 'platform/ imports a stage',
    file: 'app/platform/zz-upwards.ts',
    code: `export * from '../capture/events/event';\n`,
    rule: 'house/walls',
  },
  {
    name: 'a relative path climbs over a wall',
    file: 'app/customers/zz-relative.ts',
    code: `export * from '../decisions/flows/language/flow';\n`,
    rule: 'house/walls',
  },
  {
    name: 'a framework is imported outside routes',
    file: 'app/decisions/zz-framework.ts',
    code: `export { json } from '@remix-run/node';\n`,
    rule: 'house/walls',
  },
  {
    name: 'the dev store imports the app',
    file: 'devstore/zz-app.ts',
    code: `export * from '../app/platform/money';\n`,
    rule: 'house/walls',
  },
  {
    name: 'the app imports the dev store',
    file: 'app/ops/zz-devstore.ts',
    code: `export * from '../../devstore/clock';\n`,
    rule: 'house/walls',
  },
  {
    name: 'a pure file touches the world',
    file: 'app/customers/zz-pure.ts',
    code: `import { readFileSync } from 'node:fs';\nexport const text = () => readFileSync('/x', 'utf8');\n`,
    rule: 'house/purity',
  },
  {
    name: 'a pure file imports a .server file',
    file: 'app/customers/zz-server.ts',
    code: `export { verifyLedger } from './consent/ledger.server';\n`,
    rule: 'house/purity',
  },
  {
    name: 'a stage reads the hidden clock',
    file: 'app/engagement/zz-clock.ts',
    code: `export const at = () => Date.now();\n`,
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a stage makes a date out of nothing',
    file: 'app/learning/zz-date.ts',
    code: `export const at = () => new Date();\n`,
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a stage throws dice',
    file: 'app/decisions/zz-dice.ts',
    code: `export const dice = () => Math.random();\n`,
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a stage asks SQL what time it is',
    file: 'app/delivery/zz-sql.ts',
    code: 'const sql = (text: TemplateStringsArray) => text;\nexport const query = sql`SELECT now()`;\n',
    rule: 'no-restricted-syntax',
  },
];

describe('the walls of the house', () => {
  let messages: Map<string, string[]>;

  beforeAll(async () => {
    for (const { file, code } of OFFENCES) writeFileSync(path.join(root, file), code);
    const eslint = new ESLint({ cwd: root });
    const results = await eslint.lintFiles(OFFENCES.map(({ file }) => file));
    messages = new Map(
      results.map((result) => [
        path.relative(root, result.filePath),
        result.messages.map(({ ruleId, message }) => `${ruleId ?? ''}: ${message}`),
      ]),
    );
  });
  afterAll(() => {
    for (const { file } of OFFENCES) rmSync(path.join(root, file), { force: true });
  });

  it.each(OFFENCES)('stops it: $name', ({ file, rule }) => {
    const found = messages.get(file) ?? [];
    expect(
      found.filter((message) => message.startsWith(`${rule}:`)),
      found.join('\n'),
    ).not.toEqual([]);
  });

  it('lets every stage look left and into platform/', () => {
    for (const [index, stage] of STAGES.entries()) {
      expect(wallBetween(stage, 'platform')).toBeNull();
      for (const left of STAGES.slice(0, index)) expect(wallBetween(stage, left), `${stage} → ${left}`).toBeNull();
    }
  });

  it('lets the edges see every stage', () => {
    for (const edge of ['routes', 'jobs', 'ingest', 'ops', 'integrations', 'compliance', 'root'])
      for (const stage of STAGES) expect(wallBetween(edge, stage), `${edge} → ${stage}`).toBeNull();
  });

  it('knows every folder of app/: stages in the order the data moves, and the edges', () => {
    const rooms = readdirSync(path.join(root, 'app'), { withFileTypes: true });
    const names = rooms.filter((room) => room.isDirectory()).map((room) => room.name);
    const edges = ['components', 'compliance', 'ingest', 'integrations', 'jobs', 'ops', 'platform', 'routes'];
    expect(names.sort()).toEqual([...STAGES, ...edges].sort());
  });
});

describe('what leaves the server', () => {
  it('every file that touches the world says so by its name', () => {
    const offenders = sourcesOf(path.join(root, 'app')).filter(
      ({ file, text }) =>
        !/\.server\.tsx?$|\.test\.tsx?$/.test(file) &&
        !/app\/(routes|integrations|ingest|components)\//.test(file) &&
        !/app\/[^/]+\.tsx$/.test(file) &&
        /from '(pg|bullmq|ioredis|postmark|express|@prisma\/client)'/.test(text.replace(/import type [^;]+;/g, '')),
    );
    expect(offenders.map(({ file }) => path.relative(root, file))).toEqual([]);
  });
});

function sourcesOf(dir: string): { file: string; text: string }[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return sourcesOf(file);
    return /\.tsx?$/.test(entry.name) ? [{ file, text: readFileSync(file, 'utf8') }] : [];
  });
}
