import type { Surroundings } from './actions.ts';
import { Archive, type ArchiveView } from './archive/Archive.tsx';
import type { DashboardView } from './Dashboard.tsx';
import { Pauses } from './Pauses.tsx';
import { Sources, type SourcesView } from './sources/Sources.tsx';
import { Tools } from './Tools.tsx';
import { Windows } from './Windows.tsx';

export interface SettingsProps extends Surroundings {
  readonly view: DashboardView;
}

interface SettingsTabProps extends SettingsProps {
  /** Absent where nothing can be moved. */
  readonly archive?: ArchiveView | null;
  /** Absent until they have been read. */
  readonly sources?: SourcesView | null;
}

/** Where jobs come from; what is watched, and when not; the archive. */
export function SettingsTab({ archive = null, sources = null, ...props }: SettingsTabProps) {
  return (
    <>
      {sources === null ? null : <Sources {...sources} />}
      <Tools {...props} />
      <Pauses {...props} />
      <Windows {...props} />
      {archive === null ? null : <Archive {...archive} />}
    </>
  );
}
