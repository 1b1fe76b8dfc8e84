/** The process that `adapter.json` starts. The clock comes first: nothing may hold on to the real one. */
import './process-clock.ts';
import { serveStdio } from '../../adapter/index.ts';
import { createMsalNodeAdapter } from './adapter.ts';

serveStdio(createMsalNodeAdapter());
