import type { Surroundings } from './actions.ts';
import { Archive, type ArchiveView } from './archive/Archive.tsx';
import type { DashboardView } from './Dashboard.tsx';
import { Pauses } from './Pauses.tsx';
import { Tools } from './Tools.tsx';
import { Windows } from './Windows.tsx';

export interface SettingsProps extends Surroundings {
  readonly view: DashboardView;
}

interface SettingsTabProps extends SettingsProps {
  /** Absent where nothing can be moved. */
  readonly archive?: ArchiveView | null;
}

/** What is watched, and when not; the archive. */
export function SettingsTab({ archive = null, ...props }: SettingsTabProps) {
  return (
    <>
      <Tools {...props} />
      <Pauses {...props} />
      <Windows {...props} />
      {archive === null ? null : <Archive {...archive} />}
    </>
  );
}
