import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { readAccessRules, type AccessItem, type AccessRules } from './access-rules';
import { readSearchFields, type SearchFields } from './search-fields';
import { readWebhookTopics, type WebhookTopics } from './webhook-topics';

export interface AdminSchema {
  schema: GraphQLSchema;
  access: AccessRules;
  topics: WebhookTopics;
  searchFields: SearchFields;
}

interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: { items: AccessItem[] };
}

const loaded = new Map<string, AdminSchema>();

/**
 * Reads the Admin API's introspection result (`admin_VERSION.json.gz`) and what its descriptions say about scopes, webhook topics and search
 * fields. One copy a file and process (about 70 MB, 300 ms). Throws an error that names the file and the remedy when it is missing.
 */
export function loadAdminSchema(file: string): AdminSchema {
  const known = loaded.get(file);
  if (known) return known;
  const parsed = parseFile(file);
  const schema = buildClientSchema(parsed.data, { assumeValid: true });
  const admin: AdminSchema = {
    schema,
    access: readAccessRules(schema, parsed.offline_scopes.items),
    topics: readWebhookTopics(schema),
    searchFields: readSearchFields(schema),
  };
  loaded.set(file, admin);
  return admin;
}

function parseFile(file: string): SchemaFile {
  try {
    return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as SchemaFile;
  } catch (cause) {
    throw new Error(
      `The Admin API schema could not be read from ${file}; run the project's set-up, which fetches it.`,
      {
        cause,
      },
    );
  }
}
