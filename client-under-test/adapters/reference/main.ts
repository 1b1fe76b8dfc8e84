/** The reference adapter as a program: the harness speaks to it over standard input and output. */
import { serveStdio } from '../../adapter/index.ts';
import { referenceAdapter } from './adapter.ts';

serveStdio(referenceAdapter({}));
