/** The one door to the browser: nothing outside this folder imports the polyfill, so leaving it is a change of one line. */
export { default as browser } from 'webextension-polyfill';
export type { Alarms, Downloads, Runtime, Tabs } from 'webextension-polyfill';
