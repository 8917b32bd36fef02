import { render } from 'preact';
import { App } from './App.tsx';

const root = document.getElementById('dashboard');
if (root) render(<App />, root);
