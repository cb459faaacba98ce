import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../setup/places.mjs';

interface BuiltRoute {
  id: string;
  parentId?: string;
  path?: string;
  index?: boolean;
  hasLoader: boolean;
  hasAction: boolean;
}

export interface RoutePath extends Pick<BuiltRoute, 'id' | 'hasLoader' | 'hasAction'> {
  /** With the names of its parameters, and a star for a splat: `/app/customers/:id`. */
  path: string;
}

/** Every route in the app as it is built. */
export function builtRouteList(): RoutePath[] {
  const folder = inProject('build', 'client', 'assets');
  const file = readdirSync(folder).find((name) => name.startsWith('manifest-'));
  if (!file) throw new Error('the app is not built: npm run build');
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { routes } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
    routes: Record<string, BuiltRoute>;
  };
  const fullPath = ({ parentId, path: own = '' }: BuiltRoute): string => {
    const parent = parentId === undefined ? undefined : routes[parentId];
    return [parent ? fullPath(parent) : '', own].filter(Boolean).join('/');
  };
  return Object.values(routes).map((route) => {
    const { id, hasLoader, hasAction } = route;
    return { id, hasLoader, hasAction, path: `/${fullPath(route)}` };
  });
}

/** The path of every route; parameters and splats are given something to stand there. */
export function builtRoutes(): string[] {
  const all = builtRouteList().map((route) => route.path.replace(/:\w+\??/g, 'some-id'));
  return [
    ...new Set(all.flatMap((each) => (each.endsWith('*') ? SPLATS.map((rest) => each.replace('*', rest)) : [each]))),
  ];
}

/** Of Shopify's package: its own pages. */
const SPLATS = ['session-token', 'exit-iframe', 'login', 'something-else'];
