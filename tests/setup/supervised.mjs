import { runProgram } from '../../setup/processes.mjs';
import { exitOnSignals, finish, onShutdown } from '../../setup/shutdown.mjs';

// A process that supervises a program, for tests of how both end. Its argument is the program's JavaScript.
const [program = ''] = process.argv.slice(2);
const endWithParent = new URL('../../setup/end-with-parent.mjs', import.meta.url).href;

exitOnSignals();
onShutdown('first', () => console.log('first stopped'));
onShutdown('failing', () => Promise.reject(new Error('it would not')));
onShutdown('last', () => console.log('last stopped'));
const { code } = await runProgram(process.execPath, ['--import', endWithParent, '--eval', program], { ipc: true });
console.log(`program ended with ${code}`);
await finish(code);
