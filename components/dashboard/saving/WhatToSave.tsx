import { sourceName } from '../../../lib/domain/clips/elsewhere.ts';
import { SAVE_MODES, type SaveMode } from '../../../lib/domain/clips/saving-settings.ts';
import { type Source, SOURCES } from '../../../lib/domain/jobs/job.ts';
import type { SavingPartProps } from './Saving.tsx';
import { Switch } from './Switch.tsx';
import { LOCKED } from './TextSetting.tsx';

const MODES: Readonly<Record<SaveMode, { readonly label: string; readonly words: string }>> = {
  everything: { label: 'Every video', words: 'As soon as it is finished.' },
  asked: { label: 'Only what I ask for', words: 'With the Save button of a clip. The others are listed, and not fetched.' },
};

/** Everything or only what is asked for, and from which sources. */
export function WhatToSave({ settings: { saving }, locked, change }: SavingPartProps) {
  const { mode, sourcesOff } = saving;
  const choose = (next: SaveMode) => (event: { readonly currentTarget: HTMLInputElement }) => {
    event.currentTarget.checked = mode === next;
    change({ mode: next });
  };
  const toggle = (source: Source) => (on: boolean) => change({ sourcesOff: SOURCES.filter((one) => (one === source ? !on : sourcesOff.includes(one))) });
  return (
    <>
      <fieldset class="tools">
        <legend>What is saved</legend>
        {locked.has('mode') ? <p class="soft">{LOCKED}</p> : null}
        {SAVE_MODES.map((one) => (
          <div key={one} class="tool">
            <input type="radio" id={`mode-${one}`} name="save-mode" checked={mode === one} disabled={locked.has('mode')} aria-describedby={`mode-${one}-words`} onChange={choose(one)} />
            <div>
              <label for={`mode-${one}`}>{MODES[one].label}</label>
              <p class="soft" id={`mode-${one}-words`}>{MODES[one].words}</p>
            </div>
          </div>
        ))}
      </fieldset>
      {mode === 'asked' ? null : (
        <fieldset class="tools">
          <legend>Where from</legend>
          {locked.has('sourcesOff') ? <p class="soft">{LOCKED}</p> : null}
          {SOURCES.map((source) => <Switch key={source} id={`save-${source}`} label={sourceName(source)} on={!sourcesOff.includes(source)} locked={locked.has('sourcesOff')} onSwitch={toggle(source)} />)}
        </fieldset>
      )}
    </>
  );
}
