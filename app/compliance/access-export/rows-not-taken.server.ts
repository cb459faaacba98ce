import type { Import, ImportProblem } from '@prisma/client';
import { subjectHash } from '~/capture/inbox/erase.server';
import { subjectKey, subjectsIn } from '~/capture/inbox/subjects';
import { planSchema } from '~/integrations/csv-files/plan';
import { readGroup } from '~/jobs/imports/read-rows';
import type { CopyOf, Section } from './section';
import { subjectKeysOf } from './subject-keys-of.server';

const PAGE = 200;

/** A problem, and the row that has it as the file has it. */
interface RowNotTaken {
  problem: ImportProblem;
  run: Import;
  fields: string[];
}

/** Rows of the merchant's files that were not taken as they stood, as long as they are kept: a row once for each thing that was wrong with it. */
export const importProblems: Section = {
  name: 'importProblems',
  size: PAGE,
  async read(of, after) {
    const keys = new Set(await subjectKeysOf(of));
    const rows: { cursor: string; row: unknown }[] = [];
    for await (const each of rowsNaming(of, keys, after)) {
      if (isTheirs(each, keys)) rows.push({ cursor: cursorOf(each.problem), row: shown(of, each) });
      if (rows.length === PAGE) break;
    }
    return rows;
  },
};

/** All rows in which one of these is named anywhere, a page at a time. */
async function* rowsNaming(of: CopyOf, keys: Set<string>, after: string | null): AsyncGenerator<RowNotTaken> {
  const { db, vault, shopId } = of;
  const hashes = [...keys].map((key) => subjectHash(vault, shopId, key));
  const runs = new Map<string, Import>();
  for (let cursor = after; ;) {
    const problems = await db.importProblem.findMany({
      where: { shopId, subjects: { hasSome: hashes }, row: { not: null }, ...beyond(cursor) },
      orderBy: [{ importId: 'asc' }, { line: 'asc' }, { seq: 'asc' }],
      take: PAGE,
    });
    await addRuns(of, runs, problems);
    for (const problem of problems) {
      const run = runs.get(problem.importId);
      if (run && problem.row) yield { problem, run, fields: JSON.parse(vault.open(problem.row, shopId)) as string[] };
    }
    const last = problems.at(-1);
    if (!last || problems.length < PAGE) return;
    cursor = cursorOf(last);
  }
}

async function addRuns({ db, shopId }: CopyOf, runs: Map<string, Import>, problems: ImportProblem[]): Promise<void> {
  const missing = [...new Set(problems.map(({ importId }) => importId))].filter((id) => !runs.has(id));
  if (!missing.length) return;
  for (const run of await db.import.findMany({ where: { shopId, id: { in: missing } } })) runs.set(run.id, run);
}

const cursorOf = ({ importId, line, seq }: ImportProblem): string => `${importId} ${line} ${seq}`;

function beyond(cursor: string | null) {
  if (cursor === null) return {};
  const [importId = '', line, seq] = cursor.split(' ');
  const inImport = [{ line: { gt: Number(line) } }, { line: Number(line), seq: { gt: Number(seq) } }];
  return { OR: [{ importId: { gt: importId } }, { importId, OR: inImport }] };
}

/**
 * Whether a row that names the person is about them, and no other's that names them in passing: its own columns say so, or, where these cannot be read
 * or hold a number alone, which others can share, no address in it is anybody else's.
 */
function isTheirs({ run, fields }: RowNotTaken, keys: Set<string>): boolean {
  const about = subjectsAbout(run, fields).filter(({ kind }) => kind !== 'phone');
  const isKnown = about.some((subject) => keys.has(subjectKey(subject) ?? ''));
  if (isKnown || about.some(({ kind }) => kind === 'email')) return isKnown;
  return subjectsIn('import', JSON.stringify(fields)).every((key) => keys.has(key));
}

function subjectsAbout({ plan, createdAt }: Import, fields: string[]) {
  const records = [{ kind: 'row' as const, fields, end: 0, line: 0, lastLine: 0 }];
  const context = { plan: planSchema.parse(plan), importedAt: createdAt, currency: '' };
  return readGroup({ records, end: 0, lastLine: 0 }, context).subjects;
}

function shown({ vault, shopId }: CopyOf, { problem, run, fields }: RowNotTaken) {
  const headings = run.headings ? (JSON.parse(vault.open(run.headings, shopId)) as string[]) : [];
  const named = fields.map((value, index) => ({ column: headings[index] || `Column ${index + 1}`, value }));
  const { line, column, reason } = problem;
  return { file: run.fileName, importedAt: run.createdAt, line, column, reason, row: named };
}
