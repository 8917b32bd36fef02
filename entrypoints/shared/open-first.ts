/**
 * To be imported before all else by a page that shows what is stored: the store is on its way while the browser still runs
 * the other modules.
 */
import { openStore } from '../../lib/store/db.ts';

openStore().catch(() => {}); // told by who reads: that asks again
