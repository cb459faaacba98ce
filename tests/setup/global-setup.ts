import type { TestProject } from 'vitest/node';
import { inProject } from '../../setup/places.mjs';
import { startDatabase } from '../../setup/postgres/start-database';
import { dropLeftovers, runPrefix } from './leftovers';
import { ensureTemplate } from './template';

/** What tests need to make a database of their own. */
export interface TestCluster {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  template: string;
  /** Databases of this run begin with it. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Runs once before all test files: the test cluster is started (or adopted) and its template made. Returns what ends it. */
export default async function setUp(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const database = await startDatabase({
    dir: inProject('.kindred', 'postgres-test'),
    log: (line) => console.log(line),
    disposable: true,
  });
  try {
    await dropLeftovers(database);
    const template = await ensureTemplate(database);
    const { adminUrl, ownerUrl, appUrl } = database;
    project.provide('testCluster', { adminUrl, ownerUrl, appUrl, template, prefix: runPrefix(process.pid) });
  } catch (error) {
    await database.stop();
    throw error;
  }
  return async () => {
    await dropLeftovers(database);
    await database.stop();
  };
}
