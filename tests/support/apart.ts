/**
 * Unit tests that put something in a module's place, or look at what a module keeps for its whole life. Each runs in a process of its own;
 * the others share theirs, since reading all modules anew for each file would take longer than the tests.
 */
export const APART: readonly string[] = ['alarms', 'discard-download', 'session', 'show-download', 'store-open', 'text-downloads', 'background/policy', 'dashboard/poster-sources', 'health/action', 'health/permissions'].map((name) => `tests/unit/${name}.test.ts`);
