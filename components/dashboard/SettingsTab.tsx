import type { Surroundings } from './actions.ts';
import type { DashboardView } from './Dashboard.tsx';
import { Pauses } from './Pauses.tsx';
import { Tools } from './Tools.tsx';
import { Windows } from './Windows.tsx';

export interface SettingsProps extends Surroundings {
  readonly view: DashboardView;
}

/** What is watched, and when not. */
export function SettingsTab(props: SettingsProps) {
  return (
    <>
      <Tools {...props} />
      <Pauses {...props} />
      <Windows {...props} />
    </>
  );
}
