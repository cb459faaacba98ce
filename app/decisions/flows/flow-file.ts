import { z } from 'zod';
import { flowSchema, type FlowDefinition } from './language/flow';
import { schemaProblems, type FlowProblem } from './language/graph';

const FORMAT = 'kindred-flow/1';
/** Far more than a hundred nodes with their rules take. */
const LONGEST = 1_000_000;

/** A flow as a file, to keep, to compare, or to take to another shop: JSON that people can read. Ids of segments and products are the shop's own. */
export const toFlowFile = (flow: FlowDefinition): string => `${JSON.stringify({ format: FORMAT, flow }, null, 2)}\n`;

export type FlowFile = { kind: 'flow'; flow: FlowDefinition } | { kind: 'refused'; problems: FlowProblem[] };

/** What stands in such a file, or why it is none: each with its place and the remedy. Nothing of it is believed before. */
export function fromFlowFile(text: string): FlowFile {
  if (text.length > LONGEST)
    return refused([], `The file has more than ${LONGEST} characters. A flow is a small file: choose that one.`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return refused(
      [],
      `This is no JSON (${error instanceof Error ? error.message : 'unreadable'}). Choose a file that was exported here.`,
    );
  }
  const shape = z.object({ format: z.literal(FORMAT), flow: z.unknown() }).safeParse(raw);
  if (!shape.success)
    return refused(
      ['format'],
      `This is no flow of Kindred’s: its format is not “${FORMAT}”. Choose a file that was exported here.`,
    );
  const parsed = flowSchema.safeParse(shape.data.flow);
  if (parsed.success) return { kind: 'flow', flow: parsed.data };
  return { kind: 'refused', problems: schemaProblems(parsed.error) };
}

const refused = (path: FlowProblem['path'], message: string): FlowFile => ({
  kind: 'refused',
  problems: [{ path, message }],
});
