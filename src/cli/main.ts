import { programWith } from './program.js';
import { runToEnd } from './run.js';

await runToEnd(await programWith(process.argv[2]));
