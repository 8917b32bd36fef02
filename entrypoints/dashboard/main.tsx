import '../shared/open-first.ts';
import { render } from 'preact';
import { lookForSavedFiles } from '../shared/files.ts';
import { App } from './App.tsx';

const root = document.getElementById('dashboard');
if (root) render(<App />, root);
// Files that were deleted meanwhile are told while somebody looks; what this look leaves out, the worker's next one passes.
lookForSavedFiles().catch(() => {});
