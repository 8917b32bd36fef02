import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';

/** Hosts of Pika: the site, its API, its login and its media hosts, one of which has an opaque label. */
const PIKA_HOSTS = ['https://pika.art/*', 'https://*.pika.art/*'];

/**
 * The browser's own API in the place of the polyfill. In Manifest V3 both browsers' `chrome` answers with promises to all
 * that pages ask, and the polyfill is 10 kB to read at every start of a page. Not `browser`: Chrome has none, so on
 * pika.art an element of that name would be found in its place.
 */
function ownApi(): Plugin {
  const id = '\0own-api';
  return {
    name: 'own-api',
    enforce: 'pre',
    resolveId: (source) => (source === 'webextension-polyfill' ? id : null),
    load: (source) => (source === id ? 'export default globalThis.chrome;' : null),
  };
}

/** A part of a package's code, and what stands in its place. */
type Cut = readonly [what: RegExp, instead: string];

/** Of the polyfill: it wants a table that is not empty. */
const NOT_FOR_MESSAGES: readonly Cut[] = [
  [/(?<=const apiMetadata = )\{[\s\S]*?\n {6}\}(?=;)/, '{ runtime: {} }'],
  // What only the table and the developer tools need.
  [/const wrapAsyncFunction = [\s\S]*?(?=const wrapMethod = )/, 'const wrapAsyncFunction = null;\n'],
  [/const onRequestFinishedWrappers = [\s\S]*?(?=const onMessageWrappers = )/, ''],
  [/devtools: \{[\s\S]*?(?=runtime: \{\n)/, ''],
  [/const settingMetadata = [\s\S]*?(?=return wrapObject\(extensionAPIs)/, ''],
];

/**
 * Leaves out of the polyfill the table of methods that it makes promises of: in Manifest V3 they answer with promises by themselves. What
 * stays is what it does for messages. The rest is 7 kB that the worker would read at every start.
 */
const messagesOnly = (): Plugin => leaveOut('messages-only', /\/webextension-polyfill\/dist\/browser-polyfill/, NOT_FOR_MESSAGES);

/** Leaves out of idb that cursors can be walked with `for await`: nobody here does, and every access to the store would pass it. */
const noIteration = (): Plugin => leaveOut('no-iteration', /\/idb\/build\/index\.js/, [[/const advanceMethodProps = [\s\S]*?(?=export \{)/, '']]);

function leaveOut(name: string, file: RegExp, cuts: readonly Cut[]): Plugin {
  return {
    name,
    transform(code, id) {
      if (!file.test(id)) return null;
      const left = cuts.reduce((rest, [what, instead]) => {
        if (!what.test(rest)) throw new Error(`There is no ${what.source} in ${id} any more.`);
        return rest.replace(what, () => instead);
      }, code);
      return { code: left, map: null };
    },
  };
}

/**
 * What a page loads first, in few files: each is a request, and the store, which all else waits for, is opened when the last is
 * there. By itself the bundler makes a dozen of them. Each holds all that it imports and no earlier one holds.
 */
function fewFiles(): Plugin {
  const groups = [
    { name: 'store', test: /\/shared\/open-first\.ts$|wxt-html-plugins/ },
    { name: 'reading', test: /\/popup\/source\.ts$/ },
    { name: 'drawing', test: /\/popup\/view\.tsx$/ },
  ];
  return {
    name: 'few-files',
    config: () => ({
      build: {
        modulePreload: { polyfill: false },
        rolldownOptions: { output: { codeSplitting: { groups: groups.map((group, n) => ({ ...group, priority: groups.length - n })) } } },
      },
    }),
  };
}

export default defineConfig({
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  hooks: {
    // Only the background brings the polyfill; development builds have it everywhere.
    'vite:build:extendConfig': (entrypoints, config) => {
      const isBackground = entrypoints.some(({ type }) => type === 'background');
      config.plugins = [...(config.plugins ?? []), isBackground ? messagesOnly() : ownApi(), noIteration()];
      if (entrypoints.some(({ name }) => name === 'popup')) config.plugins.push(fewFiles());
    },
  },
  imports: false,
  outDir: '.output',
  manifest: ({ browser }) => ({
    name: 'Pika Keeper',
    description:
      'Shows whether Pika works, follows your generations, and puts every finished video on your disk before it can disappear.',
    // One comment for each permission: README.md says the same to users.
    permissions: [
      'alarms', // the 30 s tick that checks Pika and looks after saves
      'downloads', // puts finished videos into Downloads/Pika and sees that they arrived
      'scripting', // puts the page's badge back into open pika.art tabs after install or update
      'storage', // remembers across worker restarts, for this session only, who was told what
      'unlimitedStorage', // the ledger of saved clips must not be evicted when the disk runs low
    ],
    host_permissions: PIKA_HOSTS,
    // Never asked for as a whole: each status page that the user switches on asks for its own host, in that click.
    optional_host_permissions: ['https://*/*'],
    // No other extension may talk to us.
    ...(browser === 'firefox' ? {} : { externally_connectable: { ids: [] } }),
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'pika-keeper@pika-keeper.app',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          minimum_chrome_version: '120',
          // What administrators may set; Firefox asks for no form.
          storage: { managed_schema: 'policy.json' },
        }),
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    action: { default_title: 'Pika Keeper' },
    options_ui: { page: 'dashboard.html', open_in_tab: true },
  }),
});
