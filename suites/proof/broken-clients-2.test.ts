/** The broken clients at even places. Two files, so that two cores share the work. */
import { brokenClients } from '../../client-under-test/index.ts';
import { expectBroken } from './expect-broken.ts';

expectBroken(brokenClients.filter((_, index) => index % 2 === 1));
