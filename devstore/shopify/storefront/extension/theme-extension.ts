import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const setting = z.looseObject({ type: z.string(), id: z.string().optional(), default: z.unknown().optional() });
const blockSchema = z.looseObject({
  name: z.string(),
  target: z.enum(['head', 'body', 'compliance_head', 'section']),
  settings: z.array(setting).default([]),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
});

export interface ThemeBlock {
  /** File name without `.liquid`, as the theme editor's deep link names it. */
  handle: string;
  target: z.infer<typeof blockSchema>['target'];
  /** The Liquid without its `{% schema %}`. */
  source: string;
  /** What `block.settings` holds as long as the merchant has changed nothing. */
  defaults: Record<string, unknown>;
  javascript?: string;
  stylesheet?: string;
}

export interface ThemeExtension {
  dir: string;
  blocks: ThemeBlock[];
}

/** Reads a theme app extension's blocks. Throws, naming file and fault, where Shopify would refuse the deploy. */
export function readThemeExtension(dir: string): ThemeExtension {
  const folder = path.join(dir, 'blocks');
  if (!existsSync(folder)) throw new Error(`${dir} has no folder "blocks"; a theme app extension needs one`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.liquid'));
  return { dir, blocks: files.sort().map((name) => readBlock(path.join(folder, name))) };
}

function readBlock(file: string): ThemeBlock {
  const text = readFileSync(file, 'utf8');
  const parts = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/.exec(text);
  if (!parts) throw new Error(`${file} has no {% schema %}; a block needs one`);
  const parsed = blockSchema.safeParse(parseJson(parts[1] ?? '', file));
  if (!parsed.success) throw new Error(`{% schema %} of ${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const { target, settings, javascript, stylesheet } = parsed.data;
  return {
    handle: path.basename(file, '.liquid'),
    target,
    source: text.replace(parts[0], '').trim(),
    defaults: Object.fromEntries(settings.flatMap((each) => (each.id ? [[each.id, each.default ?? null]] : []))),
    ...(javascript ? { javascript } : {}),
    ...(stylesheet ? { stylesheet } : {}),
  };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`{% schema %} of ${file} is no JSON: ${(error as Error).message}`);
  }
}
