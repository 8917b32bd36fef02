import { render } from 'preact';
import { lookForSavedFiles } from '../shared/files.ts';
import { openStore } from '../../lib/store/db.ts';
import { App } from './App.tsx';

// Opening takes as long as drawing: both at once. Whoever reads first hears of a failure.
openStore().catch(() => {});

const root = document.getElementById('dashboard');
if (root) render(<App />, root);
// Files that were deleted meanwhile are told while somebody looks; what this look leaves out, the worker's next one passes.
lookForSavedFiles().catch(() => {});
