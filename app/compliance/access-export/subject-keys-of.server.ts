import { subjectKey } from '~/capture/inbox/subjects';
import { subjectsOf } from '../subjects-of.server';
import type { CopyOf } from './section';

/** What payloads and rows of files could name these persons by, each once. */
export async function subjectKeysOf({ db, vault, shopId, present }: CopyOf): Promise<string[]> {
  const subjects = await Promise.all(present.map((id) => subjectsOf(vault, db, shopId, id)));
  return [...new Set(subjects.flat().flatMap((subject) => subjectKey(subject) ?? []))];
}
