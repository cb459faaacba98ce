import { z } from 'zod';
import { UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import { beginImport, finishUpload, takePiece, type ImportDeps } from '~/capture/imports/imports.server';
import { inShop, type PageDeps } from './shop-context.server';

const asked = z.discriminatedUnion('step', [
  z.object({ step: z.literal('begin'), fileName: z.string().max(1_000) }),
  z.object({
    step: z.literal('piece'),
    id: z.uuid(),
    seq: z.coerce.number().int().min(0),
    piece: z.instanceof(Blob).refine((blob) => blob.size <= UPLOAD_PIECE_BYTES),
  }),
  z.object({ step: z.literal('finish'), id: z.uuid() }),
]);

export type UploadOutcome = { kind: 'taken'; id: string } | { kind: 'refused'; problem: string };

/** Takes one step of an upload: its beginning, a piece of the file, or its end. */
export async function uploadImport(
  deps: PageDeps & ImportDeps,
  shopDomain: string,
  actor: string,
  form: FormData,
): Promise<UploadOutcome> {
  const step = asked.safeParse(Object.fromEntries(form));
  if (!step.success)
    return { kind: 'refused', problem: 'This is no part of a file. Load the page and choose it again.' };
  const input = step.data;
  return inShop(deps, shopDomain, async (_, shop) => {
    if (input.step === 'begin')
      return { kind: 'taken', id: await beginImport(deps, shop.id, { fileName: input.fileName, actor }) };
    const { id: importId } = input;
    const outcome =
      input.step === 'finish'
        ? await finishUpload(deps, shop.id, importId)
        : await takePiece(deps, shop.id, {
            importId,
            seq: input.seq,
            bytes: new Uint8Array(await input.piece.arrayBuffer()),
          });
    return outcome.kind === 'taken' ? { kind: 'taken', id: importId } : outcome;
  });
}
