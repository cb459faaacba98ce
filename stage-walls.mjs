/**
 * The house's one rule as lint: a stage imports what stands to its left, and platform/; never what stands to its right.
 * Data moves right by jobs; knowledge returns left only as rows. Where this rule is in the way, the design is wrong: move the code.
 */
import path from 'node:path';

/** In the order the data moves. */
export const STAGES = ['capture', 'customers', 'decisions', 'delivery', 'engagement', 'learning'];
/** May be imported by everyone in app/, imports none of it. */
const GROUND = 'platform';

const appDir = path.join(import.meta.dirname, 'app');

/** The part of app/ a file lies in, such as `capture` or `routes`; files directly in app/ are the composition root. */
function roomOf(file) {
  const relative = path.relative(appDir, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return null;
  return relative.includes(path.sep) ? relative.split(path.sep)[0] : 'root';
}

function targetOf(source, file) {
  if (source.startsWith('~/')) return path.join(appDir, source.slice(2));
  return source.startsWith('.') ? path.resolve(path.dirname(file), source) : null;
}

/** Why the import must not be, or null. */
export function wallBetween(from, to) {
  if (from === null || to === null || from === to) return null;
  if (from === GROUND) return `platform/ has no business words and imports no other part of the app (here: ${to}/).`;
  if (!STAGES.includes(from) || to === GROUND) return null;
  if (!STAGES.includes(to))
    return `a stage imports no edge: ${to}/ sees ${from}/, not the other way round. Let ${from}/ name a port.`;
  if (STAGES.indexOf(to) < STAGES.indexOf(from)) return null;
  return `${from}/ stands left of ${to}/ and must not know it. Move the code left, or let a job carry the data right.`;
}

const FRAMEWORKS =
  /^(@remix-run\/|@shopify\/shopify-app-remix|@shopify\/polaris|@shopify\/app-bridge|react$|react-dom)/;
const FRAMEWORK_ROOMS = new Set(['routes', 'components', 'root']);

function checkImport(context, node, source) {
  const from = roomOf(context.filename);
  const target = targetOf(source, context.filename);
  if (from !== null && target === null && FRAMEWORKS.test(source) && !FRAMEWORK_ROOMS.has(from))
    context.report({
      node,
      message: `${source} stays in routes/, components/ and the files beside root.tsx, so that another router touches only those.`,
    });
  const wall = target === null ? null : wallBetween(from, roomOf(target));
  if (wall) context.report({ node, message: wall });
  if (target === null) return;
  const inDevstore =
    path.relative(path.join(import.meta.dirname, 'devstore'), context.filename).startsWith('..') === false;
  if (inDevstore && roomOf(target) !== null)
    context.report({ node, message: 'devstore/ is another world: it imports nothing from app/.' });
  if (from !== null && path.relative(path.join(import.meta.dirname, 'devstore'), target).startsWith('..') === false)
    context.report({ node, message: 'app/ never knows devstore/.' });
}

const isPure = (file) => !/\.(server|test)\.tsx?$/.test(file);
const WORLDLY =
  /^(node:(fs|net|http|child_process|worker_threads|timers)|pg$|bullmq$|ioredis$|postmark$|@prisma\/client$|express$)/;

function checkPure(context, node, source) {
  const from = roomOf(context.filename);
  if (!STAGES.includes(from) || !isPure(context.filename)) return;
  if (node.importKind === 'type') return;
  if (WORLDLY.test(source) || /\.server$/.test(source))
    context.report({
      node,
      message: `a file without .server is pure: it must not import ${source} but for its types.`,
    });
}

const visitor = (check) => (context) => ({
  ImportDeclaration: (node) => check(context, node, node.source.value),
  ExportNamedDeclaration: (node) => node.source && check(context, node, node.source.value),
  ExportAllDeclaration: (node) => check(context, node, node.source.value),
  ImportExpression: (node) => typeof node.source.value === 'string' && check(context, node, node.source.value),
});

export default {
  rules: {
    walls: { meta: { type: 'problem', schema: [] }, create: visitor(checkImport) },
    purity: { meta: { type: 'problem', schema: [] }, create: visitor(checkPure) },
  },
};
