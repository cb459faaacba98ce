import type { PersonReport, PropertyValue } from '~/capture/events/person-report';
import type { ImportPlan } from './plan';
import { readIdentity, subjectsOfRow } from './read-identity';
import { readProperties, type RowOutcome } from './read-person-row';
import { rowCells } from './row-cells';
import { digestOf, readInstant } from './row-values';

export interface EventRow {
  person: PersonReport;
  name: string;
  properties: Record<string, PropertyValue>;
  occurredAt: Date;
  /** The same row always has the same, whatever file it stands in. Names somebody: to be hashed with a key. */
  fact: string;
}

/** Something that a person did, as another program wrote it down. */
export function readEventRow(fields: readonly string[], plan: ImportPlan, importedAt: Date): RowOutcome<EventRow> {
  const row = rowCells(fields, plan.columns);
  const identity = readIdentity(row);
  const name = row.text('eventName').slice(0, 200);
  if (!name) row.refuse('eventName', 'It does not say what happened.', 'Fill in its name.');
  const occurredAt = readInstant(row.text('eventAt'));
  if (!occurredAt || occurredAt > importedAt)
    row.refuse('eventAt', 'When it happened cannot be read, or lies ahead.', 'Write it as 2026-01-31T10:20:30Z.');
  const properties = readProperties(row);
  const isRead = occurredAt !== null && !row.problems.some(({ isFatal }) => isFatal);
  const id = row.text('eventId');
  const fact = digestOf(id ? [name, id] : [name, occurredAt, identity, properties]);
  return {
    read: isRead ? { person: { ...identity, seenAt: occurredAt }, name, properties, occurredAt, fact } : null,
    subjects: subjectsOfRow(identity),
    problems: row.problems,
  };
}
