/** Whether a window can be shown on this machine, and is wanted: `--headless` says no. */
export function hasDisplay(): boolean {
  const { argv, env, platform } = process;
  if (argv.includes('--headless')) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}
