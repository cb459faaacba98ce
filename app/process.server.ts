import { parseEnv } from './platform/env.server';
import { createServices } from './services.server';

/** The web process's services, made once when its bundle is loaded. */
export const services = await createServices(parseEnv(process.env), 'web');
