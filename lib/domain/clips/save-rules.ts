import { judgeFile } from './proof.ts';
import { afterExpiry, afterProblem } from './retry.ts';

/** What follows from what happened to an attempt. Needed only once something has, so that the worker need not carry it. */
export const SAVE_RULES = { afterExpiry, afterProblem, judgeFile };
export type SaveRules = typeof SAVE_RULES;
