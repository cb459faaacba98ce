import { writeFileSync } from 'node:fs';
import { generateOperationTypes } from './operation-types';

const target = new URL('../app/integrations/shopify/operations.gen.ts', import.meta.url);
writeFileSync(target, await generateOperationTypes());
console.log(`types of the Admin API operations: ${target.pathname}`);
