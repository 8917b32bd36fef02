import type { Surroundings } from './actions.ts';
import { Archive, type ArchiveView } from './archive/Archive.tsx';
import type { DashboardView } from './Dashboard.tsx';
import { OnPage, type OnPageView } from './OnPage.tsx';
import { Pauses } from './Pauses.tsx';
import { Saving, type SavingView } from './saving/Saving.tsx';
import { SettingsFile, type SettingsFileView } from './saving/SettingsFile.tsx';
import { Sources, type SourcesView } from './job-sources/Sources.tsx';
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
  /** Absent until it has been read. */
  readonly saving?: SavingView | null;
  readonly file?: SettingsFileView | null;
  /** Absent until it has been read. */
  readonly page?: OnPageView | null;
}

/** What is saved and where jobs come from; what is watched, and when not; the archive; all settings as a file. */
export function SettingsTab({ archive = null, sources = null, saving = null, file = null, page = null, ...props }: SettingsTabProps) {
  return (
    <>
      {saving === null ? null : <Saving {...saving} />}
      {sources === null ? null : <Sources {...sources} />}
      {page === null ? null : <OnPage {...page} />}
      <Tools {...props} />
      <Pauses {...props} />
      <Windows {...props} />
      {archive === null ? null : <Archive {...archive} />}
      {file === null ? null : <SettingsFile {...file} />}
    </>
  );
}
