import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import type { Db } from '~/platform/db/db.server';
import { whatBlocks } from '../mails/what-blocks.server';

/** What stands in the way of a flow's mails, at the steps that send them. */
export async function mailProblems(
  db: Db,
  shopId: string,
  { nodes }: Pick<FlowDraft, 'nodes'>,
): Promise<FlowProblem[]> {
  const keys = nodes.flatMap((node) => (node.kind === 'send' ? [node.template] : []));
  const blocking = await whatBlocks(db, shopId, keys);
  return nodes.flatMap((node, at): FlowProblem[] =>
    node.kind === 'send'
      ? (blocking.get(node.template) ?? []).map((message) => ({
          path: ['nodes', at],
          message: `“${node.key}”: its mail cannot be sent as it is. ${message}`,
        }))
      : [],
  );
}
