import { render } from 'preact';
import { Popup, type PopupContent } from '../../../components/popup/Popup.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import { popupView } from '../../../lib/domain/popup.ts';
import { NOW } from '../popup-data.ts';
import { PASTE, PASTE_OFF, PASTED, SOURCE_JOBS } from './sources.tsx';
import { type Scene, SCENES as STATES, UP } from './states.ts';
import '../../../entrypoints/popup/style.css';

const SCENES: Readonly<Record<string, Scene>> = {
  ...STATES,
  'source-jobs': { data: SOURCE_JOBS, health: UP },
  'paste-opened': { data: SOURCE_JOBS, health: UP, paste: PASTE, typed: PASTED },
  'paste-off-opened': { data: SOURCE_JOBS, health: UP, paste: PASTE_OFF },
};

function contentOf(scene: Scene): PopupContent {
  if (scene.loading) return { kind: 'loading' };
  if (scene.broken) return { kind: 'broken', why: scene.broken };
  const troubles = { permissionMissing: false, signedOut: false, ...scene.troubles };
  return { kind: 'ready', view: popupView(scene.data, scene.health, troubles, NOW) };
}

const scene = SCENES[location.hash.slice(1)];
const root = document.getElementById('popup');
if (scene && root) {
  render(
    <Popup content={contentOf(scene)} said={scene.said ?? null} verdict={scene.verdict ?? null} paste={scene.paste ?? null} now={NOW} times={timesFor('en-GB', 'Europe/Berlin')} act={() => {}} pending={new Set()} />,
    root,
  );
  const box = scene.typed === undefined ? null : document.querySelector('textarea');
  if (box) {
    box.value = scene.typed ?? '';
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

// The camera asks which pictures there are to take.
Object.assign(globalThis, { galleryScenes: Object.keys(SCENES) });
