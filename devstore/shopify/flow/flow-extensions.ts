import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';

const REFERENCES = ['customer_reference', 'order_reference', 'product_reference'] as const;
const ACTION_REFERENCES = [...REFERENCES, 'marketing_activity_reference', 'abandonment_reference'] as const;
/** The types of Shopify's CLI that a trigger or an action may ask for. */
const TEXTS = ['single_line_text_field', 'multi_line_text_field', 'email', 'url', 'boolean', 'number_decimal'] as const;

const handle = z
  .string()
  .max(30)
  .regex(/^[a-zA-Z0-9-]+$/);
const name = z.string().min(1);
const url = z.string().regex(/^(\/|https:\/\/)/, 'must be an address, or begin with a slash');
const about = { name, handle, description: z.string().min(1) };
const key = z.string().min(1);

const triggerField = z.union([
  z.strictObject({ type: z.enum(REFERENCES), description: z.string().optional() }),
  z.strictObject({
    type: z.enum(TEXTS),
    key: key.regex(/^[a-zA-Z\s]*$/, 'may only hold letters and spaces'),
    description: z.string().optional(),
  }),
]);
const actionField = z.union([
  z.strictObject({
    type: z.enum(ACTION_REFERENCES),
    required: z.boolean().optional(),
    description: z.string().optional(),
  }),
  z.strictObject({
    type: z.enum(TEXTS),
    key,
    name,
    required: z.boolean().optional(),
    description: z.string().optional(),
  }),
]);
const settings = <F extends z.ZodType>(field: F) => z.strictObject({ fields: z.array(field).optional() }).optional();

const files = z.union([
  z.strictObject({
    extensions: z.tuple([z.strictObject({ ...about, type: z.literal('flow_trigger') })]),
    settings: settings(triggerField),
  }),
  z.strictObject({
    extensions: z.tuple([
      z.strictObject({ ...about, type: z.literal('flow_action'), runtime_url: url, validation_url: url.optional() }),
    ]),
    settings: settings(actionField),
  }),
  z.strictObject({
    extensions: z.tuple([z.strictObject({ name, handle, type: z.literal('flow_trigger_lifecycle_callback'), url })]),
  }),
]);

/** One thing that a payload holds. */
export interface FlowField {
  key: string;
  type: string;
  required: boolean;
}

export interface FlowExtensions {
  triggers: { handle: string; name: string; fields: FlowField[] }[];
  actions: { handle: string; name: string; runtimeUrl: string; fields: FlowField[] }[];
  /** Null: the app is not told which triggers are used. */
  lifecycleUrl: string | null;
}

type FieldFile = z.infer<typeof triggerField> | z.infer<typeof actionField>;

/** A reference's field is called by what it refers to: `customer_reference` is `customer_id`. */
const fieldOf = (field: FieldFile): FlowField => ({
  key: 'key' in field ? field.key : field.type.replace('_reference', '_id'),
  type: field.type,
  required: 'required' in field ? (field.required ?? false) : false,
});

/** Reads the extensions for Flow of an app as strictly as Shopify's CLI. Throws where one is wrong, with its file. */
export function readFlowExtensions(folder: string): FlowExtensions {
  const found: FlowExtensions = { triggers: [], actions: [], lifecycleUrl: null };
  for (const each of readdirSync(folder).sort()) {
    const file = path.join(folder, each, 'shopify.extension.toml');
    const toml = tomlOf(file);
    const type = (toml?.extensions as { type?: string }[] | undefined)?.[0]?.type ?? '';
    if (!type.startsWith('flow_')) continue;
    const read = files.safeParse(toml);
    if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
    const [extension] = read.data.extensions;
    const fields = 'settings' in read.data ? (read.data.settings?.fields ?? []).map(fieldOf) : [];
    if (extension.type === 'flow_trigger_lifecycle_callback') found.lifecycleUrl = extension.url;
    else if (extension.type === 'flow_trigger') found.triggers.push({ ...extension, fields });
    else found.actions.push({ ...extension, fields, runtimeUrl: extension.runtime_url });
  }
  return found;
}

function tomlOf(file: string): Record<string, unknown> | null {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' || (error as { code?: string }).code === 'ENOTDIR') return null;
    throw error;
  }
}
