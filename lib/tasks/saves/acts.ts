import { beginSave } from './begin.ts';
import { giveUp } from './give-up.ts';
import { findLost, noteOther } from './lost.ts';
import { proveFile } from './prove.ts';

/** What a save comes to: its beginning, its proof and its failure. Only a life with something to save needs them, so that the worker need not carry them. */
export const SAVE_ACTS = { beginSave, findLost, giveUp, noteOther, proveFile };
export type SaveActs = typeof SAVE_ACTS;
