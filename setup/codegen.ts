import { writeFileSync } from 'node:fs';
import { generateMailClients } from './mail-clients';
import { generateOperationTypes } from './operation-types';

const operations = new URL('../app/integrations/shopify/operations.gen.ts', import.meta.url);
writeFileSync(operations, await generateOperationTypes());
console.log(`types of the Admin API operations: ${operations.pathname}`);

const clients = new URL('../app/delivery/quality/clients/unknown-to.gen.ts', import.meta.url);
writeFileSync(clients, generateMailClients());
console.log(`what mail programs do not know: ${clients.pathname}`);
