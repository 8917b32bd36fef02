import type { ClipSettings, SavingChange } from '../../../lib/domain/clip-settings.ts';
import type { Nameable } from '../../../lib/domain/clips/filename.ts';
import type { SavingState } from '../../../lib/domain/clips/saving-state.ts';
import { dailySizeText, readDailyCount, readDailySize, readFolder, readHours } from '../../../lib/domain/dashboard/saving-drafts.ts';
import type { PolicyField } from '../../../lib/domain/policy.ts';
import { ToneIcon } from '../../shared/Icon.tsx';
import { Switch } from './Switch.tsx';
import { TemplateField } from './TemplateField.tsx';
import { LOCKED, TextSetting } from './TextSetting.tsx';
import { WhatToSave } from './WhatToSave.tsx';

/** What is chosen about saving, how saving stands, and the way to change it. */
export interface SavingView {
  readonly settings: ClipSettings;
  readonly state: SavingState;
  /** For the preview of names. */
  readonly sample: Nameable;
  /** The sample is the user's own newest clip. */
  readonly isOwn: boolean;
  /** What an administrator has set: shown, and not to be changed. */
  readonly locked: ReadonlySet<PolicyField>;
  /** What came of the last change, when it needs words. */
  readonly answer: string | null;
  /** It applies at once. */
  readonly change: (change: SavingChange) => void;
  readonly pause: (paused: boolean) => void;
}

export interface SavingPartProps {
  readonly settings: ClipSettings;
  readonly locked: ReadonlySet<PolicyField>;
  readonly change: (change: SavingChange) => void;
}

const HOURS_HINT = 'An assumption: nobody has confirmed a number. Clips that are found from now on get their deadline by it, labelled “assumed”.';

/** What is saved, when, under what name, and with what beside it. Everything applies at once; what does not fit changes nothing. */
export function Saving({ settings, state, sample, isOwn, locked, answer, change, pause }: SavingView) {
  const { folder, assumedHours, saving } = settings;
  return (
    <section class="block" aria-label="Saving">
      <h2>Saving</h2>
      <div class="saving-state">
        <p class={`tone-${state.tone}`} role="status"><ToneIcon tone={state.tone} /> <span><strong>{state.label}</strong>: {state.sentence}</span></p>
        <button type="button" class="button button-plain" onClick={() => pause(!saving.paused)}>{saving.paused ? 'Resume saving' : 'Pause saving'}</button>
      </div>
      <p class="saving-answer fault" role="status">{answer}</p>
      <WhatToSave settings={settings} locked={locked} change={change} />
      <fieldset class="tools saving-part">
        <legend>Names</legend>
        <TemplateField template={saving.template} sample={sample} isOwn={isOwn} locked={locked.has('template')} change={change} />
        <TextSetting id="saving-folder" label="Folder inside your download folder" text={folder} locked={locked.has('folder')} read={readFolder} onValue={(value) => change({ folder: value })} />
      </fieldset>
      <fieldset class="tools saving-part">
        <legend>Limits of one day</legend>
        <TextSetting id="saving-count" label="Videos a day" text={saving.dailyCount === null ? '' : String(saving.dailyCount)} placeholder="No limit" locked={locked.has('dailyCount')} isNumber read={readDailyCount} onValue={(value) => change({ dailyCount: value })} />
        <TextSetting id="saving-size" label="Gigabytes a day" text={dailySizeText(saving.dailyBytes)} placeholder="No limit" locked={locked.has('dailyBytes')} isNumber read={readDailySize} onValue={(value) => change({ dailyBytes: value })} />
        <p class="soft">The rest waits until tomorrow. What you ask for yourself is saved at any time.</p>
      </fieldset>
      <fieldset class="tools">
        <legend>Beside each video</legend>
        {locked.has('sidecar') || locked.has('promptFile') ? <p class="soft">{LOCKED}</p> : null}
        <Switch id="saving-sidecar" label="A .json file with all its facts" words="Prompt, model, seed, credits, times, source and size." on={saving.sidecar} locked={locked.has('sidecar')} onSwitch={(on) => change({ sidecar: on })} />
        <Switch id="saving-prompt" label="A .txt file with its prompt" words="For captions, and to find it again." on={saving.promptFile} locked={locked.has('promptFile')} onSwitch={(on) => change({ promptFile: on })} />
      </fieldset>
      <fieldset class="tools saving-part">
        <legend>How long links live</legend>
        <TextSetting id="saving-hours" label="Hours, where a link does not say" hint={HOURS_HINT} text={String(assumedHours)} locked={locked.has('assumedHours')} isNumber read={readHours} onValue={(value) => change({ assumedHours: value })} />
      </fieldset>
    </section>
  );
}
